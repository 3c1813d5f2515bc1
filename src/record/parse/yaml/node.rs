//! The nodes of a YAML document.
//!
//! A scalar keeps its text. The type of the field decides what it means, so that `NO`, `010` and `1.10` are not
//! misread.

use std::borrow::Cow;

use crate::diagnostic::Span;

/// The number of bytes of a text that count as one more node.
const BYTES_PER_NODE: usize = 100;

/// A node of a YAML document.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::record) struct Node<'t> {
    /// Its location in the file.
    pub span: Span,
    /// Its content.
    pub data: NodeData<'t>,
}

/// The content of a node.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::record) enum NodeData<'t> {
    /// An empty value, `~` or `null` without quotes.
    Null,
    /// A scalar in NFC, with quotes and escapes resolved.
    Scalar(Cow<'t, str>),
    /// A list.
    List(Vec<Node<'t>>),
    /// A map, in the order of the file; keys may repeat.
    Map(Vec<(MapKey<'t>, Node<'t>)>),
}

/// A key of a map.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::record) struct MapKey<'t> {
    /// The text.
    pub text: Cow<'t, str>,
    /// Its location in the file.
    pub span: Span,
}

impl<'t> Node<'t> {
    /// Returns the text of a scalar. `None` for any other node.
    pub(in crate::record) fn text(&self) -> Option<&str> {
        match &self.data {
            NodeData::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// Whether the node is empty: null, blank text, or a list or map of nothing else.
    pub(in crate::record) fn is_blank(&self) -> bool {
        match &self.data {
            NodeData::Null => true,
            NodeData::Scalar(_) => false,
            NodeData::List(items) => items.iter().all(Node::is_blank),
            NodeData::Map(pairs) => pairs.iter().all(|(_, value)| value.is_blank()),
        }
    }

    /// Returns the pairs of a map. `None` for any other node.
    pub(in crate::record) fn map(&self) -> Option<&[(MapKey<'t>, Node<'t>)]> {
        match &self.data {
            NodeData::Map(pairs) => Some(pairs),
            _ => None,
        }
    }

    /// Returns the items of a list. A single value is a list of one; null is an empty list.
    pub(in crate::record) fn items(&self) -> &[Node<'t>] {
        match &self.data {
            NodeData::List(items) => items,
            NodeData::Null => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// Returns the number of nodes in the subtree; a long text counts as several.
    pub(in crate::record) fn size(&self) -> usize {
        match &self.data {
            NodeData::Scalar(text) => 1 + text.len() / BYTES_PER_NODE,
            NodeData::List(items) => 1 + items.iter().map(Node::size).sum::<usize>(),
            NodeData::Map(pairs) => {
                1 + pairs
                    .iter()
                    .map(|(_, value)| 1 + value.size())
                    .sum::<usize>()
            }
            _ => 1,
        }
    }
}
