//! The merge of a record into the one of which it is a double.

use super::context::Context;
use super::quick_fix::{FixEffect, QuickFix, fact};
use super::workspace_edit::WorkspaceEdit;
use crate::atlas::RecordIx;
use crate::diagnostic::{Code, Diagnostic};
use crate::refactor::{self, MergePlan, Refusal};

/// Returns the merge of both records of a diagnostic, if they are of one kind.
pub(super) fn merge_action(context: Context<'_>, found: &Diagnostic) -> Option<QuickFix> {
    let is_double = matches!(found.code, Code::DuplicateIdentifier | Code::DuplicateName);
    let atlas = context.atlas();
    let into = fact(found, "id").filter(|_| is_double)?;
    let other = atlas.by_id(into)?;
    let stands_there = |record: &RecordIx| {
        let at = &atlas.record(*record).at;
        at.path == found.at.path && at.span.start <= found.at.span.start
    };
    let records = atlas.indices().filter(stands_there);
    let record = records.max_by_key(|record| atlas.record(*record).at.span.start)?;
    let is_one_kind = record != other && atlas.kind(record) == atlas.kind(other);
    let from = atlas.record(record).id.to_string();
    let words = context.word("Объединить с записью", "Merge into the record");
    is_one_kind.then(|| QuickFix {
        title: format!("{words} {into} ({})", context.name(other)),
        effect: FixEffect::Merge {
            from,
            into: into.to_owned(),
        },
        is_certain: false,
    })
}

/// Returns the edit that makes a record a part of another one. Fails with the reason why it is not made.
pub(super) fn merged(
    context: Context<'_>,
    from: &str,
    into: &str,
) -> Result<WorkspaceEdit, Refusal> {
    let snapshot = &context.analysis.snapshot;
    match refactor::merge(snapshot, from, into, &[])? {
        MergePlan::Ready { plan, .. } => {
            refactor::prove(&plan, snapshot, snapshot.options())?;
            Ok(WorkspaceEdit::of_changes(&plan.working.changes(), &[]))
        }
        MergePlan::Undecided(conflicts) => {
            let conflicts = conflicts.iter();
            let keys: Vec<&str> = conflicts.map(|conflict| conflict.key.as_str()).collect();
            let (keys, command) = (keys.join(", "), format!("atlas merge {from} {into}"));
            Err(Refusal::new(
                format!("записи расходятся: {keys}; решите в терминале: {command}"),
                format!("the records differ in: {keys}; decide in a terminal: {command}"),
            ))
        }
    }
}
