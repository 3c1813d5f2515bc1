//! Footnotes and citations. Both have the syntax `[^id]`.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;

use crate::text::escape;

/// The footnotes of a text. They are labelled with letters, because numbers label sources.
#[derive(Default)]
pub(in crate::record) struct Footnotes {
    /// The index of each footnote by its name, in order of appearance.
    indices: HashMap<String, usize, RandomState>,
    /// Whether each footnote has a definition, and the number of references to it.
    notes: Vec<(bool, usize)>,
    by_letter: HashMap<String, usize, RandomState>,
}

impl Footnotes {
    /// Adds a reference to a footnote. Returns its letter, and the number of references to it so far.
    pub(in crate::record) fn refer(&mut self, name: &str) -> (String, usize) {
        let index = self.index(name);
        self.notes[index].1 += 1;
        (letter(index), self.notes[index].1)
    }

    /// Returns the number of references to the footnote with a letter.
    pub(in crate::record) fn references(&self, letter: &str) -> usize {
        let index = self.by_letter.get(letter);
        index.map_or(0, |index| self.notes[*index].1)
    }

    /// Marks a footnote as defined. Returns its letter, and whether this is its first definition.
    pub(in crate::record) fn define(&mut self, name: &str) -> (String, bool) {
        let index = self.index(name);
        (
            letter(index),
            !std::mem::replace(&mut self.notes[index].0, true),
        )
    }

    fn index(&mut self, name: &str) -> usize {
        let next = self.notes.len();
        // The parser compares names case-insensitively.
        let index = *self.indices.entry(name.to_lowercase()).or_insert(next);
        if index == next {
            self.notes.push((false, 0));
            self.by_letter.insert(letter(index), index);
        }
        index
    }
}

/// Returns the range of the first citation `[^id]` at or after byte `from`. Characters at the byte offsets `escaped`,
/// which are sorted, are literal.
pub(in crate::record) fn find_citation(
    text: &str,
    from: usize,
    escaped: &[usize],
) -> Option<Range<usize>> {
    let is_mark = |at: usize| escaped.binary_search(&at).is_err();
    let mut from = from;
    loop {
        // A search for one byte is much faster than for two.
        let open = from + escape::find_special(&text[from..], |byte| byte == b'[');
        if open == text.len() {
            return None;
        }
        from = open + 1;
        let Some(inside) = text[from..]
            .strip_prefix('^')
            .filter(|_| is_mark(open) && is_mark(open + 1))
        else {
            continue;
        };
        let length = inside.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c)))?;
        let close = open + 2 + length;
        if length > 0 && inside[length..].starts_with(']') && is_mark(close) {
            return Some(open..close + 1);
        }
    }
}

/// Returns the label of footnote `number`: a, b … z, aa, ab …
fn letter(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + (number % 26) as u8));
        if number < 26 {
            return letters.into_iter().rev().collect();
        }
        number = number / 26 - 1;
    }
}
