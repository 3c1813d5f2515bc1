//! Edits of content files: an edit in, byte ranges and new text out. Nothing else of a file changes.
//!
//! Every edit is proved: the edited YAML is read again and must be the old tree with exactly that edit.

mod node_path;
mod tree;
mod model;
mod tree_edit;
mod document;
mod layout;
mod scalar;
mod written;
mod text_scalar;
mod insert_block;
mod insert_flow;
mod insert;
mod remove_flow;
mod remove;
mod content_edit;

pub use content_edit::{
    apply_text_edits, body_range, edit_content, edit_content_at_once, read_tree, span_of_node,
    text_of_node,
};
pub use model::{ContentEdit, EditFault, TextEdit};
pub use node_path::{NodePath, PathStep};
pub use scalar::write_scalar_like;
pub use text_scalar::{TextScalar, text_scalars};
pub use tree::YamlTree;
pub use written::{yaml_line, yaml_lines};
