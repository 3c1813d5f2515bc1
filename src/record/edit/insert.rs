//! Insertions of keys and items.

use super::document::YamlDocument;
use super::model::{EditFault, TextEdit};
use super::node_path::PathStep;
use super::scalar::{ScalarPlace, write_scalar};
use super::tree::YamlTree;
use super::written::pair_in_line;
use crate::diagnostic::Span;
use crate::record::parse::yaml::{Node, NodeData};

impl YamlDocument<'_> {
    pub(super) fn insert_item(
        &self,
        path: &[PathStep],
        value: &YamlTree,
    ) -> Result<Vec<TextEdit>, EditFault> {
        let node = self.node(path)?;
        let written = value.in_line(ScalarPlace::Flow);
        match &node.data {
            NodeData::List(items) if self.is_flow(node) => {
                let parts: Vec<Span> = items.iter().map(|item| item.span).collect();
                Ok(self.insert_flow_part(node.span, &parts, &written))
            }
            NodeData::List(items) => self.insert_block_item(items, value),
            NodeData::Null => self.fill_null(path, node, &format!("[{written}]")),
            NodeData::Map(_) if !self.is_flow(node) => self.insert_after_block_map(node, value),
            NodeData::Scalar(_) | NodeData::Map(_) => {
                let range = self.scalar_range(node);
                let source = &self.text[range.clone()];
                let own = match &node.data {
                    NodeData::Scalar(text) if !source.starts_with(['\'', '"']) => {
                        write_scalar(text, ScalarPlace::Flow)
                    }
                    _ => source.to_owned(),
                };
                Ok(vec![TextEdit::new(range, format!("[{own}, {written}]"))])
            }
        }
    }

    pub(super) fn insert_key(
        &self,
        path: &[PathStep],
        after: Option<&str>,
        new: &(String, YamlTree),
    ) -> Result<Vec<TextEdit>, EditFault> {
        let node = self.node(path)?;
        let in_flow = || pair_in_line(new, ScalarPlace::Flow);
        match &node.data {
            NodeData::Map(pairs) if self.is_flow(node) => {
                let parts: Vec<Span> = pairs
                    .iter()
                    .map(|(key, value)| Span {
                        start: key.span.start,
                        end: self.pair_end(key, value) as u32,
                    })
                    .collect();
                Ok(self.insert_flow_part(node.span, &parts, &in_flow()))
            }
            NodeData::Map(pairs) => self.insert_block_pair(pairs, after, new),
            NodeData::Null if path.is_empty() => {
                let start = self.yaml.start;
                let pair = pair_in_line(new, ScalarPlace::Block);
                let line = format!("{pair}{}", self.newline());
                Ok(vec![TextEdit::new(start..start, line)])
            }
            NodeData::Null => self.fill_null(path, node, &format!("{{{}}}", in_flow())),
            NodeData::Scalar(_) | NodeData::List(_) => Err(EditFault::OtherForm),
        }
    }

    /// Writes a value in the place of none: `key:`, `key: ~`, `- `.
    pub(super) fn fill_null(
        &self,
        path: &[PathStep],
        node: &Node<'_>,
        written: &str,
    ) -> Result<Vec<TextEdit>, EditFault> {
        if node.span.start < node.span.end {
            return Ok(vec![TextEdit::new(node.span.range(), written)]);
        }
        let key = self.key(path).ok_or(EditFault::OtherForm)?;
        let colon = self.skip_blank(key.span.end as usize);
        if !self.text[colon..self.yaml.end].starts_with(':') {
            return Err(EditFault::OtherForm);
        }
        Ok(vec![TextEdit::new(
            colon + 1..colon + 1,
            format!(" {written}"),
        )])
    }
}
