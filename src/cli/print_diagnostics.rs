//! Prints diagnostics for people.

use std::collections::BTreeSet;
use std::path::Path;

use super::console::Console;
use crate::diagnostic::{Diagnostic, Severity, human};
use crate::pipeline::Snapshot;
use crate::source::{self, SourcePath, Tree};
use crate::text::MessageLanguage;

/// Limit of printed diagnostics.
const MOST: usize = 200;

/// Returns the files that some diagnostics refer to. Content files are read again.
pub(super) fn source_tree(root: &Path, snapshot: &Snapshot, diagnostics: &[Diagnostic]) -> Tree {
    let places = diagnostics.iter().flat_map(|diagnostic| diagnostic.related.iter().chain([&diagnostic.at]));
    let named: BTreeSet<&SourcePath> = places.map(|at| &at.path).collect();
    let tree = snapshot.sources();
    if named.iter().all(|path| !path.as_str().starts_with("content/")) {
        return tree;
    }
    let content = source::map_content_files(root, |path, file| named.contains(path).then(|| file.clone()));
    tree.with_files(content.files.into_iter().filter_map(|(path, file)| Some((path, file?))))
}

/// Prints diagnostics, and their numbers.
pub(super) fn print_diagnostics(
    diagnostics: &[Diagnostic],
    root: &Path,
    snapshot: &Snapshot,
    message_language: MessageLanguage,
    console: &mut Console,
) {
    let renderer = console.renderer();
    let shown = select_shown(diagnostics);
    let tree = source_tree(root, snapshot, &shown);
    for diagnostic in &shown {
        let text = human(diagnostic, &tree, message_language, &renderer);
        console.eprint(&format!("{text}\n"));
    }
    let more = total(diagnostics) - total(&shown);
    if more > 0 {
        console.eprint(&match message_language {
            MessageLanguage::Ru => format!("… и ещё {more}"),
            MessageLanguage::En => format!("… and {more} more"),
        });
    }
    console.eprint(&count_text(diagnostics, message_language));
}

/// Selects the printed diagnostics in order. If there are too many, errors take precedence over warnings.
fn select_shown(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut shown = diagnostics.to_vec();
    if shown.len() > MOST {
        shown.sort_by_key(|diagnostic| diagnostic.severity);
        shown.truncate(MOST);
        shown.sort();
    }
    shown
}

/// Returns the number of diagnostics, with those that limits omitted.
fn total<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> usize {
    diagnostics.into_iter().map(Diagnostic::count).sum()
}

/// Returns the numbers of errors and warnings as text.
fn count_text(diagnostics: &[Diagnostic], message_language: MessageLanguage) -> String {
    let errors = total(diagnostics.iter().filter(|d| d.severity == Severity::Error));
    let warnings = total(diagnostics) - errors;
    match message_language {
        MessageLanguage::Ru => format!("Ошибок: {errors}, предупреждений: {warnings}"),
        MessageLanguage::En => format!("Errors: {errors}, warnings: {warnings}"),
    }
}
