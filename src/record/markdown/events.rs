//! The events of a Markdown text.
//!
//! CommonMark with tables, footnotes, task lists, strikethrough and heading attributes. `[[id]]` and `[[id|text]]` link to
//! records; `[^source]` without a definition cites a source.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser};

use super::event_counts::{EventCounts, LimitExceeded};
use super::text_mark::TextMark;
use crate::record::limits::MAX_MARKDOWN_BYTES;

/// Returns the enabled extensions of CommonMark.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_WIKILINKS
}

/// An event of the Markdown parser.
pub(in crate::record) struct MarkdownEvent<'t> {
    pub(in crate::record) event: Event<'t>,
    /// Its range in the source.
    pub(in crate::record) range: Range<usize>,
    /// The offsets in its text of escaped characters of `[^]=`, such as `\[` or `&#91;`. They are sorted.
    pub(in crate::record) escaped: Vec<usize>,
    /// The marks in its text, in order.
    pub(in crate::record) marks: Vec<TextMark>,
}

impl<'t> MarkdownEvent<'t> {
    /// Creates an event without escaped characters.
    pub(super) fn new(event: Event<'t>, range: Range<usize>) -> Self {
        MarkdownEvent {
            event,
            range,
            escaped: Vec::new(),
            marks: Vec::new(),
        }
    }
}

/// Parses a text to events. Adjacent texts are joined, so that `[^id]` is in one event. Fails at the first exceeded
/// limit.
pub(super) fn parse(text: &str) -> Result<Vec<MarkdownEvent<'_>>, LimitExceeded> {
    let mut events: Vec<MarkdownEvent<'_>> = Vec::with_capacity(64);
    let mut counts = EventCounts::default();
    // The text of the last event, if it is joined from several slices.
    let mut joined = String::new();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        counts.add(&event, &range)?;
        let Event::Text(next) = &event else {
            end_text(&mut events, &mut joined);
            events.push(MarkdownEvent::new(event, range));
            continue;
        };
        let last = events
            .last_mut()
            .filter(|event| matches!(event.event, Event::Text(_)));
        let adjoins = last
            .as_ref()
            .is_some_and(|event| event.range.end == range.start);
        let escaped = escaped_bytes(text, next, &range, adjoins);
        match last {
            Some(MarkdownEvent {
                event: Event::Text(last),
                range: at,
                escaped: all,
                ..
            }) => {
                // Adjacent slices of the source are joined without a copy.
                if let (true, true, CowStr::Borrowed(start)) = (joined.is_empty(), adjoins, &*last)
                    && is_slice(text, start, at)
                    && is_slice(text, next, &range)
                {
                    all.extend(escaped.map(|byte| start.len() + byte));
                    at.end = range.end;
                    *last = CowStr::Borrowed(&text[at.clone()]);
                    continue;
                }
                if joined.is_empty() {
                    joined.push_str(last);
                }
                all.extend(escaped.map(|byte| joined.len() + byte));
                joined.push_str(next);
                at.end = range.end;
            }
            _ => {
                let mut next = MarkdownEvent::new(event, range);
                next.escaped = escaped.collect();
                events.push(next);
            }
        }
    }
    end_text(&mut events, &mut joined);
    Ok(events)
}

/// Fails if a text is longer than [`MAX_MARKDOWN_BYTES`].
pub(super) fn check_length(text: &str) -> Result<(), LimitExceeded> {
    let (length, most) = (text.len(), MAX_MARKDOWN_BYTES);
    if length <= most {
        return Ok(());
    }
    let (ru, en) = (
        format!("в тексте {length} байт, больше {most}"),
        format!("the text has {length} bytes, more than {most}"),
    );
    Err(LimitExceeded {
        range: 0..0,
        ru,
        en,
    })
}

/// Whether `part` is the slice of `text` at `range`, and not a copy.
fn is_slice(text: &str, part: &str, range: &Range<usize>) -> bool {
    text.get(range.clone())
        .is_some_and(|slice| std::ptr::eq(slice, part))
}

/// Returns the offsets in `part` of escaped characters of `[^]=`. The parser omits the backslash, so that such a part
/// is not adjacent to the last one.
fn escaped_bytes(
    text: &str,
    part: &str,
    range: &Range<usize>,
    adjoins: bool,
) -> impl Iterator<Item = usize> + use<> {
    let is_mark = |byte: &u8| matches!(byte, b'[' | b'^' | b']' | b'=');
    let from_entity = !is_slice(text, part, range);
    let after_backslash = !adjoins && text[..range.start].ends_with('\\');
    let all: Vec<usize> = match (from_entity, after_backslash) {
        (true, _) => part
            .bytes()
            .enumerate()
            .filter(|(_, byte)| is_mark(byte))
            .map(|(at, _)| at)
            .collect(),
        (false, true) if part.as_bytes().first().is_some_and(is_mark) => vec![0],
        (false, _) => Vec::new(),
    };
    all.into_iter()
}

/// Stores the joined text in the last event.
fn end_text(events: &mut [MarkdownEvent<'_>], joined: &mut String) {
    if !joined.is_empty()
        && let Some(MarkdownEvent {
            event: Event::Text(last),
            ..
        }) = events.last_mut()
    {
        *last = CowStr::from(std::mem::take(joined));
    }
}
