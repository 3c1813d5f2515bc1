//! The description of a page, for search engines and previews.

use std::sync::Arc;

use super::context::PageContext;
use crate::page::Subject;
use crate::record::{Body, FreePageSlot, TextSegment};
use crate::site::Localized;

/// The key of the introductory message of a page type; `None` if it has none.
fn intro_key(subject: &Subject) -> Option<&'static str> {
    Some(match subject {
        Subject::Map(_) => "map_lede",
        Subject::Matrix | Subject::KindMatrix(_) => "matrix_lede",
        Subject::Network => "network_lede",
        Subject::Timeline(_) => "timeline_lede",
        Subject::Compare => "compare_lede",
        Subject::Search => "search_lede",
        Subject::Quality => "quality_lede",
        Subject::DataPage => "data_lede",
        _ => return None,
    })
}

impl PageContext {
    /// The description of the page; `None` if it has none.
    pub(super) fn description(&self) -> Option<Arc<str>> {
        let text = |text: &Localized| self.localized(text).map(|(text, _)| text);
        match &self.planned().subject {
            Subject::Home => text(&self.model.site.description),
            Subject::Record(record) | Subject::Card(record) => text(&self.model.atlas.record(*record).summary),
            Subject::Prose(page) => text(&self.prose(&FreePageSlot::Page(page.clone()))?.summary),
            Subject::Kind(kind, _) => {
                let prose = self.prose(&FreePageSlot::Section(*kind))?;
                text(&prose.summary).or_else(|| self.first_paragraph(&prose.body))
            }
            subject => self.model.message(self.language, intro_key(subject)?).cloned(),
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
                    paragraph.push_str(self.model.link_name(self.language, &body.links[link as usize]))
                }
            }
        }
        (!paragraph.is_empty()).then(|| paragraph.into())
    }
}
