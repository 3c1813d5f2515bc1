//! The page context, which all views of one page share: model, theme, language, path to the root, footnotes.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use foldhash::fast::RandomState;
use minijinja::value::Value;

use super::static_map::optional;
use crate::atlas::RecordIx;
use crate::model::{RecordLink, SiteModel};
use crate::plan::{Page, PageKind, relative};
use crate::record::{FreePage, FreePageSlot, LinkTarget, RecordName};
use crate::render::locale_style::LocaleStyle;
use crate::render::theme::Theme;
use crate::site::{BaseUrl, KindIx, Language, Localized};

/// The shared state of the views of one page.
pub(in crate::render) struct PageContext {
    pub(super) model: Arc<SiteModel>,
    pub(super) theme: Arc<Theme>,
    pub(super) language: Language,
    pub(super) style: LocaleStyle,
    /// The index of the page in the plan.
    pub(super) page: usize,
    /// The path to the site's root: `../`, or empty; an absolute address on the 404 page.
    pub(super) root: String,
    /// The record of a record page; its sources are numbered. `None` on other pages.
    pub(super) main: Option<RecordIx>,
    footnotes: OnceLock<SourceNumbers>,
}

/// The sources of a page, numbered in the order in which a reader meets them.
#[derive(Default)]
pub(super) struct SourceNumbers {
    numbers: HashMap<RecordIx, u32, RandomState>,
    /// The sources in order of their numbers, each with the number of claims that cite it.
    pub(super) sources: Vec<(RecordIx, usize)>,
}

impl SourceNumbers {
    fn cite(&mut self, source: RecordIx) {
        let next = self.sources.len() as u32 + 1;
        let number = *self.numbers.entry(source).or_insert(next);
        if number == next {
            self.sources.push((source, 0));
        }
        self.sources[number as usize - 1].1 += 1;
    }

    /// The number of a source, from 1; `None` if no claim cites it.
    pub(super) fn number(&self, source: RecordIx) -> Option<u32> {
        self.numbers.get(&source).copied()
    }
}

impl PageContext {
    /// Creates the context of a page, by its index in the plan.
    pub(in crate::render) fn new(
        model: &Arc<SiteModel>,
        theme: &Arc<Theme>,
        page: usize,
    ) -> Arc<PageContext> {
        let planned = &model.plan.pages[page];
        let main = match planned.kind {
            PageKind::Record(record) => Some(record),
            _ => None,
        };
        // A host shows the 404 page at addresses of any depth, so its links are absolute.
        let root = match planned.kind {
            PageKind::NotFound => model
                .site
                .base_url
                .as_ref()
                .map_or("/", BaseUrl::as_str)
                .to_owned(),
            _ => planned.address.to_root(),
        };
        Arc::new(PageContext {
            language: planned.language,
            style: LocaleStyle::for_code(model.site.code(planned.language)),
            page,
            root,
            main,
            footnotes: OnceLock::new(),
            model: model.clone(),
            theme: theme.clone(),
        })
    }

    /// The cache key of shared fragments: layout, kind and path to the root.
    pub(in crate::render) fn fragment_key(&self, layout: &str) -> String {
        let kind = self
            .page_kind()
            .map_or("", |kind| &*self.model.site.vocabulary.kind(kind).id);
        format!(
            "{} {kind} {}",
            layout.strip_suffix(".html").unwrap_or(layout),
            self.root
        )
    }

    /// The page in the plan.
    pub(super) fn planned(&self) -> &Page {
        &self.model.plan.pages[self.page]
    }

    /// The kind of an index or record page; `None` for other pages.
    pub(super) fn page_kind(&self) -> Option<KindIx> {
        match &self.planned().kind {
            PageKind::Kind(kind, _) => Some(*kind),
            PageKind::Record(record) => Some(self.model.atlas.kind(*record)),
            _ => None,
        }
    }

    /// The free text for a slot, in the page's language or else in another. `None` if the site has none.
    pub(super) fn prose(&self, slot: &FreePageSlot) -> Option<&Arc<FreePage>> {
        let model = &self.model;
        model.atlas.free_page(slot, self.language, &model.site)
    }

