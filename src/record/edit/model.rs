//! The types of edits.

use super::node_path::NodePath;
use super::tree::YamlTree;
use crate::diagnostic::Span;
use crate::text::Bilingual;

/// An edit of the YAML of a content file.
#[derive(Clone, Debug, PartialEq)]
pub enum ContentEdit {
    /// Replaces a scalar, which keeps its quotes.
    Replace {
        /// The scalar.
        path: NodePath,
        /// Its new text.
        text: String,
    },
    /// Replaces a scalar, nothing, or a list or map in brackets by any value, in one line.
    ReplaceWith {
        /// What is replaced.
        path: NodePath,
        /// Its new value.
        value: YamlTree,
    },
    /// Adds a key to a map, in the form of the others.
    InsertKey {
        /// The map.
        path: NodePath,
        /// The key after which it is added, if it stands in the map in block style; else it comes last.
        after: Option<String>,
        /// The key.
        key: String,
        /// Its value.
        value: YamlTree,
    },
    /// Adds an item to the end of a list, in the form of the others. A single value becomes a list of two.
    InsertItem {
        /// The list.
        path: NodePath,
        /// The item.
        value: YamlTree,
    },
    /// Removes an item, or a key with its value, and the comments that belong to it. What is empty then goes, too.
    Remove {
        /// What is removed.
        path: NodePath,
    },
}

/// A range of a file and the text that replaces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// The range.
    pub span: Span,
    /// The new text.
    pub text: String,
}

impl TextEdit {
    /// Replaces a range of bytes.
    pub fn new(range: std::ops::Range<usize>, text: impl Into<String>) -> TextEdit {
        TextEdit {
            span: Span::new(range),
            text: text.into(),
        }
    }
}

/// Why an edit cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditFault {
    /// The YAML cannot be read.
    Unreadable,
    /// There is no node at the path.
    Missing,
    /// The node is of another form than the edit needs.
    OtherForm,
    /// The edited text would not be the tree with exactly that edit: an anchor, an alias, a tag.
    NotExact,
}

impl EditFault {
    /// Returns the reason in words.
    pub fn words(self) -> Bilingual {
        match self {
            EditFault::Unreadable => Bilingual {
                ru: "YAML не читается",
                en: "the YAML cannot be read",
            },
            EditFault::Missing => Bilingual {
                ru: "в файле нет этого места",
                en: "the file has no such place",
            },
            EditFault::OtherForm => Bilingual {
                ru: "значение записано в другом виде",
                en: "the value has another form",
            },
            EditFault::NotExact => Bilingual {
                ru: "изменилось бы и другое (якорь или псевдоним YAML?)",
                en: "something else would change, too (an anchor or alias of YAML?)",
            },
        }
    }
}
