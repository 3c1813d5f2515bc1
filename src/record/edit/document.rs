//! The YAML of a content file.

use std::ops::Range;

use super::model::EditFault;
use super::node_path::{NodePath, PathStep};
use crate::record::parse::front_matter::{FrontMatterSplit, split};
use crate::record::parse::yaml::{self, MapKey, Node, NodeData};

/// A content file and its YAML.
pub(super) struct YamlDocument<'t> {
    pub(super) text: &'t str,
    /// The range of the YAML: the front matter, or the whole file.
    pub(super) yaml: Range<usize>,
    pub(super) root: Node<'t>,
}

/// A key with its value.
pub(super) type KeyedNode<'t> = (MapKey<'t>, Node<'t>);

impl<'t> YamlDocument<'t> {
    /// Reads the YAML of a file. That of Markdown stands between two lines of `---`.
    pub(super) fn read(text: &'t str, is_markdown: bool) -> Result<YamlDocument<'t>, EditFault> {
        let yaml = match is_markdown {
            true => match split(text) {
                FrontMatterSplit::Both { yaml, .. } => yaml,
                FrontMatterSplit::TextOnly(_) | FrontMatterSplit::Open(_) => {
                    return Err(EditFault::Missing);
                }
            },
            false => text.len() - text.trim_start_matches('\u{feff}').len()..text.len(),
        };
        let root = yaml::parse(&text[yaml.clone()], yaml.start);
        let root = root.map_err(|_| EditFault::Unreadable)?;
        Ok(YamlDocument { text, yaml, root })
    }

    /// Returns the node at a path.
    pub(super) fn node(&self, path: &[PathStep]) -> Result<&Node<'t>, EditFault> {
        let mut node = &self.root;
        for step in path {
            let next = match (step, &node.data) {
                (PathStep::Key(key), NodeData::Map(pairs)) => {
                    find(pairs, key).map(|(_, value)| value)
                }
                (PathStep::Item(index), NodeData::List(items)) => items.get(*index),
                _ => None,
            };
            node = next.ok_or(EditFault::Missing)?;
        }
        Ok(node)
    }

    /// Returns the key of the value at a path. `None` if it is an item or the root.
    pub(super) fn key(&self, path: &[PathStep]) -> Option<&MapKey<'t>> {
        let (last, parent) = path.split_last()?;
        let NodeData::Map(pairs) = &self.node(parent).ok()?.data else {
            return None;
        };
        match last {
            PathStep::Key(key) => find(pairs, key).map(|(key, _)| key),
            PathStep::Item(_) => None,
        }
    }

    /// Returns the text of a node as it is written.
    pub(super) fn source(&self, node: &Node<'_>) -> &'t str {
        &self.text[node.span.range()]
    }

    /// Whether a node is within brackets: itself or one above it begins with one.
    pub(super) fn is_in_flow(&self, path: &[PathStep]) -> bool {
        let mut above: NodePath = Vec::new();
        for step in path {
            if self.node(&above).is_ok_and(|node| self.is_flow(node)) {
                return true;
            }
            above.push(step.clone());
        }
        false
    }

    /// Whether a node is a list or a map in brackets.
    pub(super) fn is_flow(&self, node: &Node<'_>) -> bool {
        // A collection in block style begins where its first part does.
        let first = match &node.data {
            NodeData::List(items) => items.first().map(|item| item.span),
            NodeData::Map(pairs) => pairs.first().map(|(key, _)| key.span),
            NodeData::Null | NodeData::Scalar(_) => return false,
        };
        let is_within = first.is_none_or(|first| first.start > node.span.start);
        is_within && self.source(node).starts_with(['[', '{'])
    }
}

/// Returns the pair with a key.
pub(super) fn find<'n, 't>(pairs: &'n [KeyedNode<'t>], key: &str) -> Option<&'n KeyedNode<'t>> {
    pairs.iter().find(|(known, _)| known.text == key)
}
