//! Renders Markdown to a body.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::callouts::read_callouts;
use super::event_counts::LimitExceeded;
use super::events::{MarkdownEvent, check_length, parse};
use super::html::HtmlWriter;
use super::ids::IdScope;
use super::notation::{Notation, read_notation};
use super::text_mark::without_marks;
use super::text_marks::read_text_marks;
use crate::diagnostic::{Code, Span};
use crate::record::file_parser::FileParser;
use crate::record::limits::MAX_FILE_EVENTS;
use crate::record::model::Body;

impl FileParser<'_> {
    /// Renders Markdown that starts at byte `base` of the file.
    pub(in crate::record) fn parse_markdown(&mut self, text: &str, base: usize) -> Body {
        self.parse_body(text, IdScope::default(), &|range| {
            Span::new(range.start + base..range.end + base)
        })
    }

    /// Renders the Markdown of a YAML scalar. All its locations are the span of the scalar.
    pub(in crate::record) fn parse_markdown_scalar(
        &mut self,
        text: &str,
        scope: IdScope,
        span: Span,
    ) -> Body {
        self.parse_body(text, scope, &|_| span)
    }

    fn report_exceeded(
        &mut self,
        LimitExceeded { range, ru, en }: LimitExceeded,
        locate: &dyn Fn(Range<usize>) -> Span,
    ) {
        self.report_limit(locate(range), ru, en);
    }

    /// Renders Markdown. `locate` returns the location of a range of it. Empty if it exceeds a limit.
    fn parse_body(
        &mut self,
        text: &str,
        scope: IdScope,
        locate: &dyn Fn(Range<usize>) -> Span,
    ) -> Body {
        // Before anything is copied: a text may have the size of its file.
        match check_length(text) {
            Ok(()) => self.render_body(text, scope, locate),
            Err(exceeded) => {
                self.report_exceeded(exceeded, locate);
                Body::default()
            }
        }
    }

    fn render_body(
        &mut self,
        text: &str,
        scope: IdScope,
        locate: &dyn Fn(Range<usize>) -> Span,
    ) -> Body {
        let Notation {
            text: edited,
            open_comment,
        } = read_notation(text);
        if let Some(open) = open_comment {
            let diagnostic = self.diagnostic(Code::OpenComment, locate(open));
            self.push(diagnostic.with("end", "%%"));
        }
        let original = |range: Range<usize>| locate(edited.original(range));
        let mut events = match parse(&edited.text) {
            Ok(events) => events,
            Err(exceeded) => {
                self.report_exceeded(exceeded, &original);
                return Body::default();
            }
        };
        read_callouts(&mut events);
        read_text_marks(&mut events);
        let before = self.events;
        self.events += events.len();
        if self.events > MAX_FILE_EVENTS {
            // Reported once; the following texts of the file are omitted, too.
            if before <= MAX_FILE_EVENTS {
                let ru =
                    format!("в текстах файла больше {MAX_FILE_EVENTS} элементов разметки и строк");
                let en = format!(
                    "the file's texts have more than {MAX_FILE_EVENTS} pieces of markup and lines"
                );
                self.report_limit(locate(0..0), ru, en);
            }
            return Body::default();
        }
        let first = |level| matches!(level, HeadingLevel::H1);
        let heading_shift = events.iter().any(
            |event| matches!(event.event, Event::Start(Tag::Heading { level, .. }) if first(level)),
        );
        // The text of each heading is needed at its start, for its id.
        let is_heading = |event: &Event<'_>| matches!(event, Event::Start(Tag::Heading { .. }));
        let starts = events
            .iter()
            .enumerate()
            .filter(|(_, event)| is_heading(&event.event));
        let headings: Vec<String> = starts
            .map(|(at, _)| heading_text(&events[at + 1..]))
            .collect();
        let mut headings = headings.into_iter();
        let mut writer = HtmlWriter::new(
            self,
            &edited.text,
            &original,
            scope,
            u8::from(heading_shift),
        );
        for event in events {
            let heading = if is_heading(&event.event) {
                headings.next().unwrap_or_default()
            } else {
                String::new()
            };
            writer.write_event(event, &heading);
        }
        writer.finish()
    }
}

/// Returns the text of a heading from the events after its start.
fn heading_text(events: &[MarkdownEvent<'_>]) -> String {
    let inner = events
        .iter()
        .take_while(|event| !matches!(event.event, Event::End(TagEnd::Heading(_))));
    inner
        .filter_map(|event| match &event.event {
            Event::Text(text) | Event::Code(text) => Some(without_marks(text, &event.marks)),
            Event::SoftBreak | Event::HardBreak => Some(" ".into()),
            _ => None,
        })
        .collect()
}
