//! YAML as a tree of values without places, and edits of it.

use super::node_path::PathStep;
use crate::record::parse::yaml::{Node, NodeData};

/// A value of YAML.
#[derive(Clone, Debug, PartialEq)]
pub enum YamlTree {
    /// Nothing.
    Null,
    /// A scalar.
    Scalar(String),
    /// A list.
    List(Vec<YamlTree>),
    /// A map, in the order of the file.
    Map(Vec<(String, YamlTree)>),
}

impl From<&Node<'_>> for YamlTree {
    fn from(node: &Node<'_>) -> YamlTree {
        match &node.data {
            NodeData::Null => YamlTree::Null,
            NodeData::Scalar(text) => YamlTree::Scalar(text.to_string()),
            NodeData::List(items) => YamlTree::List(items.iter().map(YamlTree::from).collect()),
            NodeData::Map(pairs) => {
                let pairs = pairs.iter();
                YamlTree::Map(
                    pairs
                        .map(|(key, node)| (key.text.to_string(), YamlTree::from(node)))
                        .collect(),
                )
            }
        }
    }
}

impl YamlTree {
    /// Returns a scalar.
    pub fn scalar(text: &str) -> YamlTree {
        YamlTree::Scalar(text.to_owned())
    }

    /// Returns the text of a scalar. `None` for any other value.
    pub fn text(&self) -> Option<&str> {
        match self {
            YamlTree::Scalar(text) => Some(text),
            YamlTree::Null | YamlTree::List(_) | YamlTree::Map(_) => None,
        }
    }

    /// Returns the value of a key of a map. `None` if there is none.
    pub fn get(&self, key: &str) -> Option<&YamlTree> {
        match self {
            YamlTree::Map(pairs) => {
                let found = pairs.iter().find(|(known, _)| known == key);
                found.map(|(_, value)| value)
            }
            YamlTree::Null | YamlTree::Scalar(_) | YamlTree::List(_) => None,
        }
    }

    /// Returns the items of a list. A single value is a list of one; null is an empty list.
    pub fn items(&self) -> &[YamlTree] {
        match self {
            YamlTree::List(items) => items,
            YamlTree::Null => &[],
            YamlTree::Scalar(_) | YamlTree::Map(_) => std::slice::from_ref(self),
        }
    }

    /// Returns the node at a path. `None` if there is none.
    pub fn at(&self, path: &[PathStep]) -> Option<&YamlTree> {
        let mut node = self;
        for step in path {
            node = match (step, node) {
                (PathStep::Key(key), _) => node.get(key)?,
                (PathStep::Item(index), YamlTree::List(items)) => items.get(*index)?,
                (PathStep::Item(_), _) => return None,
            };
        }
        Some(node)
    }
}
