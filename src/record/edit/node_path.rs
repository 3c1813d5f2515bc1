//! Paths to the nodes of a document.

/// A step from a node of YAML to one of its children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// The value of a key.
    Key(String),
    /// An item of a list, by its index.
    Item(usize),
}

/// The way from the root of a document to a node.
pub type NodePath = Vec<PathStep>;
