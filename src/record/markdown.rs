//! Markdown as records are written in it.
//!
//! CommonMark with tables, footnotes, task lists, strikethrough and heading attributes; `[[id]]` and `[[id|text]]` link
//! to records, `[^source]` without a definition cites a source. [`super::writer`] makes HTML of it.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::body::Body;
use super::cutter::{CLOSE, OPEN};
use super::limit::{DEEPEST_TEXT, MOST_HEADINGS, MOST_VALUES};
use super::reader::Reader;
use super::writer::Writer;
use crate::diagnostic::Span;

/// The extensions of CommonMark that records are written in.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_WIKILINKS
}

impl Reader<'_> {
    /// Reads the Markdown that begins at a byte of the file.
    pub(super) fn body(&mut self, text: &str, base: usize) -> Body {
        self.markdown(text, &|range| Span::new(range.start + base..range.end + base))
    }

    /// Reads Markdown whose place in the file is known only as a whole.
    pub(super) fn body_of_scalar(&mut self, text: &str, span: Span) -> Body {
        self.markdown(text, &|_| span)
    }

    fn markdown(&mut self, text: &str, place: &dyn Fn(Range<usize>) -> Span) -> Body {
        let clean;
        // The first byte of both is rare, and quick to look for.
        let text = if text.as_bytes().contains(&0xef) && text.contains([OPEN, CLOSE]) {
            clean = text.replace([OPEN, CLOSE], "\u{fffd}");
            &clean
        } else {
            text
        };
        let mut writer = Writer::new(self, place);
        let events: Vec<(Event<'_>, Range<usize>)> = merged(text);
        if let Some((range, ru, en)) = excess(&events) {
            self.over_limit(place(range), ru, en);
            return Body::default();
        }
        let deepen = events
            .iter()
            .any(|(event, _)| matches!(event, Event::Start(Tag::Heading { level, .. }) if *level as u8 == 1));
        // What a heading says is known before it is read.
        let is_heading = |event: &Event<'_>| matches!(event, Event::Start(Tag::Heading { .. }));
        let starts = events.iter().enumerate().filter(|(_, (event, _))| is_heading(event));
        let headings: Vec<String> = starts.map(|(at, _)| heading_text(&events[at + 1..])).collect();
        let mut headings = headings.into_iter();
        for (event, range) in events {
            let heading = if is_heading(&event) { headings.next().unwrap_or_default() } else { String::new() };
            writer.take(event, &range, &heading, u8::from(deepen));
        }
        writer.finish()
    }
}

/// The events with neighbouring texts joined, so that `[^id]` is seen in one piece.
fn merged(text: &str) -> Vec<(Event<'_>, Range<usize>)> {
    let mut events: Vec<(Event<'_>, Range<usize>)> = Vec::with_capacity(64);
    // The joined text of the last event, if it is one of several.
    let mut joined = String::new();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        if let (Event::Text(next), Some((Event::Text(last), at))) = (&event, events.last_mut()) {
            // Texts that stand side by side in the file are one stretch of it.
            if let (true, CowStr::Borrowed(start), CowStr::Borrowed(rest)) = (joined.is_empty(), &*last, next)
                && at.end == range.start
                && is_stretch(text, start, at)
                && is_stretch(text, rest, &range)
            {
                at.end = range.end;
                *last = CowStr::Borrowed(&text[at.clone()]);
                continue;
            }
            if joined.is_empty() {
                joined.push_str(last);
            }
            joined.push_str(next);
            at.end = range.end;
        } else {
            join(&mut events, &mut joined);
            events.push((event, range));
        }
    }
    join(&mut events, &mut joined);
    events
}

/// Whether a part of a text is what stands at a place of it.
fn is_stretch(text: &str, part: &str, range: &Range<usize>) -> bool {
    text.get(range.clone()).is_some_and(|stretch| std::ptr::eq(stretch, part))
}

fn join(events: &mut [(Event<'_>, Range<usize>)], joined: &mut String) {
    if !joined.is_empty()
        && let Some((Event::Text(last), _)) = events.last_mut()
    {
        *last = CowStr::from(std::mem::take(joined));
    }
}

/// Where a text has more of something than anybody writes, and what. The sanitiser takes time with the square of the
/// depth of nesting.
fn excess(events: &[(Event<'_>, Range<usize>)]) -> Option<(Range<usize>, String, String)> {
    let (mut depth, mut headings, mut links) = (0usize, 0, 0);
    for (event, range) in events {
        match event {
            Event::Start(tag) => {
                depth += 1;
                headings += usize::from(matches!(tag, Tag::Heading { .. }));
                links += usize::from(matches!(tag, Tag::Link { .. } | Tag::Image { .. }));
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        let checks = [
            (depth, DEEPEST_TEXT, "уровней вложенности", "levels of nesting"),
            (headings, MOST_HEADINGS, "заголовков", "headings"),
            (links, MOST_VALUES, "ссылок", "links"),
        ];
        for (count, most, ru, en) in checks {
            if count > most {
                let (ru, en) = (format!("в тексте больше {most} {ru}"), format!("the text has more than {most} {en}"));
                return Some((range.clone(), ru, en));
            }
        }
    }
    None
}

fn heading_text(events: &[(Event<'_>, Range<usize>)]) -> String {
    let inner = events.iter().take_while(|(event, _)| !matches!(event, Event::End(TagEnd::Heading(_))));
    inner
        .filter_map(|(event, _)| match event {
            Event::Text(text) | Event::Code(text) => Some(&**text),
            Event::SoftBreak | Event::HardBreak => Some(" "),
            _ => None,
        })
        .collect()
}
