//! The title of a page, for its heading, the window and search engines.

use std::sync::Arc;

use minijinja::value::Value;

use super::charts;
use super::context::PageContext;
use crate::atlas::RecordIx;
use crate::model::SiteModel;
use crate::plan::{ChartKind, PageKind};
use crate::record::FreePageSlot;
use crate::render::locale_style::marked;
use crate::render::theme::Theme;
use crate::site::{KindIx, Localized};
use crate::text::html::Escaped;
use crate::text::noun_case::within_sentence;

/// The title of a page, by its index in the plan.
pub fn page_title(model: &Arc<SiteModel>, theme: &Arc<Theme>, page: usize) -> String {
    PageContext::new(model, theme, page).title()
}

/// A part of a title.
struct TitlePart {
    text: String,
    /// The code of its language; `None` if that is the page's, or if it is of no language.
    language: Option<String>,
}

impl TitlePart {
    /// A part in the page's language, or a sign.
    fn plain(text: impl Into<String>) -> TitlePart {
        TitlePart {
            text: text.into(),
            language: None,
        }
    }
}

impl PageContext {
    /// The title of the page as a plain text.
    pub(super) fn title(&self) -> String {
        self.title_text(&self.planned().kind)
    }

    /// The title of another page as a plain text in the language of this page.
    pub(super) fn title_text(&self, kind: &PageKind) -> String {
        let parts = self.title_of(kind);
        parts.into_iter().map(|part| part.text).collect()
    }

    /// The title of the page as HTML; parts that are not in the page's language are marked.
    pub(super) fn heading(&self) -> Value {
        let parts = self.title_of(&self.planned().kind);
        let language = |part: &TitlePart| self.style.foreign_attributes(part.language.as_deref()?);
        if parts.iter().all(|part| part.language.is_none()) {
            return Value::from(self.title());
        }
        let html = parts.iter().map(|part| match language(part) {
            Some(attributes) => marked(&part.text, &attributes),
            None => Escaped(&part.text).to_string(),
        });
        Value::from_safe_string(html.collect())
    }

    /// The code of the language of the whole title. `None` if it is the page's, or if there are several.
    pub(super) fn heading_language(&self) -> Option<String> {
        let parts = self.title_of(&self.planned().kind);
        let mut languages = parts.into_iter().map(|part| part.language);
        let first = languages.next()??;
        languages
            .flatten()
            .all(|language| language == first)
            .then_some(first)
    }

    /// The code of the first language in the title of another page that is not the page's.
    pub(super) fn title_language(&self, kind: &PageKind) -> Option<String> {
        let parts = self.title_of(kind).into_iter();
        parts.filter_map(|part| part.language).next()
    }

