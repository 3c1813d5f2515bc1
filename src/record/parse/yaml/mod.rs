//! YAML as a tree of nodes with spans.

mod error;
mod node;
mod parser;
mod tree_builder;

pub(in crate::record) use error::{Advice, YamlError, quoted};
pub(in crate::record) use node::{MapKey, Node, NodeData};
pub(in crate::record) use parser::{parse, parse_within};
pub(in crate::record) use tree_builder::Budget;
