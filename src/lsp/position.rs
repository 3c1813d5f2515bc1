//! Positions of the protocol: lines and characters in the encoding that client and server agree on.

use serde_json::{Value, json};

use std::ops::Range;

/// What counts as a character of a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PositionEncoding {
    /// A byte of UTF-8.
    Utf8,
    /// A unit of UTF-16: the one that every client knows.
    Utf16,
    /// A Unicode scalar value.
    Utf32,
}

impl PositionEncoding {
    /// Returns the best encoding of those that a client offers. Without an offer it is UTF-16.
    pub fn negotiate(offered: &[&str]) -> PositionEncoding {
        let all = [PositionEncoding::Utf8, PositionEncoding::Utf32];
        let known = all
            .into_iter()
            .find(|encoding| offered.contains(&encoding.name()));
        known.unwrap_or(PositionEncoding::Utf16)
    }

    /// Returns the name in the protocol.
    pub fn name(self) -> &'static str {
        match self {
            PositionEncoding::Utf8 => "utf-8",
            PositionEncoding::Utf16 => "utf-16",
            PositionEncoding::Utf32 => "utf-32",
        }
    }

    /// Returns the number of units of a text.
    fn units(self, text: &str) -> usize {
        match self {
            PositionEncoding::Utf8 => text.len(),
            PositionEncoding::Utf16 if text.is_ascii() => text.len(),
            PositionEncoding::Utf16 => text.chars().map(char::len_utf16).sum(),
            PositionEncoding::Utf32 => text.chars().count(),
        }
    }

    /// Returns the number of bytes of a line before a number of units. One within a character counts as before it; one
    /// after the end as the end.
    fn bytes(self, line: &str, units: usize) -> usize {
        let mut seen = 0;
        for (at, c) in line.char_indices() {
            let width = match self {
                PositionEncoding::Utf8 => c.len_utf8(),
                PositionEncoding::Utf16 => c.len_utf16(),
                PositionEncoding::Utf32 => 1,
            };
            if seen + width > units {
                return at;
            }
            seen += width;
        }
        line.len()
    }
}

/// A line and a character, both from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextPosition {
    /// The line.
    pub line: u32,
    /// The character, in units of the encoding.
    pub character: u32,
}

impl TextPosition {
    /// Reads a position. `None`: it is none.
    pub fn from_json(value: &Value) -> Option<TextPosition> {
        let number = |name: &str| {
            let number = value.get(name)?.as_u64()?;
            Some(u32::try_from(number).unwrap_or(u32::MAX))
        };
        Some(TextPosition {
            line: number("line")?,
            character: number("character")?,
        })
    }

    /// Returns the position for the protocol.
    pub fn to_json(self) -> Value {
        json!({"line": self.line, "character": self.character})
    }
}

/// The lines of a text. They end with `\n`, `\r\n` or `\r`.
#[derive(Clone, Debug)]
pub struct TextLines {
    starts: Vec<usize>,
    /// The bytes of a byte order mark that editors do not count.
    mark: usize,
}

/// Whether a byte order mark is a part of the text that the client has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrderMark {
    /// It is: the text came from the client.
    Counted,
    /// Editors take it off when they read a file.
    Hidden,
}

impl TextLines {
    /// Finds the lines of a text.
    pub fn new(text: &str, mark: ByteOrderMark) -> TextLines {
        let bytes = text.as_bytes();
        let ends = |(at, byte): (usize, &u8)| {
            let is_end = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            is_end.then_some(at + 1)
        };
        let starts = std::iter::once(0).chain(bytes.iter().enumerate().filter_map(ends));
        let is_hidden = mark == ByteOrderMark::Hidden && text.starts_with('\u{feff}');
        TextLines {
            starts: starts.collect(),
            mark: if is_hidden { '\u{feff}'.len_utf8() } else { 0 },
        }
    }

    /// Returns the number of lines.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Returns the range of a line, without its end. A line after the last one is empty.
    pub fn line(&self, text: &str, line: usize) -> Range<usize> {
        let Some(start) = self.starts.get(line).copied() else {
            return text.len()..text.len();
        };
        let end = self.starts.get(line + 1).copied().unwrap_or(text.len());
        let content = text[start..end].trim_end_matches(['\n', '\r']).len();
        let start = if line == 0 { start + self.mark } else { start };
        start..(start.max(self.starts[line] + content))
    }

