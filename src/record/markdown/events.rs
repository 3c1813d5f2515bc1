//! The events of a Markdown text.
//!
//! CommonMark with tables, footnotes, task lists, strikethrough and heading attributes. `[[id]]` and `[[id|text]]` link to
//! records; `[^source]` without a definition cites a source.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser};

use super::event_counts::{EventCounts, LimitExceeded};
use crate::record::limits::MAX_MARKDOWN_BYTES;

/// The extensions of CommonMark that records are written in.
pub(in crate::record) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_WIKILINKS
}

/// An event of the parser.
pub(in crate::record) struct MarkdownEvent<'t> {
    pub(in crate::record) event: Event<'t>,
    /// Where it stands in the source.
    pub(in crate::record) range: Range<usize>,
    /// The bytes of its text that are written as `\[` or `&#91;`, so that they mean nothing, in ascending order.
    pub(in crate::record) escaped: Vec<usize>,
}

/// The events with neighbouring texts joined, so that `[^id]` is seen in one piece; or what there is too much of. Nothing
/// is kept beyond a limit.
pub(super) fn parse(text: &str) -> Result<Vec<MarkdownEvent<'_>>, LimitExceeded> {
    if text.len() > MAX_MARKDOWN_BYTES {
        let (most, length) = (MAX_MARKDOWN_BYTES, text.len());
        return Err(LimitExceeded {
            range: 0..0,
            ru: format!("в тексте {length} байт, больше {most}"),
            en: format!("the text has {length} bytes, more than {most}"),
        });
    }
    let mut events: Vec<MarkdownEvent<'_>> = Vec::with_capacity(64);
    let mut counts = EventCounts::default();
    // The joined text of the last event, if it is one of several.
    let mut joined = String::new();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        counts.add(&event, &range)?;
        let Event::Text(next) = &event else {
            end_text(&mut events, &mut joined);
            events.push(MarkdownEvent { event, range, escaped: Vec::new() });
            continue;
        };
        let last = events.last_mut().filter(|event| matches!(event.event, Event::Text(_)));
        let adjoins = last.as_ref().is_some_and(|event| event.range.end == range.start);
        let escaped = escaped_bytes(text, next, &range, adjoins);
        match last {
            Some(MarkdownEvent { event: Event::Text(last), range: at, escaped: all }) => {
                // Texts that stand side by side in the file are one slice of it.
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
                let escaped = escaped.collect();
                events.push(MarkdownEvent { event, range, escaped });
            }
        }
    }
    end_text(&mut events, &mut joined);
    Ok(events)
}

/// Whether a part of a text is what stands at a place of it.
fn is_slice(text: &str, part: &str, range: &Range<usize>) -> bool {
    text.get(range.clone()).is_some_and(|slice| std::ptr::eq(slice, part))
}

/// The bytes of a text's part at which a character of `[^]` is escaped. The parser leaves the backslash out, so that such a
/// part adjoins none.
fn escaped_bytes(text: &str, part: &str, range: &Range<usize>, adjoins: bool) -> impl Iterator<Item = usize> + use<> {
    let is_mark = |byte: &u8| matches!(byte, b'[' | b'^' | b']');
    let from_entity = !is_slice(text, part, range);
    let after_backslash = !adjoins && text[..range.start].ends_with('\\');
    let all: Vec<usize> = match (from_entity, after_backslash) {
        (true, _) => part.bytes().enumerate().filter(|(_, byte)| is_mark(byte)).map(|(at, _)| at).collect(),
        (false, true) if part.as_bytes().first().is_some_and(is_mark) => vec![0],
        (false, _) => Vec::new(),
    };
    all.into_iter()
}

fn end_text(events: &mut [MarkdownEvent<'_>], joined: &mut String) {
    if !joined.is_empty()
        && let Some(MarkdownEvent { event: Event::Text(last), .. }) = events.last_mut()
    {
        *last = CowStr::from(std::mem::take(joined));
    }
}
