//! A line of a text, and what it seems to be.

use std::ops::Range;

use crate::text::lines::split_lines;

/// A line of a text.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    /// The text without its line ending.
    pub(super) text: &'t str,
    /// Its range in the whole text, line ending included.
    pub(super) range: Range<usize>,
}

impl<'t> Line<'t> {
    /// Returns the number of spaces before its first character.
    pub(super) fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// Returns the text without the spaces around it.
    pub(super) fn content(&self) -> &'t str {
        self.text.trim()
    }

    /// Whether the line says nothing: it is blank or a comment.
    pub(super) fn is_empty(&self) -> bool {
        matches!(self.content().as_bytes().first(), None | Some(b'#'))
    }

    /// Whether an item of a list begins here.
    pub(super) fn is_item(&self) -> bool {
        let rest = self.text.trim_start_matches(' ').strip_prefix('-');
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    }

    /// Whether the line ends a list or map in brackets.
    pub(super) fn is_closing(&self) -> bool {
        self.content().starts_with([']', '}'])
    }

    /// Whether the line consists of hyphens and dashes, at least two of them.
    pub(super) fn is_dashes(&self) -> bool {
        let content = self.content();
        content.chars().count() >= 2 && content.trim_matches(is_dash).is_empty()
    }

    /// Returns the key that the line begins with. `None` if it begins with something else.
    pub(super) fn key(&self) -> Option<&'t str> {
        key(self.content())
    }
}

/// Whether a character is a hyphen or a dash.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—')
}

/// Returns the key that a text begins with.
pub(super) fn key(text: &str) -> Option<&str> {
    let (key, rest) = text.split_once(':')?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let ends = rest.is_empty() || rest.starts_with([' ', '\t']);
    (ends && !key.is_empty() && key.chars().all(is_name)).then_some(key)
}

/// Returns the lines of a part of a text. The part may begin within a line.
pub(super) fn lines(text: &str, part: Range<usize>) -> impl Iterator<Item = Line<'_>> {
    let mut start = part.start;
    let lines = split_lines(&text[part]);
    lines.map(move |line| {
        let range = start..start + line.len();
        start = range.end;
        Line {
            text: line.trim_end_matches(['\n', '\r']),
            range,
        }
    })
}
