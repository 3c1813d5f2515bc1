//! An edit that mends a mistake.

use super::content_file::ContentFile;
use super::workspace_edit::{WorkspaceEdit, line_edits};
use crate::diagnostic::Diagnostic;
use crate::record::{ContentEdit, NodePath, TextEdit, YamlTree, apply_text_edits, edit_content};

/// An action with its name.
pub(super) struct QuickFix {
    pub(super) title: String,
    pub(super) effect: FixEffect,
    /// Whether it is the one that is most likely meant.
    pub(super) is_certain: bool,
}

/// What an action does.
pub(super) enum FixEffect {
    /// It edits texts.
    Edit(WorkspaceEdit),
    /// It makes a record a part of another one: planned and proved when it is chosen.
    Merge {
        /// The id of the record that goes.
        from: String,
        /// The id of the record that stays.
        into: String,
    },
}

impl QuickFix {
    pub(super) fn new(title: String, edit: WorkspaceEdit) -> QuickFix {
        QuickFix {
            title,
            effect: FixEffect::Edit(edit),
            is_certain: false,
        }
    }

    /// Returns an edit of one file.
    pub(super) fn of_text(file: &ContentFile<'_>, title: String, edits: Vec<TextEdit>) -> QuickFix {
        QuickFix::new(title, WorkspaceEdit::of_file(file.path.clone(), edits))
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
    Some(QuickFix::of_text(file, title, edits))
}

/// Returns edits of the YAML of a file one after another. `None`: one of them cannot be made.
pub(super) fn content_fix_of(
    file: &ContentFile<'_>,
    title: String,
    edits: &[ContentEdit],
) -> Option<QuickFix> {
    let mut text = file.at.text.to_owned();
    for edit in edits {
        let edits = edit_content(&text, file.is_markdown, edit).ok()?;
        text = apply_text_edits(&text, &edits);
    }
    Some(QuickFix::of_text(
        file,
        title,
        line_edits(file.at.text, &text),
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
