//! Limits on the number of elements of a Markdown text.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::record::limits::{MAX_EVENTS, MAX_FOOTNOTES, MAX_HEADINGS, MAX_NESTING, MAX_VALUES};

/// An exceeded limit: its location in the source, and its description in Russian and English.
pub(super) struct LimitExceeded {
    pub(super) range: Range<usize>,
    pub(super) ru: String,
    pub(super) en: String,
}

/// The numbers of elements of a text so far.
#[derive(Default)]
pub(super) struct EventCounts {
    events: usize,
    /// The depth of nesting. The time of the sanitizer grows with its square.
    depth: usize,
    headings: usize,
    links: usize,
    footnotes: usize,
}

impl EventCounts {
    /// Counts an event. Fails if a limit is exceeded.
    pub(super) fn add(
        &mut self,
        event: &Event<'_>,
        range: &Range<usize>,
    ) -> Result<(), LimitExceeded> {
        self.events += 1;
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                self.headings += usize::from(matches!(tag, Tag::Heading { .. }));
                self.links += usize::from(matches!(tag, Tag::Link { .. } | Tag::Image { .. }));
                self.footnotes += usize::from(matches!(tag, Tag::FootnoteDefinition(_)));
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        let checks = [
            (
                self.events,
                MAX_EVENTS,
                "элементов разметки и строк",
                "pieces of markup and lines",
            ),
            (
                self.depth,
                MAX_NESTING,
                "уровней вложенности",
                "levels of nesting",
            ),
            (self.headings, MAX_HEADINGS, "заголовков", "headings"),
            (self.links, MAX_VALUES, "ссылок", "links"),
            (self.footnotes, MAX_FOOTNOTES, "сносок", "footnotes"),
        ];
        let Some((_, most, ru, en)) = checks.into_iter().find(|(count, most, ..)| count > most)
        else {
            return Ok(());
        };
        let (ru, en) = (
            format!("в тексте больше {most} {ru}"),
            format!("the text has more than {most} {en}"),
        );
        Err(LimitExceeded {
            range: range.clone(),
            ru,
            en,
        })
    }
}
