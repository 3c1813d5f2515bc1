//! The description of a page, for search engines and previews.

use std::sync::Arc;

use super::context::PageContext;
use crate::plan::PageKind;
use crate::record::{Body, FreePageSlot, TextSegment};
use crate::site::Localized;

/// The key of the introductory message of a page type; `None` if it has none.
fn intro_key(page_kind: &PageKind) -> Option<&'static str> {
    Some(match page_kind {
        PageKind::Map(_) => "map_lede",
        PageKind::Matrix | PageKind::KindMatrix(_) => "matrix_lede",
        PageKind::Network => "network_lede",
        PageKind::Timeline(_) => "timeline_lede",
        PageKind::Compare => "compare_lede",
        PageKind::Search => "search_lede",
        PageKind::Quality => "quality_lede",
        PageKind::ComparedList(_) => "list_lede",
        PageKind::Changes => "change_lede",
        PageKind::DataPage => "data_lede",
        _ => return None,
    })
}

impl PageContext {
    /// The description of the page; `None` if it has none.
    pub(super) fn description(&self) -> Option<Arc<str>> {
        let text = |text: &Localized| self.localized(text).map(|(text, _)| text);
        match &self.planned().kind {
            PageKind::Home => text(&self.model.site.description),
            PageKind::Record(record) | PageKind::Card(record) => {
                text(&self.model.atlas.record(*record).summary)
            }
            PageKind::FreePage(page) => {
                text(&self.prose(&FreePageSlot::Page(page.clone()))?.summary)
            }
            PageKind::Kind(kind, _) => {
                let prose = self.prose(&FreePageSlot::Section(*kind))?;
                text(&prose.summary).or_else(|| self.first_paragraph(&prose.body))
            }
            page_kind => self
                .model
                .message(self.language, intro_key(page_kind)?)
                .cloned(),
        }
    }

    /// The plain text of the first paragraph; `None` if it is empty.
    fn first_paragraph(&self, body: &Body) -> Option<Arc<str>> {
        let end = body.text.find('\n').unwrap_or(body.text.len());
        let mut paragraph = String::new();
        for part in body.segments_in(0..end as u32) {
            match part {
                TextSegment::Text(some) => paragraph.push_str(some),
                TextSegment::Name(link) => {
                    paragraph.push_str(
                        self.model
                            .link_name(self.language, &body.links[link as usize]),
                    );
                }
            }
        }
        (!paragraph.is_empty()).then(|| paragraph.into())
    }
}
