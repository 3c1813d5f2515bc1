//! The edits that the hint of a diagnostic advises.

use super::content_file::ContentFile;
use super::context::Context;
use super::field_fixes::field_fixes;
use super::file_fixes::{file_fixes, new_layout};
use super::known_fixes::known_fixes;
use super::merge_action::merge_action;
use super::quick_fix::{QuickFix, fact};
use super::removal_fixes::removal_fixes;
use super::settings_fixes::settings_fixes;
use super::source_fixes::source_fixes;
use super::text_fixes::text_fixes;
use super::value_fixes::value_fixes;
use super::workspace_edit::WorkspaceEdit;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::TextEdit;
use crate::refactor::{Certainty, replacement};
use crate::source::SourcePath;

/// The facts that hints propose as replacements.
const PROPOSED: [&str; 6] = ["near", "first", "second", "whole", "exact", "renamed"];

/// Returns the edits that the hint of a diagnostic advises.
pub(super) fn quick_fixes(
    context: Context<'_>,
    file: Option<&ContentFile<'_>>,
    found: &Diagnostic,
) -> Vec<QuickFix> {
    let mut fixes = replacements(context, found);
    fixes.extend(known_fixes(context, found));
    if let Some(file) = file {
        if found.code == Code::NoSource {
            fixes.extend(source_fixes(context, file, found));
        }
        fixes.extend(file_fixes(context, file, found));
        fixes.extend(field_fixes(context, file, found));
        fixes.extend(value_fixes(context, file, found));
        fixes.extend(removal_fixes(context, file, found));
    }
    fixes.extend(text_fixes(context, found));
    fixes.extend(settings_fixes(context, file, found));
    fixes.extend(new_layout(context, found));
    fixes.extend(merge_action(context, found));
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
        Code::MissingAsset => return renamed_asset(found, text, near),
        _ => return None,
    };
    let source = text.get(range.clone())?;
    let is_line = !source.is_empty() && !source.contains(['\n', '\r']);
    is_line.then(|| (found.at.path.clone(), TextEdit::new(range, near)))
}

/// Returns the replacement of the last part of a path.
fn renamed_asset(found: &Diagnostic, text: &str, near: &str) -> Option<(SourcePath, TextEdit)> {
    let wrong = fact(found, "path")?.rsplit('/').next()?;
    let start = found.at.span.start as usize;
    let at = start + text.get(found.at.span.range())?.rfind(wrong)?;
    Some((
        found.at.path.clone(),
        TextEdit::new(at..at + wrong.len(), near),
    ))
}

/// Returns the range of a line without its indentation and hyphens.
fn line_content(text: &str, at: usize) -> std::ops::Range<usize> {
    let start = text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let line = text[start..].split(['\n', '\r']).next().unwrap_or_default();
    let indent = line.len() - line.trim_start_matches([' ', '-']).len();
    start + indent..start + line.len()
}
