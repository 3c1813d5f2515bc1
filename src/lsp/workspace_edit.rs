//! Edits of files for the protocol.

use serde_json::{Map, Value, json};

use super::context::Context;
use super::position::{ByteOrderMark, TextLines};
use crate::diagnostic::Span;
use crate::record::{TextEdit, apply_text_edits};
use crate::refactor::FileChange;
use crate::source::SourcePath;
use crate::text::lines::split_lines;

/// The edits of several files, in order.
#[derive(Default)]
pub(super) struct WorkspaceEdit {
    parts: Vec<EditPart>,
}

enum EditPart {
    Text {
        path: SourcePath,
        edits: Vec<TextEdit>,
    },
    Create {
        path: SourcePath,
        text: String,
    },
    Rename {
        from: SourcePath,
        to: SourcePath,
    },
}

impl WorkspaceEdit {
    /// Returns the edits of one file.
    pub(super) fn of_file(path: SourcePath, edits: Vec<TextEdit>) -> WorkspaceEdit {
        WorkspaceEdit {
            parts: vec![EditPart::Text { path, edits }],
        }
    }

    /// Returns the creation of a file.
    pub(super) fn of_new_file(path: SourcePath, text: String) -> WorkspaceEdit {
        WorkspaceEdit {
            parts: vec![EditPart::Create { path, text }],
        }
    }

    /// Returns another name of a file.
    pub(super) fn of_renamed_file(from: SourcePath, to: SourcePath) -> WorkspaceEdit {
        WorkspaceEdit {
            parts: vec![EditPart::Rename { from, to }],
        }
    }

    /// Returns the changes of an edit of the site: a file that is gone and one that is new with the same name are one file
    /// that is renamed. Texts are edited before files are renamed.
    pub(super) fn of_changes(
        changes: &[FileChange],
        renamed: &[(SourcePath, SourcePath)],
    ) -> WorkspaceEdit {
        let mut parts = Vec::new();
        let new_of = |from: &SourcePath| renamed.iter().find(|(old, _)| old == from);
        for change in changes {
            let Some(old) = change.old.as_deref().and_then(text) else {
                continue;
            };
            let target = match new_of(&change.path) {
                Some((_, to)) => changes.iter().find(|other| other.path == *to),
                None => Some(change),
            };
            let new = target
                .and_then(|target| target.new.as_deref())
                .and_then(text);
            if let Some(new) = new.filter(|new| *new != old) {
                let path = change.path.clone();
                parts.push(EditPart::Text {
                    path,
                    edits: line_edits(old, new),
                });
            }
        }
        for (from, to) in renamed {
            let (from, to) = (from.clone(), to.clone());
            parts.push(EditPart::Rename { from, to });
        }
        WorkspaceEdit { parts }
    }

    /// Returns the edit for the protocol: of versions, if the client knows them.
    pub(super) fn to_json(&self, context: Context<'_>) -> Value {
        if context.client.versioned_edits {
            let parts = self.parts.iter().flat_map(|part| versioned(context, part));
            return json!({"documentChanges": parts.collect::<Vec<_>>()});
        }
        let mut changes = Map::new();
        for part in &self.parts {
            if let EditPart::Text { path, edits } = part {
                changes.insert(
                    context.workspace.uri(path.as_str()),
                    edits_of(context, path, edits),
                );
            }
        }
        json!({"changes": changes})
    }
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

fn versioned(context: Context<'_>, part: &EditPart) -> Vec<Value> {
    let uri = |path: &SourcePath| context.workspace.uri(path.as_str());
    match part {
        EditPart::Text { path, edits } => {
            let version = context
                .workspace
                .buffer(path.as_str())
                .map(|buffer| buffer.version);
            let document = json!({"uri": uri(path), "version": version});
            vec![json!({"textDocument": document, "edits": edits_of(context, path, edits)})]
        }
        EditPart::Create { path, text } => {
            let start = json!({"line": 0, "character": 0});
            let document = json!({"uri": uri(path), "version": null});
            let edit = json!({"range": {"start": start, "end": start}, "newText": text});
            vec![
                json!({"kind": "create", "uri": uri(path), "options": {"ignoreIfExists": true}}),
                json!({"textDocument": document, "edits": [edit]}),
            ]
        }
        EditPart::Rename { from, to } => {
            vec![
                json!({"kind": "rename", "oldUri": uri(from), "newUri": context.workspace.root.uri(to.as_str())}),
            ]
        }
    }
}

fn edits_of(context: Context<'_>, path: &SourcePath, edits: &[TextEdit]) -> Value {
    let Some(text) = context.positioned(path.as_str()) else {
        return json!([]);
    };
    let edits = edits
        .iter()
        .map(|edit| json!({"range": text.range(edit.span), "newText": edit.text}));
    Value::from(edits.collect::<Vec<_>>())
}

/// Returns the edits between two texts: where lines correspond one to one, what differs in each; else one edit of all that
/// differs.
pub(super) fn line_edits(old: &str, new: &str) -> Vec<TextEdit> {
    let lines = |text: &str| TextLines::new(text, ByteOrderMark::Counted);
    let (old_lines, new_lines) = (lines(old), lines(new));
    if old_lines.count() == new_lines.count() {
        let pairs = (0..old_lines.count()).filter_map(|line| {
            let (one, other) = (old_lines.line(old, line), new_lines.line(new, line));
            edit_between(one.start, &old[one.clone()], &new[other])
        });
        let edits: Vec<TextEdit> = pairs.collect();
        if apply_text_edits(old, &edits) == new {
            return edits;
        }
    }
    inserted_lines(old, new).unwrap_or_else(|| edit_between(0, old, new).into_iter().collect())
}

/// Returns the edits if the new text has further lines: each is found where the old line is not. `None`: other lines are
/// gone.
fn inserted_lines(old: &str, new: &str) -> Option<Vec<TextEdit>> {
    let old_lines: Vec<&str> = split_lines(old).collect();
    let new_lines: Vec<&str> = split_lines(new).collect();
    let more = new_lines.len().checked_sub(old_lines.len())?;
    let (mut edits, mut at, mut skipped, mut line) = (Vec::new(), 0, 0, 0);
    while line < new_lines.len() {
        let (new, old) = (new_lines[line], old_lines.get(line - skipped).copied());
        let next_is_old = new_lines.get(line + 1).copied() == old;
        if skipped < more && old != Some(new) && (next_is_old || old.is_none()) {
            edits.push(TextEdit::new(at..at, new));
            skipped += 1;
        } else {
            let old = old?;
            edits.extend(edit_between(at, old, new));
            at += old.len();
        }
        line += 1;
    }
    (at == old.len() && apply_text_edits(old, &edits) == new).then_some(edits)
}

/// Returns the edit between two texts, the first of which begins at an offset. `None`: they are equal.
fn edit_between(at: usize, old: &str, new: &str) -> Option<TextEdit> {
    if old == new {
        return None;
    }
    let same = |(a, b): &(char, char)| a == b;
    let chars = old.chars().zip(new.chars()).take_while(same);
    let start: usize = chars.map(|(c, _)| c.len_utf8()).sum();
    let ends = old[start..]
        .chars()
        .rev()
        .zip(new[start..].chars().rev())
        .take_while(same);
    let end: usize = ends.map(|(c, _)| c.len_utf8()).sum();
    let span = Span::new(at + start..at + old.len() - end);
    Some(TextEdit {
        span,
        text: new[start..new.len() - end].to_owned(),
    })
}
