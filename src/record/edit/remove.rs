//! Removal of keys and items.

use super::document::YamlDocument;
use super::model::{EditFault, TextEdit};
use super::node_path::PathStep;
use crate::diagnostic::Span;
use crate::record::parse::yaml::NodeData;

impl YamlDocument<'_> {
    pub(super) fn remove(&self, path: &[PathStep]) -> Result<Vec<TextEdit>, EditFault> {
        let (last, parent) = path.split_last().ok_or(EditFault::Missing)?;
        let node = self.node(parent)?;
        let (parts, index): (Vec<Span>, usize) = match (last, &node.data) {
            (PathStep::Key(key), NodeData::Map(pairs)) => {
                let spans = pairs.iter().map(|(key, value)| Span {
                    start: key.span.start,
                    end: self.pair_end(key, value) as u32,
                });
                let index = pairs.iter().position(|(known, _)| known.text == *key);
                (spans.collect(), index.ok_or(EditFault::Missing)?)
            }
            (PathStep::Item(index), NodeData::List(items)) if *index < items.len() => {
                let spans = items.iter().map(|item| Span {
                    start: item.span.start,
                    end: self
                        .content_end(item)
                        .map_or(item.span.start, |end| end as u32),
                });
                (spans.collect(), *index)
            }
            _ => return Err(EditFault::Missing),
        };
        if parts.len() == 1 && !parent.is_empty() {
            return self.remove(parent);
        }
        if self.is_flow(node) {
            return match parts.len() {
                1 => Err(EditFault::OtherForm),
                _ => Ok(self.remove_flow_part(&parts, index)),
            };
        }
        let is_item = matches!(last, PathStep::Item(_));
        self.remove_block_part(&parts, index, is_item)
    }

    fn remove_block_part(
        &self,
        parts: &[Span],
        index: usize,
        is_item: bool,
    ) -> Result<Vec<TextEdit>, EditFault> {
        let part = parts[index];
        let start = match is_item {
            true => self
                .hyphen(part.start as usize)
                .ok_or(EditFault::OtherForm)?,
            false => part.start as usize,
        };
        let end = (part.end as usize).max(start + 1);
        if !self.ends_line(end) {
            return Err(EditFault::OtherForm);
        }
        if self.begins_line(start) {
            let start = self.start_with_comments(start, index == 0);
            let next = self.next_line(end);
            // The last line of a file without a line end takes the one before it along.
            let is_last = next == self.yaml.end && self.line_end(end) == next;
            let from = match is_last && start > self.yaml.start && next == self.text.len() {
                true => self.text[..start].trim_end_matches(['\n', '\r']).len(),
                false => start,
            };
            return Ok(vec![TextEdit::new(from..next, "")]);
        }
        // The first key after a hyphen: the next one takes its place.
        let next = self.next_line(end);
        let rest = &self.text[next..self.yaml.end];
        let indent = rest.len() - rest.trim_start_matches(' ').len();
        let is_followed = index == 0 && parts.len() > 1;
        match is_followed {
            true => Ok(vec![TextEdit::new(start..next + indent, "")]),
            false => Err(EditFault::OtherForm),
        }
    }
}
