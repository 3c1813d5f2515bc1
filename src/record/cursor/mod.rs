//! What stands at a byte of a content file, also where its YAML does not parse.
//!
//! One tolerant reader of lines, indentation and brackets serves whole and broken files alike. For whole files it finds what
//! the parser of YAML finds, which a test holds against it.

mod outline;
mod flow_outline;
mod block_outline;
mod yaml_cursor;
mod text_cursor;

pub use outline::{OutlineEntry, OutlinePart, ValueForm, YamlOutline};
pub use text_cursor::{TextCursor, TextCursorPlace};
pub use yaml_cursor::{CursorPlace, YamlCursor};
