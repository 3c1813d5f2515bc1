//! A fast reader for the part of YAML that front matter is written in.
//!
//! It reads block maps and lists, flow lists and maps on one line, and plain or quoted scalars on one line without
//! escapes. Of anything else it says nothing, and the full parser reads the text instead. It counts only because a
//! property test shows that wherever it gives a tree, the full parser gives the same tree with the same positions.

use std::borrow::Cow;
use std::cell::Cell;

use super::yaml::{Data, MOST_NODES, Name, Node};
use crate::diagnostic::Span;
use crate::escape;

/// How deep this reader goes; the full parser goes deeper.
const DEEPEST: usize = 16;

/// The tree of a text in the plain part of YAML, or nothing.
pub(super) fn parse(text: &str, base: usize) -> Option<Node<'_>> {
    if !is_ordinary(text) {
        return None;
    }
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0, base, nodes: Cell::new(0) };
    let indent = reader.next_line()?;
    let node = reader.block(indent, 0)?;
    // What is left over is something that this reader does not understand.
    if reader.next_line().is_some() { None } else { Some(node) }
}

/// Whether a text has only characters that mean themselves everywhere: no tabs, other line ends, control characters,
/// or characters that YAML or Unicode keep for themselves.
fn is_ordinary(text: &str) -> bool {
    // What one of those begins with is rare.
    let may_begin = |byte: u8| {
        let control = (byte < 0x20) & (byte != b'\n');
        control | (byte == 0x7f) | (byte == 0xc2) | (byte == 0xe2) | (byte >= 0xef)
    };
    let mut rest = text;
    loop {
        rest = &rest[escape::plain(rest, may_begin)..];
        let Some(c) = rest.chars().next() else { return true };
        let is_other = match c {
            ..'\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => true,
            '\u{fdc0}'..='\u{fdff}' => true,
            // Beyond the basic plane some characters are none.
            '\u{10000}'.. => true,
            _ => false,
        };
        if is_other {
            return false;
        }
        rest = &rest[c.len_utf8()..];
    }
}

/// A position in a text. Between two calls it stands at the beginning of a line.
struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    base: usize,
    /// How many values lists and maps have.
    nodes: Cell<usize>,
}

impl<'t> Reader<'t> {
    /// Goes over empty lines and comments, and gives the indentation of the line where something stands.
    fn next_line(&mut self) -> Option<usize> {
        loop {
            let rest = &self.bytes[self.at..];
            let spaces = rest.iter().take_while(|byte| **byte == b' ').count();
            match rest.get(spaces) {
                None => {
                    self.at = self.bytes.len();
                    return None;
                }
                Some(b'\n') => self.at += spaces + 1,
                Some(b'#') => self.at = self.line_end(self.at) + 1,
                Some(_) => return Some(spaces),
            }
            self.at = self.at.min(self.bytes.len());
        }
    }

    /// The offset of the end of the line that holds a byte.
    fn line_end(&self, from: usize) -> usize {
        self.bytes[from..].iter().position(|byte| *byte == b'\n').map_or(self.bytes.len(), |end| from + end)
    }

    /// Counts one more node; nothing where a file has too many, which the full parser reports.
    fn count(&self) -> Option<()> {
        self.nodes.set(self.nodes.get() + 1);
        (self.nodes.get() <= MOST_NODES).then_some(())
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(start + self.base..end + self.base)
    }

