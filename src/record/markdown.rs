//! Markdown as records are written in it.
//!
//! CommonMark with tables, footnotes, task lists, strikethrough and heading attributes; `[[id]]` and `[[id|text]]` link
//! to records, `[^source]` without a definition cites a source. [`super::writer`] makes HTML of it.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::anchor::IdScope;
use super::body::Body;
use super::limit::{
    DEEPEST_TEXT, LONGEST_MARKDOWN, MOST_EVENTS, MOST_EVENTS_OF_FILE, MOST_FOOTNOTES, MOST_HEADINGS, MOST_VALUES,
};
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
        self.markdown(text, IdScope::default(), &|range| Span::new(range.start + base..range.end + base))
    }

    /// Reads Markdown whose place in the file is known only as a whole.
    pub(super) fn body_of_scalar(&mut self, text: &str, scope: IdScope, span: Span) -> Body {
        self.markdown(text, scope, &|_| span)
    }

    fn markdown(&mut self, text: &str, scope: IdScope, place: &dyn Fn(Range<usize>) -> Span) -> Body {
        let pieces = match parse(text) {
            Ok(pieces) => pieces,
            Err(Excess { range, ru, en }) => {
                self.over_limit(place(range), ru, en);
                return Body::default();
            }
        };
        let before = self.events;
        self.events += pieces.len();
        if self.events > MOST_EVENTS_OF_FILE {
            // Said once; what follows in the file is left out, too.
            if before <= MOST_EVENTS_OF_FILE {
                let ru = format!("в текстах файла больше {MOST_EVENTS_OF_FILE} элементов разметки и строк");
                let en = format!("the file's texts have more than {MOST_EVENTS_OF_FILE} pieces of markup and lines");
                self.over_limit(place(0..0), ru, en);
            }
            return Body::default();
        }
        let first = |level| matches!(level, HeadingLevel::H1);
        let deepen =
            pieces.iter().any(|piece| matches!(piece.event, Event::Start(Tag::Heading { level, .. }) if first(level)));
        // What a heading says is known before it is read.
        let is_heading = |event: &Event<'_>| matches!(event, Event::Start(Tag::Heading { .. }));
        let starts = pieces.iter().enumerate().filter(|(_, piece)| is_heading(&piece.event));
        let headings: Vec<String> = starts.map(|(at, _)| heading_text(&pieces[at + 1..])).collect();
        let mut headings = headings.into_iter();
        let mut writer = Writer::new(self, place, scope, u8::from(deepen));
        for piece in pieces {
            let heading = if is_heading(&piece.event) { headings.next().unwrap_or_default() } else { String::new() };
            writer.write(piece, &heading);
        }
        writer.finish()
    }
}

/// An event of the parser.
pub(super) struct Piece<'t> {
    pub(super) event: Event<'t>,
    /// Where it stands in the source.
    pub(super) range: Range<usize>,
    /// The bytes of its text that are written as `\[` or `&#91;`, so that they mean nothing, in ascending order.
    pub(super) escaped: Vec<usize>,
}

/// Where a text has more of something than anybody writes, and what.
struct Excess {
    range: Range<usize>,
    ru: String,
    en: String,
}

/// The events with neighbouring texts joined, so that `[^id]` is seen in one piece; or what there is too much of. Nothing
/// is kept beyond a limit.
fn parse(text: &str) -> Result<Vec<Piece<'_>>, Excess> {
    if text.len() > LONGEST_MARKDOWN {
        let (most, length) = (LONGEST_MARKDOWN, text.len());
        return Err(Excess {
            range: 0..0,
            ru: format!("в тексте {length} байт, больше {most}"),
            en: format!("the text has {length} bytes, more than {most}"),
        });
    }
    let mut pieces: Vec<Piece<'_>> = Vec::with_capacity(64);
    let mut counts = Counts::default();
    // The joined text of the last event, if it is one of several.
    let mut joined = String::new();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        counts.add(&event, &range)?;
        let Event::Text(next) = &event else {
            end_text(&mut pieces, &mut joined);
            pieces.push(Piece { event, range, escaped: Vec::new() });
            continue;
        };
        let last = pieces.last_mut().filter(|piece| matches!(piece.event, Event::Text(_)));
        let adjoins = last.as_ref().is_some_and(|piece| piece.range.end == range.start);
        let escaped = escaped_bytes(text, next, &range, adjoins);
        match last {
            Some(Piece { event: Event::Text(last), range: at, escaped: all }) => {
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
                pieces.push(Piece { event, range, escaped });
            }
        }
    }
    end_text(&mut pieces, &mut joined);
    Ok(pieces)
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

fn end_text(pieces: &mut [Piece<'_>], joined: &mut String) {
    if !joined.is_empty()
        && let Some(Piece { event: Event::Text(last), .. }) = pieces.last_mut()
    {
        *last = CowStr::from(std::mem::take(joined));
    }
}

/// How much of each a text has so far.
#[derive(Default)]
struct Counts {
    events: usize,
    /// The sanitizer takes time with the square of the depth of nesting.
    depth: usize,
    headings: usize,
    links: usize,
    footnotes: usize,
}

impl Counts {
    fn add(&mut self, event: &Event<'_>, range: &Range<usize>) -> Result<(), Excess> {
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
            (self.events, MOST_EVENTS, "элементов разметки и строк", "pieces of markup and lines"),
            (self.depth, DEEPEST_TEXT, "уровней вложенности", "levels of nesting"),
            (self.headings, MOST_HEADINGS, "заголовков", "headings"),
            (self.links, MOST_VALUES, "ссылок", "links"),
            (self.footnotes, MOST_FOOTNOTES, "сносок", "footnotes"),
        ];
        let Some((_, most, ru, en)) = checks.into_iter().find(|(count, most, ..)| count > most) else { return Ok(()) };
        let (ru, en) = (format!("в тексте больше {most} {ru}"), format!("the text has more than {most} {en}"));
        Err(Excess { range: range.clone(), ru, en })
    }
}

fn heading_text(pieces: &[Piece<'_>]) -> String {
    let inner = pieces.iter().take_while(|piece| !matches!(piece.event, Event::End(TagEnd::Heading(_))));
    inner
        .filter_map(|piece| match &piece.event {
            Event::Text(text) | Event::Code(text) => Some(&**text),
            Event::SoftBreak | Event::HardBreak => Some(" "),
            _ => None,
        })
        .collect()
}
