//! Making pages from layouts.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::Arc;

use minijinja::Environment;

use super::engine;
use super::view::{self, PageContext};
use super::world::World;
use crate::diagnostic::{Checked, Code, Diagnostic, Location, Span};
use crate::page::Subject;
use crate::site::Facet;
use crate::source::SourcePath;

/// The engines of one thread. Sharing one between threads costs more than making one: they would contend for the
/// counts of references inside it.
pub struct Renderer {
    world: Arc<World>,
    /// One engine a language.
    engines: Vec<Environment<'static>>,
    /// The layout of the pages of each kind's records, when the first of them has been looked for.
    of_records: Vec<OnceCell<String>>,
    /// One engine a language for the layouts in Tera; none where there are no such layouts.
    #[cfg(feature = "tera")]
    teras: Vec<tera::Tera>,
}

impl Renderer {
    /// Prepares the layouts of a world for rendering.
    pub fn new(world: &Arc<World>) -> Renderer {
        let engines = world.site.languages.iter().map(|language| engine::environment(&world.layouts, &language.code));
        Renderer {
            world: world.clone(),
            of_records: world.site.vocabulary.each_kind().map(|_| OnceCell::new()).collect(),
            engines: engines.collect(),
            #[cfg(feature = "tera")]
            teras: match world.layouts.has_tera() {
                true => {
                    world.site.languages.iter().map(|language| super::tera::engine(world, &language.code)).collect()
                }
                false => Vec::new(),
            },
        }
    }

    /// The HTML of a page, by its place in the plan; empty for one that fails, which is reported.
    pub fn render(&self, page: usize) -> Checked<String> {
        match self.page(page) {
            Ok(html) => Checked { value: html, diagnostics: Vec::new() },
            Err(diagnostic) => Checked { value: String::new(), diagnostics: vec![diagnostic] },
        }
    }

    fn page(&self, page: usize) -> Result<String, Diagnostic> {
        let planned = &self.world.plan.pages[page];
        let layout = self.layout(&planned.subject)?;
        let context = PageContext::new(&self.world, page);
        let root = view::root(&context, &layout);
        #[cfg(feature = "tera")]
        if layout.ends_with(super::tera::ENDING) {
            let tera = &self.teras[planned.language.index()];
            return super::tera::render(tera, &self.world, &layout, page, &root);
        }
        let engine = &self.engines[planned.language.index()];
        let rendered = engine.get_template(&layout).and_then(|template| template.render(root));
        rendered.map_err(|error| engine::diagnostic(&error, &layout))
    }

    /// The layout of a page.
    fn layout(&self, subject: &Subject) -> Result<Cow<'_, str>, Diagnostic> {
        let known = match subject {
            Subject::Record(record) => Some(&self.of_records[self.world.atlas.kind(*record).index()]),
            _ => None,
        };
        if let Some(layout) = known.and_then(OnceCell::get) {
            return Ok(Cow::Borrowed(layout));
        }
        let names = self.layouts(subject);
        let Some(layout) = self.world.layout(&names) else {
            let name = names.last().cloned().unwrap_or_default();
            let at = Location { path: SourcePath::new(&format!("layouts/{name}")), span: Span::default() };
            return Err(Diagnostic::new(Code::MissingLayout, at).with("name", name));
        };
        Ok(match known {
            Some(cell) => Cow::Borrowed(cell.get_or_init(|| layout)),
            None => Cow::Owned(layout),
        })
    }

    /// Passes on what a script loads, by its place in the plan.
    pub fn data(&self, page: usize, to: &mut dyn FnMut(&[u8])) {
        view::script(&PageContext::new(&self.world, page), to);
    }

    /// The layouts that can make a page, the most special first.
    fn layouts(&self, subject: &Subject) -> Vec<String> {
        let vocabulary = &self.world.site.vocabulary;
        let of_kind = |start: &str, kind: crate::site::KindIx, facets: [&str; 2]| {
            let kind = vocabulary.kind(kind);
            let mut names = vec![format!("{start}-{}.html", kind.id)];
            names.extend(kind.facet.map(|facet| match facet {
                Facet::Region => format!("{}.html", facets[0]),
                Facet::Sector => format!("{}.html", facets[1]),
            }));
            names.push(format!("{start}.html"));
            names
        };
        let names = match subject {
            Subject::Home => vec!["home.html".to_owned()],
            Subject::Kind(kind, _) => of_kind("kind", *kind, ["regions", "sectors"]),
            Subject::Record(record) => of_kind("record", self.world.atlas.kind(*record), ["region", "sector"]),
            Subject::Listing(..) => vec!["listing.html".to_owned(), "kind.html".to_owned()],
            Subject::Matrix => vec!["matrix.html".to_owned()],
            Subject::Cell(..) => vec!["cell.html".to_owned()],
            Subject::Quality => vec!["quality.html".to_owned()],
            Subject::Search => vec!["search.html".to_owned()],
            Subject::DataPage => vec!["data.html".to_owned()],
            Subject::Card(_) => vec!["card.html".to_owned()],
            Subject::Prose(_) => vec!["page.html".to_owned()],
            Subject::NotFound => vec!["404.html".to_owned()],
            Subject::Moved(..) => vec!["redirect.html".to_owned()],
            Subject::KindMatrix(_) => vec!["matrix-kind.html".to_owned(), "matrix.html".to_owned()],
            Subject::Map(_) => vec!["map.html".to_owned()],
            Subject::Network => vec!["network.html".to_owned()],
            Subject::Timeline(_) => vec!["timeline.html".to_owned()],
            Subject::Compare => vec!["compare.html".to_owned()],
            Subject::Asset(_) | Subject::Export(_) | Subject::Data(_) => Vec::new(),
        };
        if cfg!(feature = "tera") && self.world.layouts.has_tera() {
            // A layout in Tera stands before one in MiniJinja of the same name.
            return names.iter().flat_map(|name| [name.replace(".html", ".tera.html"), name.clone()]).collect();
        }
        names
    }
}
