//! The page renderer.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::Arc;

use minijinja::Environment;

use super::engine;
use super::theme::Theme;
use super::view::{self, PageContext};
use crate::diagnostic::{Checked, Code, Diagnostic, Location};
use crate::model::SiteModel;
use crate::plan::PageKind;
use crate::site::Facet;
use crate::source::SourcePath;

/// Renders the pages of one site state. Each thread has its own renderer, because threads that share a template engine
/// contend for its reference counts.
pub struct Renderer {
    model: Arc<SiteModel>,
    theme: Arc<Theme>,
    /// Indexed by language.
    engines: Vec<Environment<'static>>,
    /// The layout of the record pages of each kind, set on first use.
    record_layouts: Vec<OnceCell<String>>,
    /// Indexed by language; empty if no layout is written in Tera.
    #[cfg(feature = "tera")]
    tera_engines: Vec<tera::Tera>,
}

impl Renderer {
    /// Creates the engines of all languages.
    pub fn new(model: &Arc<SiteModel>, theme: &Arc<Theme>) -> Renderer {
        let styles = || {
            model
                .site
                .each_language()
                .map(|language| theme.style(language))
        };
        let engine = |style: &Arc<_>| engine::environment(&theme.layouts, &model.messages, style);
        Renderer {
            model: model.clone(),
            theme: theme.clone(),
            record_layouts: model
                .site
                .vocabulary
                .each_kind()
                .map(|_| OnceCell::new())
                .collect(),
            engines: styles().map(engine).collect(),
            #[cfg(feature = "tera")]
            tera_engines: match theme.layouts.has_tera() {
                true => styles()
                    .map(|style| super::tera::engine(model, theme, style))
                    .collect(),
                false => Vec::new(),
            },
        }
    }

    /// Renders a page, by its index in the plan. If the layout fails, the HTML is empty and the error is reported.
    pub fn render(&self, page: usize) -> Checked<String> {
        match self.render_page(page) {
            Ok(html) => Checked {
                value: html,
                diagnostics: Vec::new(),
            },
            Err(diagnostic) => Checked {
                value: String::new(),
                diagnostics: vec![diagnostic],
            },
        }
    }

    fn render_page(&self, page: usize) -> Result<String, Diagnostic> {
        let planned = &self.model.plan.pages[page];
        let layout = self.find_layout(&planned.kind)?;
        let context = PageContext::new(&self.model, &self.theme, page);
        let root = view::root(&context, &layout);
        #[cfg(feature = "tera")]
        if layout.ends_with(super::tera::ENDING) {
            let tera = &self.tera_engines[planned.language.index()];
            return super::tera::render(tera, &self.theme.layouts, &layout, page, &root);
        }
        let engine = &self.engines[planned.language.index()];
        let rendered = engine
            .get_template(&layout)
            .and_then(|template| template.render(root));
        rendered.map_err(|error| engine::diagnostic(&error, &layout, &self.theme.layouts))
    }

    /// The name of the layout of a page; an error if none of the candidates exists.
    fn find_layout(&self, page_kind: &PageKind) -> Result<Cow<'_, str>, Diagnostic> {
        let known = match page_kind {
            PageKind::Record(record) => {
                Some(&self.record_layouts[self.model.atlas.kind(*record).index()])
            }
            _ => None,
        };
        if let Some(layout) = known.and_then(OnceCell::get) {
            return Ok(Cow::Borrowed(layout));
        }
        let names = self.layout_candidates(page_kind);
        let Some(layout) = self.theme.layouts.first_existing(&names) else {
            let name = names.last().cloned().unwrap_or_default();
            let at = Location::file(SourcePath::new(&format!("layouts/{name}")));
            return Err(Diagnostic::new(Code::MissingLayout, at).with("name", name));
        };
        Ok(match known {
            Some(cell) => Cow::Borrowed(cell.get_or_init(|| layout)),
            None => Cow::Owned(layout),
        })
    }

    /// Writes a data script or a drawing, by its index in the plan.
    pub fn write_data(&self, page: usize, to: &mut dyn FnMut(&[u8])) {
        view::write_script(&PageContext::new(&self.model, &self.theme, page), to);
    }

    /// The names of the layouts that can render a page, the most specific first.
    fn layout_candidates(&self, page_kind: &PageKind) -> Vec<String> {
        let vocabulary = &self.model.site.vocabulary;
        let for_kind = |start: &str, kind: crate::site::KindIx, facets: [&str; 2]| {
            let kind = vocabulary.kind(kind);
            let mut names = vec![format!("{start}-{}.html", kind.id)];
            names.extend(kind.facet.map(|facet| match facet {
                Facet::Region => format!("{}.html", facets[0]),
                Facet::Sector => format!("{}.html", facets[1]),
            }));
            names.push(format!("{start}.html"));
            names
        };
        let names = match page_kind {
            PageKind::Home => vec!["home.html".to_owned()],
            PageKind::Kind(kind, _) => for_kind("kind", *kind, ["regions", "sectors"]),
            PageKind::Record(record) => for_kind(
                "record",
                self.model.atlas.kind(*record),
                ["region", "sector"],
            ),
            PageKind::Listing(..) => vec!["listing.html".to_owned(), "kind.html".to_owned()],
            PageKind::Matrix => vec!["matrix.html".to_owned()],
            PageKind::Cell(..) => vec!["cell.html".to_owned()],
            PageKind::Quality => vec!["quality.html".to_owned()],
            PageKind::ComparedList(_) => vec!["compared-list.html".to_owned()],
            PageKind::Changes => vec!["changes.html".to_owned()],
            PageKind::Search => vec!["search.html".to_owned()],
            PageKind::DataPage => vec!["data.html".to_owned()],
            PageKind::Card(_) => vec!["card.html".to_owned()],
            PageKind::FreePage(_) => vec!["page.html".to_owned()],
            PageKind::NotFound => vec!["404.html".to_owned()],
            PageKind::Moved(..) => vec!["redirect.html".to_owned()],
            PageKind::KindMatrix(_) => {
                vec!["matrix-kind.html".to_owned(), "matrix.html".to_owned()]
            }
            PageKind::Map(_) => vec!["map.html".to_owned()],
            PageKind::Network => vec!["network.html".to_owned()],
            PageKind::Timeline(_) => vec!["timeline.html".to_owned()],
            PageKind::Compare => vec!["compare.html".to_owned()],
            PageKind::Asset(_)
            | PageKind::Static(_)
            | PageKind::Picture(..)
            | PageKind::ShareImage(_)
            | PageKind::Export(_)
            | PageKind::FormerFile(..)
            | PageKind::Data(_)
            | PageKind::Chart(_) => Vec::new(),
        };
        if cfg!(feature = "tera") && self.theme.layouts.has_tera() {
            // A layout in Tera has precedence over one in MiniJinja of the same name.
            return names
                .iter()
                .flat_map(|name| [name.replace(".html", ".tera.html"), name.clone()])
                .collect();
        }
        names
    }
}
