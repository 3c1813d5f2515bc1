//! All files of a build.

use std::collections::BTreeSet;

use super::snapshot::Snapshot;
use crate::diagnostic::Diagnostic;
use crate::export::SearchFile;
use crate::output::Chunk;
use crate::plan::{PageKind, Route};
use crate::render::Renderer;

/// All files of a build: the pages, then the files of the search index.
pub(super) struct FileList<'s> {
    search: &'s [SearchFile],
    pages: usize,
    pub(super) routes: Vec<&'s Route>,
    /// Indexes of `routes`, in the order of rendering.
    pub(super) order: Vec<usize>,
}

impl<'s> FileList<'s> {
    /// Lists the files of a snapshot.
    pub(super) fn new(snapshot: &'s Snapshot) -> FileList<'s> {
        let (pages, search) = (&snapshot.model.plan.pages, snapshot.search());
        let search_routes = search.iter().map(|file| &file.route);
        let routes: Vec<&Route> = pages
            .iter()
            .map(|page| &page.route)
            .chain(search_routes)
            .collect();
        let mut order = snapshot.build_order();
        order.splice(0..0, pages.len()..routes.len());
        FileList {
            search,
            pages: pages.len(),
            routes,
            order,
        }
    }

    /// The routes that change whenever the bytes of their files do, so that a published file of the route is the same.
    pub(super) fn named_by_content(snapshot: &Snapshot) -> BTreeSet<Route> {
        let pages = snapshot.model.plan.pages.iter();
        let pictures = pages
            .filter(|page| matches!(page.kind, PageKind::Picture(..) | PageKind::ShareImage(_)));
        pictures.map(|page| page.route.clone()).collect()
    }

    /// Writes a file. Returns the diagnostics of a page that cannot be rendered.
    pub(super) fn write(
        &self,
        snapshot: &Snapshot,
        renderer: &mut Renderer,
        index: usize,
        to: &mut dyn FnMut(Chunk<'_>),
    ) -> Vec<Diagnostic> {
        match index
            .checked_sub(self.pages)
            .and_then(|position| self.search.get(position))
        {
            Some(file) => {
                let to = &mut |piece: &[u8]| to(Chunk::Piece(piece));
                file.write(&snapshot.model, &snapshot.theme, to);
                Vec::new()
            }
            None => snapshot.render_to(renderer, index, to),
        }
    }
}