    /// The parts of the title of a page in the language of this page.
    fn title_of(&self, kind: &PageKind) -> Vec<TitlePart> {
        let SiteModel { site, atlas, .. } = &*self.model;
        let vocabulary = &site.vocabulary;
        let message = |key| vec![self.message_part(key)];
        match kind {
            PageKind::Home
            | PageKind::Asset(_)
            | PageKind::Static(_)
            | PageKind::Picture(..)
            | PageKind::ShareImage(_)
            | PageKind::Export(_)
            | PageKind::FormerFile(..)
            | PageKind::Data(_) => vec![self.localized_part(&site.title)],
            PageKind::Kind(kind, number) => {
                let title = self.localized_part(&vocabulary.kind(*kind).title);
                with_page_number(vec![title], *number)
            }
            PageKind::Record(record) | PageKind::Card(record) => {
                vec![self.localized_part(&atlas.record(*record).name)]
            }
            PageKind::Moved(target, _) => self.title_of(target),
            PageKind::Listing(facet, kind, number) => {
                let kind = self.localized_part(&vocabulary.kind(*kind).title);
                let parts = vec![self.record_part(*facet), TitlePart::plain(" — "), kind];
                with_page_number(parts, *number)
            }
            PageKind::Chart(chart) => self.chart_title(*chart),
            PageKind::Matrix => message("nav_matrix"),
            PageKind::KindMatrix(kind) => self.title_with_kind("nav_matrix", *kind),
            PageKind::Map(None) => self.map_title(),
            PageKind::Map(Some(kind)) => self.title_with_kind("nav_map", *kind),
            PageKind::Network => message("network_title"),
            PageKind::Timeline(None) => message("nav_timeline"),
            PageKind::Timeline(Some(year)) => {
                let year = TitlePart::plain(format!(": {year}"));
                vec![self.message_part("nav_timeline"), year]
            }
            PageKind::Compare => message("compare_title"),
            PageKind::Cell(region, sector) => {
                let (region, sector) = (self.record_part(*region), self.record_part(*sector));
                vec![region, TitlePart::plain(" — "), sector]
            }
            PageKind::Quality => message("nav_quality"),
            PageKind::ComparedList(place) => {
                let list = self.model.site.lists.get(*place);
                list.map_or_else(Vec::new, |list| vec![self.localized_part(&list.title)])
            }
            PageKind::Changes => message("nav_changes"),
            PageKind::Search => message("nav_search"),
            PageKind::DataPage => message("nav_data"),
            PageKind::FreePage(page) => {
                let prose = self.prose(&FreePageSlot::Page(page.clone()));
                let name = prose.map(|prose| &prose.name);
                match name.filter(|name| name.get(self.language).is_some()) {
                    Some(name) => vec![self.localized_part(name)],
                    None => vec![TitlePart::plain(&**page)],
                }
            }
            PageKind::NotFound => message("lost_title"),
        }
    }

    /// The title of the map of all records: that of the settings, or that of the program.
    fn map_title(&self) -> Vec<TitlePart> {
        let own = self.model.site.map.as_ref().map(|map| &map.title);
        match own.filter(|title| title.get(self.language).is_some()) {
            Some(title) => vec![self.localized_part(title)],
            None => vec![self.message_part("nav_map")],
        }
    }

    /// The title of a drawing that is a file of its own: that of its page, unless the page has two.
    fn chart_title(&self, chart: ChartKind) -> Vec<TitlePart> {
        match chart {
            ChartKind::Cooperation => vec![TitlePart {
                text: charts::cooperation_title(self),
                ..self.message_part("cooperation")
            }],
            ChartKind::Matrix(None) => vec![self.message_part("matrix_title")],
            ChartKind::Map(_)
            | ChartKind::Network
            | ChartKind::Timeline(_)
            | ChartKind::Matrix(Some(_)) => self.title_of(&chart.page()),
        }
    }

    fn localized_part(&self, text: &Localized) -> TitlePart {
        match self.localized(text) {
            Some((text, language)) => TitlePart {
                text: text.to_string(),
                language: language.map(str::to_owned),
            },
            None => TitlePart::plain(""),
        }
    }

    fn record_part(&self, record: RecordIx) -> TitlePart {
        let (_, language) = self.model.atlas.record(record).title(self.language);
        TitlePart {
            text: self.model.title(self.language, record).to_owned(),
            language: self.foreign(language).map(str::to_owned),
        }
    }

    fn message_part(&self, key: &str) -> TitlePart {
        TitlePart {
            text: self.message(key).to_string(),
            language: self.style.words.language(key).map(str::to_owned),
        }
    }

    /// A message and the title of a kind, separated by a colon.
    fn title_with_kind(&self, key: &str, kind: KindIx) -> Vec<TitlePart> {
        let mut title = self.localized_part(&self.model.site.vocabulary.kind(kind).title);
        let code = self.model.site.code(self.language);
        title.text = within_sentence(&title.text, title.language.as_deref().unwrap_or(code));
        vec![self.message_part(key), TitlePart::plain(": "), title]
    }
}

/// Appends the page number to a title; nothing for page 1.
fn with_page_number(mut title: Vec<TitlePart>, number: u32) -> Vec<TitlePart> {
    if number > 1 {
        title.push(TitlePart::plain(format!(" ({number})")));
    }
    title
}