    /// The relative address of the page of a kind, in this page's language. `None` if there is no such page.
    pub(super) fn url(&self, page_kind: &PageKind) -> Option<String> {
        self.model
            .plan
            .page(page_kind, self.language)
            .map(|page| relative(&self.root, &page.address))
    }

    /// The relative address of the page of a kind, as a template value.
    pub(super) fn url_value(&self, page_kind: &PageKind) -> Value {
        optional(self.url(page_kind).map(Value::from_safe_string))
    }

    /// The relative address of a record's page.
    pub(super) fn record_url(&self, record: RecordIx) -> String {
        let address = self.record_link(record).address();
        let mut url = String::with_capacity(self.root.len() + address.len());
        url.push_str(&self.root);
        url.push_str(address);
        url
    }

    /// The link to a record in this page's language.
    pub(super) fn record_link(&self, record: RecordIx) -> &RecordLink {
        self.model.record_link(self.language, record)
    }

    /// A text in this page's language, or else in another with that language's code. `None` if there is no text.
    pub(super) fn localized(&self, text: &Localized) -> Option<(Arc<str>, Option<&str>)> {
        let (text, language) = text.get(self.language)?;
        Some((text.clone(), self.foreign(language)))
    }

    /// The code of a language; `None` if it is this page's.
    pub(super) fn foreign(&self, language: Language) -> Option<&str> {
        (language != self.language).then(|| self.model.site.code(language))
    }

    /// An interface message; the key itself if there is none.
    pub(super) fn message(&self, key: &str) -> Arc<str> {
        self.model
            .message(self.language, key)
            .cloned()
            .unwrap_or_else(|| key.into())
    }

    /// The numbered sources of the page's record; empty on other pages.
    pub(super) fn footnotes(&self) -> &SourceNumbers {
        self.footnotes.get_or_init(|| {
            self.main
                .map(|record| self.number_sources(record))
                .unwrap_or_default()
        })
    }

    /// The numbers of some sources, ascending, without duplicates.
    pub(super) fn notes(&self, sources: &[RecordName]) -> Vec<u32> {
        if sources.is_empty() || self.main.is_none() {
            return Vec::new();
        }
        let footnotes = self.footnotes();
        let resolved = self.model.atlas.resolve_all(sources);
        let mut numbers: Vec<u32> = resolved
            .filter_map(|source| footnotes.number(source))
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// Numbers the sources of a record in reading order: figures, fields, text, relations, and then its own list.
    fn number_sources(&self, record: RecordIx) -> SourceNumbers {
        let SiteModel { atlas, site, .. } = &*self.model;
        let found = atlas.record(record);
        let mut footnotes = SourceNumbers::default();
        let mut cite = |targets: &[RecordName]| {
            atlas
                .resolve_all(targets)
                .for_each(|source| footnotes.cite(source));
        };
        for figure in &found.observations {
            cite(&figure.provenance.sources);
        }
        for claim in found
            .fields
            .iter()
            .filter_map(|fact| fact.provenance.as_ref())
        {
            cite(&claim.sources);
        }
        // The facts of a page stand before its text.
        let body = found.body(self.language).map(|(body, _)| body);
        let of_fields = found
            .texts()
            .filter(|text| !text.is_body() && text.is_shown_in(self.language));
        for link in of_fields
            .map(|text| text.body)
            .chain(body)
            .flat_map(|body| &body.links)
        {
            if let LinkTarget::Source(text) = &link.target {
                cite(&[RecordName {
                    text: text.clone(),
                    at: link.at.clone(),
                }]);
            }
        }
        for edge in atlas.edges(record).iter().filter(|edge| !edge.bare) {
            let relation = &atlas.relations[edge.relation as usize];
            if let Some(details) = &relation.details {
                cite(&details.provenance.sources);
            }
        }
        let sources = site.vocabulary.known.sources;
        let own: Vec<RecordIx> = atlas
            .related(record, sources, crate::site::Direction::Forward)
            .collect();
        for source in own {
            if footnotes.number(source).is_none() {
                footnotes.cite(source);
            }
        }
        footnotes
    }
}
