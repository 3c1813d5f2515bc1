//! What stands at a byte of a text in Markdown.

use crate::diagnostic::Span;

/// What stands at a byte of a text in Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextCursor {
    /// What it is.
    pub place: TextCursorPlace,
    /// The part that it names, as written.
    pub span: Span,
    /// Whether its closing bracket follows on the line.
    pub is_closed: bool,
}

/// A part of a link, or words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextCursorPlace {
    /// The record of `[[id|words]]`.
    Record,
    /// The heading of `[[id#heading]]`, with the record as written; empty for the same text.
    RecordHeading(String),
    /// The name of `[^source]`.
    Source,
    /// The address of `[words](address)`.
    Address,
    /// The heading of `[words](address#heading)`, with the address before it.
    AddressHeading(String),
    /// Words.
    Words,
}

impl TextCursor {
    /// Returns what stands at a byte of a text. Within fenced code there are words only.
    pub fn at(text: &str, body: usize, at: usize) -> TextCursor {
        let before = &text[body..at];
        let line = body + before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let rest = &text[at..];
        let after = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        let words = TextCursor {
            place: TextCursorPlace::Words,
            span: Span::new(at..at),
            is_closed: false,
        };
        if is_in_code(before) {
            return words;
        }
        let typed = &text[line..at];
        let found = wiki_link(typed, after)
            .or_else(|| source(typed, after))
            .or_else(|| address(typed, after));
        match found {
            None => words,
            Some((place, start, length, is_closed)) => TextCursor {
                place,
                span: Span::new(line + start..at + length),
                is_closed,
            },
        }
    }
}

/// A part of a link: where it begins in the text before the cursor, how much of it follows, and whether it is closed.
type Found = (TextCursorPlace, usize, usize, bool);

fn wiki_link(typed: &str, after: &str) -> Option<Found> {
    let open = typed.rfind("[[")? + 2;
    let inner = &typed[open..];
    if inner.contains("]]") || inner.contains('|') {
        return None;
    }
    let close = closing(after, "]]", "[[");
    let length = |stops: &[char]| {
        let rest = &after[..close.unwrap_or(0)];
        rest.find(stops).unwrap_or(rest.len())
    };
    Some(match inner.split_once('#') {
        None => (
            TextCursorPlace::Record,
            open,
            length(&['#', '|']),
            close.is_some(),
        ),
        Some((record, _)) => {
            let start = open + record.len() + 1;
            let place = TextCursorPlace::RecordHeading(record.to_owned());
            (place, start, length(&['|']), close.is_some())
        }
    })
}

fn source(typed: &str, after: &str) -> Option<Found> {
    let open = typed.rfind("[^")? + 2;
    if typed[open..].contains([']', ' ']) {
        return None;
    }
    let close = closing(after, "]", "[");
    Some((
        TextCursorPlace::Source,
        open,
        close.unwrap_or(0),
        close.is_some(),
    ))
}

fn address(typed: &str, after: &str) -> Option<Found> {
    let open = typed.rfind("](")? + 2;
    let inner = &typed[open..];
    if inner.contains([')', ' ']) {
        return None;
    }
    let close = closing(after, ")", "(");
    let rest = &after[..close.unwrap_or(0)];
    Some(match inner.split_once('#') {
        None => {
            let length = rest.find('#').unwrap_or(rest.len());
            (TextCursorPlace::Address, open, length, close.is_some())
        }
        Some((address, _)) => {
            let start = open + address.len() + 1;
            let place = TextCursorPlace::AddressHeading(address.to_owned());
            (place, start, rest.len(), close.is_some())
        }
    })
}

/// Returns the offset of a closing bracket, if none opens before it.
fn closing(after: &str, close: &str, open: &str) -> Option<usize> {
    let close = after.find(close)?;
    (!after[..close].contains(open)).then_some(close)
}

/// Whether the last fence of code is open at the end of a text.
fn is_in_code(before: &str) -> bool {
    let mut fence: Option<&str> = None;
    for line in before.split(['\n', '\r']) {
        let line = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| line.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
    }
    fence.is_some()
}
