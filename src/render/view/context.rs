//! The page context, which all views of one page share: model, theme, language, path to the root, footnotes.

use std::sync::{Arc, OnceLock};

use minijinja::value::Value;

use super::source_notes::SourceNotes;
use super::static_map::optional;
use crate::atlas::RecordIx;
use crate::model::{RecordLink, SiteModel};
use crate::plan::{Page, PageKind, relative};
use crate::record::{FreePage, FreePageSlot};
use crate::render::locale_style::{LocaleStyle, marked};
use crate::render::theme::Theme;
use crate::site::{BaseUrl, KindIx, Language, Localized};

/// The shared state of the views of one page.
pub(in crate::render) struct PageContext {
    pub(super) model: Arc<SiteModel>,
    pub(super) theme: Arc<Theme>,
    pub(super) language: Language,
    pub(super) style: Arc<LocaleStyle>,
    /// The index of the page in the plan.
    pub(super) page: usize,
    /// The path to the site's root: `../`, or empty; an absolute address on the 404 page.
    pub(super) root: String,
    /// The record of a record page; its sources are numbered. `None` on other pages.
    pub(super) main: Option<RecordIx>,
    footnotes: OnceLock<SourceNotes>,
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
            style: theme.style(planned.language).clone(),
            page,
            root,
            main,
            footnotes: OnceLock::new(),
            model: model.clone(),
            theme: theme.clone(),
        })
    }

    /// The cache key of shared fragments: layout, kind or free page, and path to the root.
    pub(in crate::render) fn fragment_key(&self, layout: &str) -> String {
        let vocabulary = &self.model.site.vocabulary;
        let kind = match &self.planned().kind {
            PageKind::FreePage(name) => name,
            _ => self
                .page_kind()
                .map_or("", |kind| &*vocabulary.kind(kind).id),
        };
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

    /// A text as HTML, in a `<span lang>` if it is not in this page's language.
    pub(super) fn marked(&self, text: &str, language: Language) -> Value {
        let attributes = self.model.site.lang_attributes(language, self.language);
        match attributes.is_empty() {
            true => Value::from(text),
            false => Value::from_safe_string(marked(text, &attributes)),
        }
    }

    /// A localized text as HTML, marked if it is not in this page's language; none if there is no text.
    pub(super) fn marked_text(&self, text: &Localized) -> Value {
        let found = text.get(self.language);
        optional(found.map(|(text, language)| self.marked(text, language)))
    }

    /// An interface message as HTML, marked if it is not in this page's language; the key itself if there is none.
    pub(super) fn words(&self, key: &str) -> Value {
        let code = self.model.site.code(self.language);
        match self.model.messages.get_with_language(code, key, None) {
            Some((text, language)) => self.style.marked_message(text, language),
            None => Value::from(key),
        }
    }

    /// A text in the language of the message of a key, as HTML, marked if that is not this page's language.
    pub(super) fn worded(&self, text: String, key: &str) -> Value {
        self.style.marked_text(text, self.style.words.language(key))
    }

    /// An interface message; the key itself if there is none.
    pub(super) fn message(&self, key: &str) -> Arc<str> {
        self.model
            .message(self.language, key)
            .cloned()
            .unwrap_or_else(|| key.into())
    }

    /// The numbered sources of the page's record; empty on other pages.
    pub(super) fn footnotes(&self) -> &SourceNotes {
        self.footnotes.get_or_init(|| {
            self.main
                .map(|record| SourceNotes::new(&self.model, self.language, record))
                .unwrap_or_default()
        })
    }
}
