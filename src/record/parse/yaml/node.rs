//! The nodes of a YAML document.
//!
//! A scalar keeps its text. The type of the field decides what it means, so that `NO`, `010` and `1.10` are not
//! misread.

use std::borrow::Cow;

use crate::diagnostic::Span;

/// The bytes of a text that count as one more node.
const BYTES_PER_NODE: usize = 100;

/// A part of a YAML text.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::record) struct Node<'t> {
    /// Where it stands, in bytes of the file.
    pub span: Span,
    /// What it is.
    pub data: NodeData<'t>,
}

/// What a part of a YAML text is.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::record) enum NodeData<'t> {
    /// Nothing: an empty value, `~` or `null` without quotes.
    Null,
    /// A text as written, without its quotes and escapes.
    Scalar(Cow<'t, str>),
    /// A list.
    List(Vec<Node<'t>>),
    /// A map, in the order written; keys may repeat.
    Map(Vec<(MapKey<'t>, Node<'t>)>),
}

/// A key of a map.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::record) struct MapKey<'t> {
    /// The text.
    pub text: Cow<'t, str>,
    /// Where it stands.
    pub span: Span,
}

impl<'t> Node<'t> {
    /// The text of a scalar.
    pub(in crate::record) fn text(&self) -> Option<&str> {
        match &self.data {
            NodeData::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The pairs of a map.
    pub(in crate::record) fn map(&self) -> Option<&[(MapKey<'t>, Node<'t>)]> {
        match &self.data {
            NodeData::Map(pairs) => Some(pairs),
            _ => None,
        }
    }

    /// The items of a list; a single value is a list of one, nothing is a list of none.
    pub(in crate::record) fn items(&self) -> &[Node<'t>] {
        match &self.data {
            NodeData::List(items) => items,
            NodeData::Null => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// How many values copying it makes; a long text counts as several.
    pub(super) fn size(&self) -> usize {
        match &self.data {
            NodeData::Scalar(text) => 1 + text.len() / BYTES_PER_NODE,
            NodeData::List(items) => 1 + items.iter().map(Node::size).sum::<usize>(),
            NodeData::Map(pairs) => 1 + pairs.iter().map(|(_, value)| 1 + value.size()).sum::<usize>(),
            _ => 1,
        }
    }
}
