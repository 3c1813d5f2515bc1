//! The title of a page, for its heading, the window and search engines.

use std::sync::Arc;

use super::context::PageContext;
use crate::model::SiteModel;
use crate::plan::PageKind;
use crate::record::FreePageSlot;
use crate::render::theme::Theme;
use crate::site::KindIx;
use crate::text::noun_case::within_sentence;

/// The title of a page, by its index in the plan.
pub fn page_title(model: &Arc<SiteModel>, theme: &Arc<Theme>, page: usize) -> String {
    PageContext::new(model, theme, page).title()
}

impl PageContext {
    /// The title of the page.
    pub(super) fn title(&self) -> String {
        self.title_of(&self.planned().kind)
    }

    /// The title of a page in the language of this page.
    fn title_of(&self, kind: &PageKind) -> String {
        let SiteModel { site, atlas, .. } = &*self.model;
        let name = |record| self.model.title(self.language, record).to_owned();
        let vocabulary = &site.vocabulary;
        match kind {
            PageKind::Home
            | PageKind::Asset(_)
            | PageKind::Export(_)
            | PageKind::FormerFile(..)
            | PageKind::Data(_) => site.title.text(self.language).to_owned(),
            PageKind::Kind(kind, number) => {
                with_page_number(vocabulary.kind(*kind).title.text(self.language), *number)
            }
            PageKind::Record(record) | PageKind::Card(record) => {
                atlas.record(*record).name.text(self.language).to_owned()
            }
            PageKind::Moved(target, _) => self.title_of(target),
            PageKind::Listing(facet, kind, number) => {
                let title = format!(
                    "{} — {}",
                    name(*facet),
                    vocabulary.kind(*kind).title.text(self.language)
                );
                with_page_number(&title, *number)
            }
            PageKind::Matrix => self.message("nav_matrix").to_string(),
            PageKind::KindMatrix(kind) => self.title_with_kind("nav_matrix", *kind),
            PageKind::Map(None) => {
                let own = site
                    .map
                    .as_ref()
                    .and_then(|map| map.title.get(self.language));
                own.map_or_else(
                    || self.message("nav_map").to_string(),
                    |(title, _)| title.to_string(),
                )
            }
            PageKind::Map(Some(kind)) => self.title_with_kind("nav_map", *kind),
            PageKind::Network => self.message("network_title").to_string(),
            PageKind::Timeline(None) => self.message("nav_timeline").to_string(),
            PageKind::Timeline(Some(year)) => format!("{}: {year}", self.message("nav_timeline")),
            PageKind::Compare => self.message("compare_title").to_string(),
            PageKind::Cell(region, sector) => format!("{} — {}", name(*region), name(*sector)),
            PageKind::Quality => self.message("nav_quality").to_string(),
            PageKind::Search => self.message("nav_search").to_string(),
            PageKind::DataPage => self.message("nav_data").to_string(),
            PageKind::FreePage(page) => {
                let prose = self.prose(&FreePageSlot::Page(page.clone()));
                prose
                    .and_then(|prose| self.localized(&prose.name))
                    .map_or(page.to_string(), |(name, _)| name.to_string())
            }
            PageKind::NotFound => self.message("lost_title").to_string(),
        }
    }

    /// A message and the title of a kind, separated by a colon.
    fn title_with_kind(&self, key: &str, kind: KindIx) -> String {
        let kind = self
            .model
            .site
            .vocabulary
            .kind(kind)
            .title
            .text(self.language);
        let kind = within_sentence(kind, self.model.site.code(self.language));
        format!("{}: {kind}", self.message(key))
    }
}

/// Appends the page number to a title; nothing for page 1.
fn with_page_number(title: &str, number: u32) -> String {
    if number > 1 {
        format!("{title} ({number})")
    } else {
        title.to_owned()
    }
}
