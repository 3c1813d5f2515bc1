//! Insertions into lists and maps in block style.

use super::document::{KeyedNode, YamlDocument, find};
use super::model::{EditFault, TextEdit};
use super::scalar::ScalarPlace;
use super::tree::YamlTree;
use super::written::yaml_lines;
use crate::record::parse::yaml::{Node, NodeData};

impl YamlDocument<'_> {
    /// Adds an item after the last one.
    pub(super) fn insert_block_item(
        &self,
        items: &[Node<'_>],
        value: &YamlTree,
    ) -> Result<Vec<TextEdit>, EditFault> {
        let last = items.last().ok_or(EditFault::OtherForm)?;
        let hyphen = self
            .hyphen(last.span.start as usize)
            .ok_or(EditFault::OtherForm)?;
        let indent = " ".repeat(self.column(hyphen));
        let newline = self.newline();
        let is_block_map = matches!(last.data, NodeData::Map(_)) && !self.is_flow(last);
        let lines = value.as_lines().filter(|_| is_block_map);
        let written = match lines {
            Some(lines) => lines.join(&format!("{newline}{indent}  ")),
            None => value.in_line(ScalarPlace::Block),
        };
        let end = self.content_end(last).unwrap_or(hyphen + 1);
        Ok(vec![self.line_after(end, &format!("{indent}- {written}"))])
    }

    /// Adds a key after another one, or after the last.
    pub(super) fn insert_block_pair(
        &self,
        pairs: &[KeyedNode<'_>],
        after: Option<&str>,
        new: &(String, YamlTree),
    ) -> Result<Vec<TextEdit>, EditFault> {
        let known = after.and_then(|after| find(pairs, after));
        let (key, value) = known.or(pairs.last()).ok_or(EditFault::OtherForm)?;
        let column = pairs
            .first()
            .map_or(0, |(first, _)| self.column(first.span.start as usize));
        let indent = " ".repeat(column);
        let lines = yaml_lines(&new.0, &new.1).join(&format!("{}{indent}", self.newline()));
        let end = self.pair_end(key, value);
        Ok(vec![self.line_after(end, &format!("{indent}{lines}"))])
    }

    /// Adds a line after the line of an offset.
    fn line_after(&self, at: usize, line: &str) -> TextEdit {
        let end = self.line_end(at);
        let newline = self.newline();
        TextEdit::new(end..end, format!("{newline}{line}"))
    }

    /// Makes a list of a map in block style, and adds an item.
    pub(super) fn insert_after_block_map(
        &self,
        map: &Node<'_>,
        value: &YamlTree,
    ) -> Result<Vec<TextEdit>, EditFault> {
        let start = map.span.start as usize;
        if !self.begins_line(start) {
            return Err(EditFault::OtherForm);
        }
        let mut edits = vec![TextEdit::new(start..start, "- ")];
        let end = self.content_end(map).ok_or(EditFault::OtherForm)?;
        let mut line = self.next_line(start);
        while line < end {
            if self.line_end(line) > line {
                edits.push(TextEdit::new(line..line, "  "));
            }
            line = self.next_line(line);
        }
        let indent = " ".repeat(self.column(start));
        let written = value.in_line(ScalarPlace::Block);
        edits.push(self.line_after(end, &format!("{indent}- {written}")));
        Ok(edits)
    }
}
