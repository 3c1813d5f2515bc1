//! Footnotes of a text, and citations of sources, which are written alike: `[^id]`.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;

use crate::text::escape;

/// The footnotes of a text. They have letters, for the numbers on a page are those of its sources.
#[derive(Default)]
pub(in crate::record) struct Footnotes {
    /// The place of each in the order of the page, by its name.
    places: HashMap<String, usize, RandomState>,
    /// Whether each has been defined.
    defined: Vec<bool>,
}

impl Footnotes {
    /// The letter of a footnote.
    pub(in crate::record) fn letter(&mut self, name: &str) -> String {
        letter(self.place(name))
    }

    /// The letter of a footnote that is defined, and whether it is so for the first time.
    pub(in crate::record) fn define(&mut self, name: &str) -> (String, bool) {
        let place = self.place(name);
        (letter(place), !std::mem::replace(&mut self.defined[place], true))
    }

    fn place(&mut self, name: &str) -> usize {
        let next = self.defined.len();
        // The parser matches names without regard to case.
        let place = *self.places.entry(name.to_lowercase()).or_insert(next);
        if place == next {
            self.defined.push(false);
        }
        place
    }
}

/// The first `[^id]` of a text at a byte or after it, if there is one: where it stands. Brackets at `escaped` bytes, in
/// ascending order, are words.
pub(in crate::record) fn find_citation(text: &str, from: usize, escaped: &[usize]) -> Option<Range<usize>> {
    let is_mark = |at: usize| escaped.binary_search(&at).is_err();
    let mut from = from;
    loop {
        // A single character is much quicker to look for than two.
        let open = from + escape::find_special(&text[from..], |byte| byte == b'[');
        if open == text.len() {
            return None;
        }
        from = open + 1;
        let Some(inside) = text[from..].strip_prefix('^').filter(|_| is_mark(open) && is_mark(open + 1)) else {
            continue;
        };
        let length = inside.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c)))?;
        let close = open + 2 + length;
        if length > 0 && inside[length..].starts_with(']') && is_mark(close) {
            return Some(open..close + 1);
        }
    }
}

/// a, b … z, aa, ab …
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