    /// A map or list whose lines have some indentation.
    fn block(&mut self, indent: usize, depth: usize) -> Option<Node<'t>> {
        if depth > DEEPEST {
            return None;
        }
        if self.is_dash(self.at + indent) {
            self.list(indent, depth)
        } else {
            self.map(indent, self.at + indent, depth)
        }
    }

    fn is_dash(&self, at: usize) -> bool {
        self.bytes.get(at) == Some(&b'-') && self.bytes.get(at + 1) == Some(&b' ')
    }

    fn list(&mut self, indent: usize, depth: usize) -> Option<Node<'t>> {
        let mut items: Vec<Node<'t>> = Vec::with_capacity(4);
        loop {
            let start = self.at + indent + 2;
            if self.bytes.get(start) == Some(&b' ') {
                return None;
            }
            // `- key: value` begins a map whose other keys stand below this one.
            let item = match self.key(start) {
                Some(_) => self.map(indent + 2, start, depth + 1)?,
                None => self.value(start, indent)?,
            };
            items.push(item);
            self.count()?;
            match self.next_line() {
                Some(next) if next == indent && self.is_dash(self.at + indent) => {}
                Some(next) if next > indent => return None,
                _ => break,
            }
        }
        let (first, last) = (items.first()?.span, items.last()?.span);
        Some(Node { span: Span { start: first.start, end: last.end }, data: Data::List(items) })
    }

    /// A map with some indentation, whose first key stands at a byte.
    fn map(&mut self, indent: usize, first: usize, depth: usize) -> Option<Node<'t>> {
        if depth > DEEPEST {
            return None;
        }
        let mut pairs: Vec<(Name<'t>, Node<'t>)> = Vec::with_capacity(8);
        let mut start = first;
        loop {
            let colon = self.key(start)?;
            let name = Name { text: Cow::Borrowed(&self.text[start..colon]), span: self.span(start, colon) };
            let node = match self.bytes.get(colon + 1) {
                Some(b' ') => self.value(colon + 2, indent)?,
                Some(b'\n') => {
                    self.at = colon + 2;
                    let inner = self.next_line()?;
                    // A list may stand at the indentation of its key.
                    let deeper = inner > indent || (inner == indent && self.is_dash(self.at + inner));
                    if !deeper {
                        return None;
                    }
                    self.block(inner, depth + 1)?
                }
                _ => return None,
            };
            pairs.push((name, node));
            self.count()?;
            match self.next_line() {
                Some(next) if next == indent && !self.is_dash(self.at + indent) => start = self.at + indent,
                Some(next) if next > indent => return None,
                _ => break,
            }
        }
        let (first, last) = (pairs.first()?.0.span, pairs.last()?.1.span);
        Some(Node { span: Span { start: first.start, end: last.end }, data: Data::Map(pairs) })
    }

    /// The place of the colon after a key of letters, digits, `_` and `-` that begins at a byte.
    fn key(&self, start: usize) -> Option<usize> {
        let rest = &self.bytes[start..];
        if !rest.first()?.is_ascii_alphabetic() {
            return None;
        }
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count();
        let colon = start + length;
        let ends = matches!(self.bytes.get(colon + 1), None | Some(b' ' | b'\n'));
        (self.bytes.get(colon) == Some(&b':') && ends).then_some(colon)
    }

    /// The value that begins at a byte and ends with its line. `indent` is that of the line's own map or list: a line
    /// below that is further in would continue a scalar.
    fn value(&mut self, start: usize, indent: usize) -> Option<Node<'t>> {
        let end = self.line_end(start);
        let trimmed = start + self.text[start..end].trim_end_matches(' ').len();
        let node = match *self.bytes[..trimmed].get(start)? {
            b'[' | b'{' => {
                let (node, after) = self.flow(start, trimmed, 0)?;
                (after == trimmed).then_some(node)?
            }
            quote @ (b'"' | b'\'') => {
                let (node, after) = self.quoted(start, trimmed, quote)?;
                (after == trimmed).then_some(node)?
            }
            _ => self.plain(start, trimmed)?,
        };
        self.at = (end + 1).min(self.bytes.len());
        let here = self.at;
        if let Some(next) = self.next_line() {
            // A list below at the same indentation belongs to the map above; anything further in continues the value.
            if next > indent {
                return None;
            }
        }
        self.at = here;
        Some(node)
    }

    /// A plain scalar in a block.
    fn plain(&self, start: usize, end: usize) -> Option<Node<'t>> {
        let bytes = &self.bytes[start..end];
        if !(bytes[0].is_ascii_alphanumeric() || bytes[0] >= 0x80) || bytes.last() == Some(&b':') {
            return None;
        }
        let ends_early = bytes.windows(2).any(|pair| pair == b": " || pair == b" #");
        (!ends_early).then(|| self.scalar(start, end))
    }

    fn scalar(&self, start: usize, end: usize) -> Node<'t> {
        let text = &self.text[start..end];
        let data = match text {
            "null" | "Null" | "NULL" => Data::Null,
            _ => Data::Scalar(Cow::Borrowed(text)),
        };
        Node { span: self.span(start, end), data }
    }

    /// A quoted scalar without escapes, and where it ends.
    fn quoted(&self, start: usize, end: usize, quote: u8) -> Option<(Node<'t>, usize)> {
        let inside = &self.bytes[start + 1..end];
        let close = inside.iter().position(|byte| *byte == quote || *byte == b'\\')?;
        let after = start + 1 + close + 1;
        // An escape, or a quotation mark written twice.
        if inside[close] != quote || self.bytes[..end].get(after) == Some(&quote) {
            return None;
        }
        let text = &self.text[start + 1..after - 1];
        Some((Node { span: self.span(start, after), data: Data::Scalar(Cow::Borrowed(text)) }, after))
    }

    /// A flow list or map within one line, and where it ends.
    fn flow(&self, start: usize, end: usize, depth: usize) -> Option<(Node<'t>, usize)> {
        if depth > 4 {
            return None;
        }
        let is_map = self.bytes[start] == b'{';
        let close = if is_map { b'}' } else { b']' };
        let (mut items, mut pairs) = (Vec::new(), Vec::new());
        let mut at = self.skip_spaces(start + 1, end);
        while *self.bytes[..end].get(at)? != close {
            self.count()?;
            if is_map {
                let colon = self.key(at)?;
                if self.bytes.get(colon + 1) != Some(&b' ') {
                    return None;
                }
                let name = Name { text: Cow::Borrowed(&self.text[at..colon]), span: self.span(at, colon) };
                let (node, after) = self.flow_value(self.skip_spaces(colon + 1, end), end, depth)?;
                pairs.push((name, node));
                at = after;
            } else {
                let (node, after) = self.flow_value(at, end, depth)?;
                items.push(node);
                at = after;
            }
            at = self.skip_spaces(at, end);
            match *self.bytes[..end].get(at)? {
                b',' => at = self.skip_spaces(at + 1, end),
                byte if byte == close => {}
                _ => return None,
            }
        }
        let data = if is_map { Data::Map(pairs) } else { Data::List(items) };
        Some((Node { span: self.span(start, at + 1), data }, at + 1))
    }

    fn flow_value(&self, at: usize, end: usize, depth: usize) -> Option<(Node<'t>, usize)> {
        match *self.bytes[..end].get(at)? {
            b'[' | b'{' => self.flow(at, end, depth + 1),
            quote @ (b'"' | b'\'') => self.quoted(at, end, quote),
            first if first.is_ascii_alphanumeric() || first >= 0x80 => {
                let stop = |byte: &u8| matches!(byte, b',' | b'[' | b']' | b'{' | b'}' | b':' | b'#');
                let length = self.bytes[at..end].iter().position(stop)?;
                if matches!(self.bytes[at + length], b':' | b'#' | b'[' | b'{') {
                    return None;
                }
                let after = at + self.text[at..at + length].trim_end_matches(' ').len();
                Some((self.scalar(at, after), after))
            }
            _ => None,
        }
    }

    fn skip_spaces(&self, at: usize, end: usize) -> usize {
        at + self.bytes[at.min(end)..end].iter().take_while(|byte| **byte == b' ').count()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::yaml::parse_full;
    use super::*;

    /// What front matter looks like, and what it must not be mistaken for.
    fn line() -> impl Strategy<Value = String> {
        let scalar = prop::sample::select(vec![
            "Кластер «Зеленоград»",
            "RU-MOW",
            "2017-02-21",
            "true",
            "null",
            "~",
            "NO",
            "1.10",
            "a: b",
            "a #b",
            "'a''b'",
            "\"a\\nb\"",
            "\"текст: здесь\"",
            "'x'",
            "[a, b]",
            "[]",
            "{}",
            "{ref: krz, role: учредитель}",
            "[{a: b}, c]",
            "[a, 'b, c']",
            "{a: [b, c], d: \"e\"}",
            "[a,b]",
            "{a: b,}",
            "https://example.org/?a=1",
            "",
            "- a",
            "|",
            ">-",
            "*x",
            "&x a",
            "!t a",
            "@a",
            "%a",
            "x:",
            "[a: b]",
            "{a}",
            "[a",
            "b]",
            "a  ",
            "+7 495",
            "-1",
            "a\tb",
            "ё — ж",
        ]);
        let key = prop::sample::select(vec![
            "name", "region", "members", "since_", "a-b", "имя", "1a", "?", "<<", "- id", "-",
        ]);
        let indent = prop::sample::select(vec!["", "  ", "    ", "- ", "  - ", "    - ", " ", "# ", "\t"]);
        prop_oneof![
            6 => (indent.clone(), key, scalar.clone()).prop_map(|(i, k, s)| format!("{i}{k}: {s}")),
            2 => (indent.clone(), scalar).prop_map(|(i, s)| format!("{i}{s}")),
            2 => indent.prop_map(|i| format!("{i}members:")),
            1 => prop::sample::select(vec!["", "---", "...", "# c", "  # c", "\u{feff}a: b", "a: \u{85}b"]).prop_map(str::to_owned),
        ]
    }

    /// Both readers on one text: where the fast one gives a tree, the full one gives the same.
    fn agree(text: &str) -> Result<bool, TestCaseError> {
        let Some(fast) = parse(text, 7) else { return Ok(false) };
        prop_assert_eq!(Ok(fast), parse_full(text, 7), "{:?}", text);
        Ok(true)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn the_fast_reader_agrees_with_the_full_one(lines in prop::collection::vec(line(), 1..8), last in "\n?") {
            agree(&(lines.join("\n") + &last))?;
        }

        #[test]
        fn also_on_mutated_front_matter(at in 0usize..600, with in "[ -~\n«ё:#\\[\\]{},'\"-]{0,3}", cut in 0usize..4) {
            let start = (0..=at.min(MATTER.len())).rev().find(|i| MATTER.is_char_boundary(*i)).unwrap_or(0);
            let end = (start + cut..).find(|i| *i >= MATTER.len() || MATTER.is_char_boundary(*i)).unwrap_or(start).min(MATTER.len());
            agree(&format!("{}{with}{}", &MATTER[..start], &MATTER[end.max(start)..]))?;
        }
    }

    const MATTER: &str = "name: Инновационный кластер «Зеленоград»\nshort: ИТК\naliases: [Кластер, \"ИТК, два\"]\nregion: RU-MOW\n\
        location: {lat: 55.99, lon: 37.21}\nsectors: [microelectronics, biomedicine]\ncoordinator: {ref: krz, source: s-2017}\n\
        members:\n  - sechenov\n  - {ref: miet, role: учредитель, since: 2012}\n  - ref: zitc\n    role: сосед\nfigures:\n- of: companies\n  value: 176\n\
        # конец\nsources: [s-2017]\n";

    #[test]
    fn ordinary_front_matter_is_read_here() {
        assert!(matches!(agree(MATTER), Ok(true)));
        assert!(matches!(agree("- id: a\n  name: А\n- id: b\n  name: {ru: Б, en: B}\n"), Ok(true)));
        for other in
            ["a: &x b", "a: |\n  b", "a: b\n  c", "a:\n", "a: 'b''c'", "a: b # c", "\"a\": b", "a: b\r\n", "? a"]
        {
            assert_eq!(parse(other, 0), None, "{other:?}");
        }
    }
}
