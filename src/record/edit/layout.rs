//! Lines, columns and comments around the nodes of a file.

use std::ops::Range;

use super::document::YamlDocument;
use crate::record::parse::yaml::{MapKey, Node, NodeData};

impl YamlDocument<'_> {
    /// Returns the offset of the beginning of a line.
    pub(super) fn line_start(&self, at: usize) -> usize {
        let before = &self.text[self.yaml.start..at];
        before
            .rfind(['\n', '\r'])
            .map_or(self.yaml.start, |end| self.yaml.start + end + 1)
    }

    /// Returns the offset of the end of a line, before its line end.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = &self.text[at..self.yaml.end];
        rest.find(['\n', '\r'])
            .map_or(self.yaml.end, |end| at + end)
    }

    /// Returns the offset after the line end of a line.
    pub(super) fn next_line(&self, at: usize) -> usize {
        let end = self.line_end(at);
        let rest = &self.text[end..self.yaml.end];
        let length = match rest.as_bytes() {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        end + length
    }

    /// Returns the column of an offset in its line, in characters.
    pub(super) fn column(&self, at: usize) -> usize {
        self.text[self.line_start(at)..at].chars().count()
    }

    /// Returns the line end of the file.
    pub(super) fn newline(&self) -> &'static str {
        match self.text.find(['\n', '\r']) {
            Some(at) if self.text[at..].starts_with("\r\n") => "\r\n",
            Some(at) if self.text.as_bytes()[at] == b'\r' => "\r",
            _ => "\n",
        }
    }

    /// Returns the end of what is written of a node: without the blank lines that a block scalar ends in. `None`: nothing
    /// is.
    pub(super) fn content_end(&self, node: &Node<'_>) -> Option<usize> {
        let range = node.span.range();
        let own = range.start + self.text[range.clone()].trim_end().len();
        match &node.data {
            NodeData::Null if range.is_empty() => None,
            NodeData::List(items) if !self.is_flow(node) => {
                let last = items.last()?;
                let hyphen = || self.hyphen(last.span.start as usize).map(|at| at + 1);
                self.content_end(last).or_else(hyphen)
            }
            NodeData::Map(pairs) if !self.is_flow(node) => {
                pairs.last().map(|(key, value)| self.pair_end(key, value))
            }
            NodeData::Null | NodeData::Scalar(_) | NodeData::List(_) | NodeData::Map(_) => {
                Some(own)
            }
        }
    }

    /// Returns the end of what is written of a key and its value: at least that of its colon.
    pub(super) fn pair_end(&self, key: &MapKey<'_>, value: &Node<'_>) -> usize {
        let colon = self.skip_blank(key.span.end as usize) + 1;
        self.content_end(value).map_or(colon, |end| end.max(colon))
    }

    /// Returns the range of a scalar, with the `|` or `>` of one in a block.
    pub(super) fn scalar_range(&self, node: &Node<'_>) -> Range<usize> {
        let range = node.span.range();
        let before = self.text[self.yaml.start..range.start].trim_end();
        let header = before.rfind([' ', '\n', '\r']).map_or(0, |at| at + 1);
        let mut signs = before[header..].chars();
        let is_block = signs.next().is_some_and(|first| matches!(first, '|' | '>'))
            && signs.all(|c| matches!(c, '+' | '-' | '0'..='9'))
            && self.text[self.yaml.start + before.len()..range.start].contains(['\n', '\r']);
        match is_block {
            true => self.yaml.start + header..range.start + self.text[range].trim_end().len(),
            false => range,
        }
    }

    /// Whether nothing but spaces stands before an offset in its line.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        self.text[self.line_start(at)..at].trim().is_empty()
    }

    /// Whether nothing but spaces or a comment stands after an offset in its line.
    pub(super) fn ends_line(&self, at: usize) -> bool {
        let rest = &self.text[at..self.line_end(at)];
        let trimmed = rest.trim_start();
        trimmed.is_empty() || trimmed.starts_with('#') && trimmed.len() < rest.len()
    }

    /// Returns the beginning of the lines that belong to what begins at the line of `at`: the comments above it, if a blank
    /// line or nothing of the same list or map precedes them.
    pub(super) fn start_with_comments(&self, at: usize, is_first: bool) -> usize {
        let own = self.line_start(at);
        let mut start = own;
        while start > self.yaml.start {
            let above = self.line_start(start - self.line_break_before(start));
            let line = self.text[above..start].trim();
            if line.is_empty() {
                return start;
            }
            if !line.starts_with('#') {
                return if is_first { start } else { own };
            }
            start = above;
        }
        start
    }

    /// Returns the length of the line end before the beginning of a line.
    fn line_break_before(&self, start: usize) -> usize {
        if self.text[..start].ends_with("\r\n") {
            2
        } else {
            1
        }
    }

    /// Returns the offset after spaces, line ends and comments.
    pub(super) fn skip_blank(&self, mut at: usize) -> usize {
        loop {
            let rest = &self.text[at..self.yaml.end];
            let trimmed = rest.trim_start();
            at += rest.len() - trimmed.len();
            match trimmed.starts_with('#') {
                true => at = self.next_line(at),
                false => return at,
            }
        }
    }

    /// Returns the offset of the hyphen of an item of a block list.
    pub(super) fn hyphen(&self, item: usize) -> Option<usize> {
        let mut end = item;
        loop {
            let start = self.line_start(end);
            let line = strip_comment(&self.text[start..end]);
            let line = strip_properties(line).trim_end();
            if line.ends_with('-') {
                let at = start + line.len() - 1;
                let before = self.text[start..at].chars().next_back();
                return before.is_none_or(|c| c == ' ' || c == '\t').then_some(at);
            }
            if !line.trim().is_empty() || start == self.yaml.start {
                return None;
            }
            end = start - self.line_break_before(start);
        }
    }
}

fn strip_comment(line: &str) -> &str {
    if line.trim_start().starts_with('#') {
        return "";
    }
    line.find(" #").map_or(line, |at| &line[..at])
}

/// Returns a line without the anchor and the tag at its end.
fn strip_properties(line: &str) -> &str {
    let mut line = line.trim_end();
    while let Some(word) = line.split_whitespace().next_back()
        && word.starts_with(['&', '!'])
    {
        line = line[..line.len() - word.len()].trim_end();
    }
    line
}