    /// Returns the byte of a position.
    pub fn offset(&self, text: &str, position: TextPosition, encoding: PositionEncoding) -> usize {
        let line = self.line(text, position.line as usize);
        line.start + encoding.bytes(&text[line.clone()], position.character as usize)
    }

    /// Returns the position of a byte. One within a character counts as before it.
    pub fn position(&self, text: &str, offset: usize, encoding: PositionEncoding) -> TextPosition {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let range = self.line(text, line);
        let before = &text[range.start..offset.clamp(range.start, range.end)];
        TextPosition {
            line: line as u32,
            character: encoding.units(before) as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ENCODINGS: [PositionEncoding; 3] = [
        PositionEncoding::Utf8,
        PositionEncoding::Utf16,
        PositionEncoding::Utf32,
    ];

    #[test]
    fn characters_count_by_the_encoding() {
        let text = "имя: 🚀 х\r\nдва\rтри\n";
        let lines = TextLines::new(text, ByteOrderMark::Counted);
        let at = text.find('х').expect("a letter");
        let characters = ENCODINGS.map(|encoding| lines.position(text, at, encoding).character);
        assert_eq!(characters, [13, 8, 7]);
        assert_eq!(lines.count(), 4);
        let third = TextPosition {
            line: 2,
            character: 0,
        };
        for encoding in ENCODINGS {
            assert!(text[lines.offset(text, third, encoding)..].starts_with("три"));
        }
    }

    #[test]
    fn a_position_outside_is_the_nearest_one_inside() {
        let text = "🚀\nя";
        let lines = TextLines::new(text, ByteOrderMark::Counted);
        let offset = |line, character| {
            let position = TextPosition { line, character };
            lines.offset(text, position, PositionEncoding::Utf16)
        };
        assert_eq!(offset(0, 1), 0, "within a surrogate pair");
        assert_eq!(offset(0, 99), 4, "the line end is no part of the line");
        assert_eq!(offset(7, 0), text.len());
        assert_eq!(offset(u32::MAX, u32::MAX), text.len());
    }

    #[test]
    fn a_hidden_mark_takes_no_character() {
        let text = "\u{feff}имя";
        let first = TextPosition::default();
        let hidden = TextLines::new(text, ByteOrderMark::Hidden);
        assert_eq!(hidden.offset(text, first, PositionEncoding::Utf16), 3);
        assert_eq!(hidden.position(text, 3, PositionEncoding::Utf16), first);
        assert_eq!(hidden.position(text, 0, PositionEncoding::Utf16), first);
        let counted = TextLines::new(text, ByteOrderMark::Counted);
        assert_eq!(counted.offset(text, first, PositionEncoding::Utf16), 0);
    }

    #[test]
    fn the_best_encoding_is_chosen() {
        let name = |offered: &[&str]| PositionEncoding::negotiate(offered).name();
        assert_eq!(name(&[]), "utf-16");
        assert_eq!(name(&["utf-16", "utf-8"]), "utf-8");
        assert_eq!(name(&["utf-32", "utf-16"]), "utf-32");
        assert_eq!(name(&["utf-7"]), "utf-16");
    }

    proptest! {
        #[test]
        fn every_character_is_found_by_its_position(
            text in "[a-zА-я🚀é\u{301}\u{feff}\r\n]{0,60}",
            is_hidden in any::<bool>(),
        ) {
            let mark = if is_hidden { ByteOrderMark::Hidden } else { ByteOrderMark::Counted };
            let lines = TextLines::new(&text, mark);
            let hidden = if is_hidden && text.starts_with('\u{feff}') { 3 } else { 0 };
            for (at, c) in text.char_indices().filter(|(at, _)| *at >= hidden) {
                // A position within `\r\n` does not exist.
                let is_within_end = c == '\n' && text[..at].ends_with('\r');
                for encoding in ENCODINGS.into_iter().filter(|_| !is_within_end) {
                    let position = lines.position(&text, at, encoding);
                    prop_assert_eq!(lines.offset(&text, position, encoding), at);
                }
            }
        }
    }
}
