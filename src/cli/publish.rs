//! Renders all pages of a site and publishes them.

use std::sync::Mutex;

use super::progress::Progress;
use crate::diagnostic::{Diagnostic, Severity};
use crate::export::SearchFile;
use crate::output::{Chunk, OutputFolder, OverwritePolicy, PublishError, PublishReport, SizeBudget};
use crate::pipeline::Snapshot;
use crate::plan::Route;
use crate::render::Renderer;

/// The result of publishing, and the diagnostics that were found on the way.
pub(super) struct Published {
    pub(super) result: Result<PublishReport, PublishError>,
    /// Diagnostics of pages that could not be rendered.
    pub(super) render_errors: Vec<Diagnostic>,
    /// Diagnostics about limits of the host.
    pub(super) host_diagnostics: Vec<Diagnostic>,
}

/// Renders and publishes all files. `progress` counts those that are done.
pub(super) fn publish(
    snapshot: &Snapshot,
    output: OutputFolder,
    policy: OverwritePolicy,
    progress: &Progress,
    files: &FileList<'_>,
) -> Published {
    let render_errors: Mutex<Vec<Diagnostic>> = Mutex::new(Vec::new());
    let mut host_diagnostics = Vec::new();
    let budget = SizeBudget::new(snapshot.size_budget());
    let judge = |sizes: &mut dyn Iterator<Item = (&str, u64)>| {
        host_diagnostics = snapshot.check_host_limits(sizes);
        let refused = host_diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        if refused { Err(PublishError::Refused) } else { Ok(()) }
    };
    let produce = |renderer: &mut Renderer, index: usize, to: &mut dyn FnMut(Chunk<'_>)| {
        progress.step();
        if budget.is_exceeded() {
            return Err(PublishError::Pages(1));
        }
        let mut to = |chunk: Chunk<'_>| {
            if budget.try_spend(chunk.bytes().len()) {
                to(chunk);
            }
        };
        let found = files.write(snapshot, renderer, index, &mut to);
        if found.is_empty() {
            return if budget.is_exceeded() { Err(PublishError::Pages(1)) } else { Ok(()) };
        }
        if let Ok(mut errors) = render_errors.lock() {
            errors.extend(found);
        }
        Err(PublishError::Pages(1))
    };
    let result = output.publish(&files.routes, &files.order, policy, || snapshot.renderer(), produce, judge);
    Published { result, render_errors: render_errors.into_inner().unwrap_or_default(), host_diagnostics }
}

/// All files of a site, with the files of the search index after the pages.
pub(super) struct FileList<'s> {
    search: &'s [SearchFile],
    pages: usize,
    routes: Vec<&'s Route>,
    /// Indexes of `routes`, in the order of rendering.
    order: Vec<usize>,
}

impl<'s> FileList<'s> {
    /// Lists the files of a snapshot.
    pub(super) fn new(snapshot: &'s Snapshot) -> FileList<'s> {
        let (pages, search) = (&snapshot.model.plan.pages, snapshot.search());
        let search_routes = search.iter().map(|file| &file.route);
        let routes: Vec<&Route> = pages.iter().map(|page| &page.route).chain(search_routes).collect();
        let mut order = snapshot.build_order();
        order.splice(0..0, pages.len()..routes.len());
        FileList { search, pages: pages.len(), routes, order }
    }

    /// Returns the number of files.
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// Writes a file. Returns the diagnostics of a page that cannot be rendered.
    fn write(
        &self,
        snapshot: &Snapshot,
        renderer: &mut Renderer,
        index: usize,
        to: &mut dyn FnMut(Chunk<'_>),
    ) -> Vec<Diagnostic> {
        match index.checked_sub(self.pages).and_then(|position| self.search.get(position)) {
            Some(file) => {
                file.write(&snapshot.model, &mut |piece| to(Chunk::Piece(piece)));
                Vec::new()
            }
            None => snapshot.render_to(renderer, index, to),
        }
    }
}
