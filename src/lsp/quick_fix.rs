//! An edit that mends a mistake.

use super::content_file::ContentFile;
use super::workspace_edit::WorkspaceEdit;
use crate::diagnostic::Diagnostic;
use crate::record::{ContentEdit, NodePath, YamlTree, edit_content};

/// An edit with its name.
pub(super) struct QuickFix {
    pub(super) title: String,
    pub(super) edit: WorkspaceEdit,
    /// Whether it is the one that is most likely meant.
    pub(super) is_certain: bool,
}

impl QuickFix {
    pub(super) fn new(title: String, edit: WorkspaceEdit) -> QuickFix {
        QuickFix {
            title,
            edit,
            is_certain: false,
        }
    }
}

/// Returns a fact of a diagnostic that is not cut.
pub(super) fn fact<'d>(found: &'d Diagnostic, name: &str) -> Option<&'d str> {
    let fact = found.facts.iter().find(|(known, _)| *known == name);
    fact.map(|(_, value)| value.as_str())
        .filter(|value| !value.is_empty() && !value.ends_with('…'))
}

/// Returns an edit of the YAML of a file with its name. `None`: it cannot be made.
pub(super) fn content_fix(
    file: &ContentFile<'_>,
    title: String,
    edit: &ContentEdit,
) -> Option<QuickFix> {
    let edits = edit_content(file.at.text, file.is_markdown, edit).ok()?;
    Some(QuickFix::new(
        title,
        WorkspaceEdit::of_file(file.path.clone(), edits),
    ))
}

/// Returns the addition of a key to a record.
pub(super) fn insert_key(
    file: &ContentFile<'_>,
    title: String,
    path: NodePath,
    key: &str,
    value: YamlTree,
) -> Option<QuickFix> {
    let edit = ContentEdit::InsertKey {
        path,
        after: None,
        key: key.to_owned(),
        value,
    };
    content_fix(file, title, &edit)
}
