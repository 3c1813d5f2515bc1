//! The replacements where a hint lists everything that is possible.

use super::context::Context;
use super::quick_fix::{QuickFix, fact};
use super::workspace_edit::WorkspaceEdit;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Status;
use crate::refactor::{Certainty, replacement};

/// The number of replacements that are proposed.
const MAX_PROPOSALS: usize = 5;

/// Returns a replacement by each of the possible values, unless one of them is proposed already.
pub(super) fn known_fixes(context: Context<'_>, found: &Diagnostic) -> Vec<QuickFix> {
    let is_listed = matches!(
        found.code,
        Code::AmbiguousReference
            | Code::BadChoice
            | Code::BadStatus
            | Code::BrokenAnchor
            | Code::UnknownBorder
            | Code::UnknownFigure
            | Code::UnknownHost
            | Code::UnknownLanguage
            | Code::UnknownPage
            | Code::UnknownPlaceholder
            | Code::UnknownVocabulary
    );
    let is_present = context.analysis.snapshot.is_of_present_text(found);
    if !is_listed || !is_present || fact(found, "near").is_some() {
        return Vec::new();
    }
    let statuses = Status::NAMES.iter().map(|(name, _)| *name);
    let known: Vec<&str> = match (found.code, fact(found, "known")) {
        (Code::BadStatus, _) => statuses.collect(),
        (_, Some(known)) => known.split(", ").collect(),
        (_, None) => Vec::new(),
    };
    let tree = &context.analysis.snapshot.tree;
    let fixes = known.into_iter().take(MAX_PROPOSALS).filter_map(|value| {
        let value = value.trim_start_matches('#');
        let (path, edit) = replacement(found, value, tree, Certainty::Open)?;
        let name = context.atlas().by_id(value);
        let name = name.filter(|_| found.code == Code::AmbiguousReference);
        let name = name.map_or_else(String::new, |record| {
            format!(" ({})", context.description(record))
        });
        let title = format!(
            "{} «{value}»{name}",
            context.word("Заменить на", "Replace by")
        );
        Some(QuickFix::new(
            title,
            WorkspaceEdit::of_file(path, vec![edit]),
        ))
    });
    fixes.collect()
}
