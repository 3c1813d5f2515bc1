//! The edits that the hint of a diagnostic advises.

use super::content_file::ContentFile;
use super::context::Context;
use super::field_fixes::field_fixes;
use super::quick_fix::{QuickFix, content_fix, fact};
use super::workspace_edit::WorkspaceEdit;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{ContentEdit, TextEdit, id_fault};
use crate::refactor::{Certainty, replacement};
use crate::site::KindIx;
use crate::source::SourcePath;

/// The facts that hints propose as replacements.
const PROPOSED: [&str; 5] = ["near", "first", "second", "whole", "exact"];

/// Returns the edits that the hint of a diagnostic advises.
pub(super) fn quick_fixes(
    context: Context<'_>,
    file: Option<&ContentFile<'_>>,
    found: &Diagnostic,
) -> Vec<QuickFix> {
    let mut fixes = replacements(context, found);
    if let Some(file) = file {
        fixes.extend(creations(context, file, found));
        fixes.extend(field_fixes(context, file, found));
        fixes.extend(removal(context, file, found));
    }
    fixes
}

fn replacements(context: Context<'_>, found: &Diagnostic) -> Vec<QuickFix> {
    let tree = &context.analysis.snapshot.tree;
    let of_present = context.analysis.snapshot.is_of_present_text(found);
    let proposed = PROPOSED
        .iter()
        .filter_map(|name| fact(found, name))
        .filter(|_| of_present);
    let fixes = proposed.filter_map(|near| {
        let edit = replacement(found, near, tree, Certainty::Open);
        let (path, edit) = edit.or_else(|| whole_replacement(context, found, near))?;
        let title = format!("{} «{near}»", context.word("Заменить на", "Replace by"));
        Some(QuickFix {
            is_certain: true,
            ..QuickFix::new(title, WorkspaceEdit::of_file(path, vec![edit]))
        })
    });
    fixes.collect()
}

/// Returns the replacement of everything that a diagnostic is about, where that is what the hint says: what it underlines, or
/// the line of broken YAML without its indentation.
fn whole_replacement(
    context: Context<'_>,
    found: &Diagnostic,
    near: &str,
) -> Option<(SourcePath, TextEdit)> {
    let text = context.analysis.text(found.at.path.as_str())?;
    let range = match found.code {
        Code::AmbiguousNumber | Code::UnsafeLink | Code::BadId | Code::UnknownBorder => {
            found.at.span.range()
        }
        Code::BadYaml => line_content(text, found.at.span.range().start),
        _ => return None,
    };
    let source = text.get(range.clone())?;
    let is_line = !source.is_empty() && !source.contains(['\n', '\r']);
    is_line.then(|| (found.at.path.clone(), TextEdit::new(range, near)))
}

/// Returns the range of a line without its indentation and hyphens.
fn line_content(text: &str, at: usize) -> std::ops::Range<usize> {
    let start = text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let line = text[start..].split(['\n', '\r']).next().unwrap_or_default();
    let indent = line.len() - line.trim_start_matches([' ', '-']).len();
    start + indent..start + line.len()
}

/// Returns the creation of the record that a reference names, in every kind that can stand there.
fn creations(context: Context<'_>, file: &ContentFile<'_>, found: &Diagnostic) -> Vec<QuickFix> {
    let is_missing = matches!(found.code, Code::BrokenReference | Code::BrokenLink);
    let id = fact(found, "target")
        .filter(|id| is_missing && id_fault(id).is_none() && context.client.creates_files);
    let Some(id) = id else { return Vec::new() };
    let kinds = expected_kinds(context, file, found);
    let fixes = kinds.into_iter().take(5).map(|kind| {
        let folder = &context.site().vocabulary.kind(kind).folder;
        let path = SourcePath::new(&format!("content/{folder}/{id}.md"));
        let words = context.word("Создать запись", "Create the record");
        let title = format!("{words} {folder}/{id}.md");
        let text = format!("---\nname: {id}\n---\n");
        QuickFix::new(title, WorkspaceEdit::of_new_file(path, text))
    });
    fixes.collect()
}

fn expected_kinds(context: Context<'_>, file: &ContentFile<'_>, found: &Diagnostic) -> Vec<KindIx> {
    use super::expectation::{Expected, expected_value, source_kinds};
    let all = || context.site().vocabulary.each_kind().collect();
    let cursor = file.outline.at(file.at.text, found.at.span.start as usize);
    let owner = cursor.and_then(|cursor| cursor.owner);
    let (Some(owner), Some(kind)) = (owner, file.kind) else {
        return all();
    };
    let Some(path) = file.record_path(Some(owner)) else {
        return all();
    };
    match expected_value(context.site(), kind, &path) {
        Expected::Record(kinds) if !kinds.is_empty() => kinds,
        Expected::Source => source_kinds(context.site()).to_vec(),
        _ => all(),
    }
}

/// Returns the removal of what is there once too often.
fn removal(context: Context<'_>, file: &ContentFile<'_>, found: &Diagnostic) -> Option<QuickFix> {
    let is_excess = matches!(
        found.code,
        Code::DuplicateReference | Code::SelfReference | Code::NeedlessAka
    );
    let cursor = file
        .outline
        .at(file.at.text, found.at.span.start as usize)
        .filter(|_| is_excess)?;
    let mut entry = cursor.owner?;
    // The whole reference goes, not only its `ref`.
    while let Some(parent) = file.outline.entries[entry].parent
        && file.outline.key(entry).is_some()
        && file.outline.key(parent).is_none()
    {
        entry = parent;
    }
    let title = context.word("Удалить", "Remove").to_owned();
    content_fix(
        file,
        title,
        &ContentEdit::Remove {
            path: file.outline.path(entry),
        },
    )
}
