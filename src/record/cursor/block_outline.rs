//! Reads the keys and items of YAML in block style, line by line.

use std::ops::Range;

use super::outline::{OutlineEntry, OutlinePart, ValueForm, YamlOutline};
use crate::diagnostic::Span;

/// The longest key that is read, in bytes.
const MAX_KEY: usize = 200;

/// Reads an outline.
pub(super) struct OutlineReader<'t> {
    pub(super) text: &'t str,
    /// The end of the YAML.
    pub(super) end: usize,
    pub(super) outline: YamlOutline,
    /// The open keys and items, from the outermost.
    open: Vec<usize>,
}

impl YamlOutline {
    /// Reads the outline of a range of a text.
    pub fn read(text: &str, range: Range<usize>) -> YamlOutline {
        let mut reader = OutlineReader {
            text,
            end: range.end,
            outline: YamlOutline {
                range: range.clone(),
                ..YamlOutline::default()
            },
            open: Vec::new(),
        };
        let mut at = range.start;
        while at < range.end {
            at = reader.read_line(at);
        }
        reader.outline
    }
}

impl OutlineReader<'_> {
    /// Reads what begins on a line. Returns the offset of the next line that is to be read.
    fn read_line(&mut self, line: usize) -> usize {
        let end = self.line_end(line);
        let content = line + indent(&self.text[line..end]);
        let rest = &self.text[content..end];
        if rest.trim().is_empty() || rest.starts_with('#') || rest.trim_end() == "---" {
            return self.next_line(line);
        }
        if self.continues_scalar(line, content, end) {
            return self.next_line(line);
        }
        let mut at = content;
        while is_item(self.text, at, end) {
            self.close_items(at - line);
            self.push(OutlinePart::Item, at..at + 1, at - line);
            at += 1;
            at +=
                self.text[at..end].len() - self.text[at..end].trim_start_matches([' ', '\t']).len();
        }
        if at >= end {
            return self.next_line(line);
        }
        let end = match key_at(self.text, at, end) {
            Some(key) => {
                self.close(at - line);
                self.close_scalars();
                let text = self.text[key.clone()].trim_matches(['"', '\'']).to_owned();
                let colon = key.end + self.text[key.end..end].find(':').unwrap_or(0);
                let entry = self.push(OutlinePart::Key(text), key, at - line);
                self.outline.entries[entry].has_colon = true;
                self.read_value(colon + 1, Some(entry))
            }
            None => self.read_word(at, at - line, end),
        };
        self.next_line(end)
    }

    /// Whether a line continues the scalar of the innermost entry; adds it to that.
    fn continues_scalar(&mut self, line: usize, content: usize, end: usize) -> bool {
        let Some(last) = self.open.last().copied() else {
            return false;
        };
        let entry = &mut self.outline.entries[last];
        let is_deeper = content - line > entry.column;
        let starts_other =
            key_at(self.text, content, end).is_some() || is_item(self.text, content, end);
        if entry.form != ValueForm::Scalar || !is_deeper || starts_other {
            return false;
        }
        entry.value.end = (content + plain_end(&self.text[content..end])) as u32;
        true
    }

    /// Reads a line that has no key: a scalar, brackets, or a key that is still without its colon.
    fn read_word(&mut self, at: usize, column: usize, end: usize) -> usize {
        while let Some(last) = self.open.last()
            && self.outline.entries[*last].column >= column
        {
            self.open.pop();
        }
        let owner = self.open.last().copied();
        let is_value = owner.is_some_and(|owner| {
            self.outline.entries[owner].form == ValueForm::Open
                && self.outline.children(Some(owner)).next().is_none()
        });
        let is_flow = self.text[at..end].starts_with(['[', '{']);
        if is_value || (is_flow && owner.is_none()) {
            return self.read_value(at, owner);
        }
        let word = at..at + plain_end(&self.text[at..end]);
        let text = self.text[word.clone()].to_owned();
        self.push(OutlinePart::Key(text), word, column);
        end
    }

    /// Reads a value that begins on this line. Returns an offset on its last line.
    fn read_value(&mut self, start: usize, owner: Option<usize>) -> usize {
        let end = self.line_end(start);
        let mut at = start;
        loop {
            at +=
                self.text[at..end].len() - self.text[at..end].trim_start_matches([' ', '\t']).len();
            match self.text.as_bytes().get(at).filter(|_| at < end) {
                None | Some(b'#') => return end,
                Some(b'&' | b'!') => {
                    let word = self.text[at..end].find([' ', '\t']);
                    at = word.map_or(end, |length| at + length);
                }
                Some(b'[' | b'{') => return self.read_flow(at, owner),
                Some(b'|' | b'>') => {
                    return owner.map_or(end, |owner| self.read_block_scalar(end, owner));
                }
                Some(_) => break,
            }
        }
        let Some(owner) = owner else { return end };
        let column = Some(self.outline.entries[owner].column);
        let stop = self
            .quoted_end(at, column)
            .unwrap_or(at + plain_end(&self.text[at..end]));
        self.set_scalar(owner, Span::new(at..stop));
        stop
    }

    fn read_block_scalar(&mut self, header_end: usize, owner: usize) -> usize {
        let column = self.outline.entries[owner].column;
        let start = self.next_line(header_end);
        let (mut line, mut last) = (start, start);
        while line < self.end {
            let end = self.line_end(line);
            let text = &self.text[line..end];
            if !text.trim().is_empty() && indent(text) <= column {
                break;
            }
            last = end;
            line = self.next_line(line);
        }
        let entry = &mut self.outline.entries[owner];
        entry.form = ValueForm::Block;
        entry.value = Span::new(start.min(last)..last);
        last.max(header_end)
    }

    pub(super) fn set_scalar(&mut self, owner: usize, span: Span) {
        let entry = &mut self.outline.entries[owner];
        (entry.form, entry.value) = (ValueForm::Scalar, span);
    }

    /// Returns the end of a quoted scalar. `None`: the text is not quoted. One that is not closed ends with its line.
    pub(super) fn quoted_end(&self, start: usize, column: Option<usize>) -> Option<usize> {
        let quote = *self.text.as_bytes().get(start)?;
        if !matches!(quote, b'"' | b'\'') {
            return None;
        }
        let line_end = self.line_end(start);
        let unclosed = start + self.text[start..line_end].trim_end().len();
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        while at < self.end {
            match bytes[at] {
                b'\\' if quote == b'"' => at += 1,
                b'\'' if quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
                byte if byte == quote => return Some(at + 1),
                b'\n' | b'\r' => {
                    let rest = &self.text[at + 1..self.end];
                    let content = at + 1 + indent(rest);
                    let is_outer = column.is_none_or(|column| content - at - 1 <= column);
                    if is_outer && key_at(self.text, content, self.end).is_some() {
                        return Some(unclosed);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        Some(unclosed)
    }

    fn push(&mut self, part: OutlinePart, range: Range<usize>, column: usize) -> usize {
        let entry = self.outline.entries.len();
        self.outline.entries.push(OutlineEntry {
            parent: self.open.last().copied(),
            part,
            span: Span::new(range.clone()),
            form: ValueForm::Open,
            value: Span::new(range.end..range.end),
            column,
            is_flow: false,
            has_colon: false,
        });
        self.open.push(entry);
        entry
    }

    /// Closes what a key in a column ends.
    fn close(&mut self, column: usize) {
        let entries = &self.outline.entries;
        while self
            .open
            .last()
            .is_some_and(|last| entries[*last].column >= column)
        {
            self.open.pop();
        }
    }

    /// Closes keys that have a value already: what follows is indented by mistake.
    fn close_scalars(&mut self) {
        let entries = &self.outline.entries;
        while self.open.last().is_some_and(|last| {
            let last = &entries[*last];
            last.form != ValueForm::Open && last.part != OutlinePart::Item
        }) {
            self.open.pop();
        }
    }

    /// Closes what an item in a column ends. A list may stand at the column of its key.
    fn close_items(&mut self, column: usize) {
        let entries = &self.outline.entries;
        while let Some(last) = self.open.last().map(|last| &entries[*last]) {
            let is_its_key = last.part != OutlinePart::Item && last.form == ValueForm::Open;
            let is_outer = last.column < column || (last.column == column && is_its_key);
            if is_outer {
                break;
            }
            self.open.pop();
        }
    }

    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = &self.text[at.min(self.end)..self.end];
        rest.find(['\n', '\r'])
            .map_or(self.end, |length| at + length)
    }

    fn next_line(&self, at: usize) -> usize {
        let end = self.line_end(at);
        let rest = &self.text[end..self.end];
        end + match rest.as_bytes() {
            [b'\r', b'\n', ..] => 2,
            [_, ..] => 1,
            [] => 0,
        }
    }
}

/// Returns the number of spaces that a text begins with.
fn indent(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

/// Whether an item of a block list begins at an offset.
pub(super) fn is_item(text: &str, at: usize, end: usize) -> bool {
    let rest = text[at..end].strip_prefix('-');
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
}

/// Returns the range of the key that begins at an offset. `None`: no colon ends it on its line.
pub(super) fn key_at(text: &str, at: usize, end: usize) -> Option<Range<usize>> {
    let line = &text[at..end];
    let line = &line[..line.find(['\n', '\r']).unwrap_or(line.len())];
    let length = match line.as_bytes().first()? {
        quote @ (b'"' | b'\'') => line[1..].find(*quote as char)? + 2,
        b'[' | b'{' | b'#' | b'|' | b'>' | b'&' | b'*' | b'!' | b'%' | b'@' | b'`' | b','
        | b']' | b'}' => return None,
        _ => {
            let colons = line.match_indices(':');
            let mut ends = colons.map(|(colon, _)| colon).filter(|colon| {
                line[colon + 1..].is_empty() || line[colon + 1..].starts_with([' ', '\t'])
            });
            ends.next()?
        }
    };
    let key = line[..length].trim_end();
    let rest = line[length..].trim_start_matches([' ', '\t']);
    let is_quoted = key.starts_with(['"', '\'']);
    // YAML allows brackets within a key; whoever types them means a value.
    let is_plain = is_quoted || !(key.contains(" #") || key.contains(['[', '{', '"']));
    let is_key = rest.starts_with(':') && !key.is_empty() && key.len() <= MAX_KEY && is_plain;
    is_key.then(|| at..at + key.len())
}

/// Returns the length of a plain scalar on a line, without the spaces and the comment after it.
fn plain_end(line: &str) -> usize {
    let end = line.find(" #").unwrap_or(line.len());
    line[..end].trim_end().len()
}
