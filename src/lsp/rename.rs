//! Rename: another id of a record, everywhere that names it.

use serde_json::{Value, json};

use super::context::Context;
use super::named_record::record_at;
use super::position::TextPosition;
use super::workspace_edit::WorkspaceEdit;
use crate::refactor::{self, FileChange, Refusal};
use crate::source::SourcePath;
use crate::text::folding::nfc;

/// Answers `textDocument/prepareRename`: the place, and the id that is changed.
pub(super) fn prepare_rename(
    context: Context<'_>,
    path: &SourcePath,
    position: TextPosition,
) -> Value {
    let (Some((record, span)), Some(text)) = (
        record_at(context, path, position),
        context.positioned(path.as_str()),
    ) else {
        return Value::Null;
    };
    let id = &*context.atlas().record(record).id;
    json!({"range": text.range(span), "placeholder": id})
}

/// Answers `textDocument/rename`. A client that cannot rename files gets an `id` in them.
///
/// Fails with the reason why the edit is not made; `None` within means that nothing stands there.
pub(super) fn rename(
    context: Context<'_>,
    path: &SourcePath,
    position: TextPosition,
    new: &str,
) -> Result<Value, Refusal> {
    let Some((record, _)) = record_at(context, path, position) else {
        return Ok(Value::Null);
    };
    let snapshot = &context.analysis.snapshot;
    let old = context.atlas().record(record).id.clone();
    let new = nfc(new.into());
    let plan = match context.client.renames_files {
        true => refactor::rename(snapshot, &old, &new)?,
        false => refactor::rename_keeping_files(snapshot, &old, &new)?,
    };
    refactor::prove(&plan, snapshot, snapshot.options())?;
    let changes = plan.working.changes();
    let edit = WorkspaceEdit::of_changes(&changes, &renamed_files(&changes, &old, &new));
    Ok(edit.to_json(context))
}

/// Returns the files that are named after the old id and are gone, with those after the new one.
fn renamed_files(changes: &[FileChange], old: &str, new: &str) -> Vec<(SourcePath, SourcePath)> {
    let gone = changes.iter().filter(|change| change.new.is_none());
    let renamed = gone.filter_map(|change| {
        let (folder, name) = change.path.as_str().rsplit_once('/')?;
        let rest = name.strip_prefix(old)?;
        let to = SourcePath::new(&format!("{folder}/{new}{rest}"));
        let is_new = changes
            .iter()
            .any(|other| other.path == to && other.old.is_none());
        is_new.then(|| (change.path.clone(), to))
    });
    renamed.collect()
}
