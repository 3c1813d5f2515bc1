//! Prints diagnostics for people.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::console::Console;
use crate::diagnostic::{Code, Diagnostic, Severity, human, visible};
use crate::pipeline::Snapshot;
use crate::source::{self, SourcePath, Tree};
use crate::text::MessageLanguage;

/// Limit of printed messages.
const MAX_MESSAGES: usize = 200;

/// Limit of the locations that follow a message that occurs more than once.
const MAX_LOCATIONS: usize = 5;

/// From this number of diagnostics on, the report ends with a count of each code.
const MIN_FOR_COUNTS: usize = 10;

/// Diagnostics with the same message and hint, in order of location.
type Group<'d> = Vec<&'d Diagnostic>;

/// Returns the files that some diagnostics refer to. Content files are read again.
pub(super) fn source_tree(root: &Path, snapshot: &Snapshot, diagnostics: &[Diagnostic]) -> Tree {
    let places = diagnostics
        .iter()
        .flat_map(|diagnostic| diagnostic.related.iter().chain([&diagnostic.at]));
    let named: BTreeSet<&SourcePath> = places.map(|at| &at.path).collect();
    let tree = snapshot.sources();
    if named
        .iter()
        .all(|path| !path.as_str().starts_with("content/"))
    {
        return tree;
    }
    let content = source::map_content_files(root, |path, file| {
        named.contains(path).then(|| file.clone())
    });
    tree.with_files(
        content
            .files
            .into_iter()
            .filter_map(|(path, file)| Some((path, file?))),
    )
}

/// Prints errors, then warnings, and their numbers. A message that occurs more than once is printed once, with the
/// number of its occurrences and the first locations.
pub(super) fn print_diagnostics(
    diagnostics: &[Diagnostic],
    root: &Path,
    snapshot: &Snapshot,
    message_language: MessageLanguage,
    console: &mut Console,
) {
    let tree = |located: &[Diagnostic]| source_tree(root, snapshot, located);
    print_groups(diagnostics, tree, message_language, console);
}

/// Prints the errors of the settings, whose file is in `tree`.
pub(super) fn print_settings_errors(
    errors: &[Diagnostic],
    tree: &Tree,
    message_language: MessageLanguage,
    console: &mut Console,
) {
    print_groups(errors, |_| tree.clone(), message_language, console);
}

/// Prints diagnostics in groups. `tree` returns the files that they refer to.
fn print_groups(
    diagnostics: &[Diagnostic],
    tree: impl FnOnce(&[Diagnostic]) -> Tree,
    message_language: MessageLanguage,
    console: &mut Console,
) {
    let renderer = console.renderer();
    let mut groups = group_by_message(diagnostics, message_language);
    groups.truncate(MAX_MESSAGES);
    let located: Vec<Diagnostic> = groups
        .iter()
        .flatten()
        .map(|diagnostic| (*diagnostic).clone())
        .collect();
    let tree = tree(&located);
    for group in &groups {
        let text = human(group[0], &tree, message_language, &renderer);
        console.eprint(&format!(
            "{text}{}\n",
            repetitions(group, &tree, message_language)
        ));
    }
    let more = total(diagnostics) - total(&located);
    if more > 0 {
        console.eprint(&match message_language {
            MessageLanguage::Ru => format!("… и ещё {more}"),
            MessageLanguage::En => format!("… and {more} more"),
        });
    }
    console.eprint(&count_text(diagnostics, message_language));
}

/// Groups diagnostics by message and hint. Errors precede warnings; groups are in order of their first location.
fn group_by_message(
    diagnostics: &[Diagnostic],
    message_language: MessageLanguage,
) -> Vec<Group<'_>> {
    let mut ordered: Group = diagnostics.iter().collect();
    ordered.sort_by_key(|diagnostic| diagnostic.severity);
    let mut groups: Vec<Group> = Vec::new();
    let mut indices: BTreeMap<(Code, String, Option<String>), usize> = BTreeMap::new();
    for diagnostic in ordered {
        let (message, hint) = (
            diagnostic.message(message_language),
            diagnostic.hint(message_language),
        );
        let index = *indices
            .entry((diagnostic.code, message, hint))
            .or_insert(groups.len());
        match groups.get_mut(index) {
            Some(group) => group.push(diagnostic),
            None => groups.push(vec![diagnostic]),
        }
    }
    groups
}

/// Returns the number of further occurrences of a message and their first locations; empty if there are none.
fn repetitions(group: &[&Diagnostic], tree: &Tree, message_language: MessageLanguage) -> String {
    let further = &group[1..];
    if further.is_empty() {
        return String::new();
    }
    let location = |diagnostic: &&Diagnostic| {
        let text = tree
            .file(diagnostic.at.path.as_str())
            .and_then(|file| file.text().ok())
            .unwrap_or_default();
        let line = source::line(text, (diagnostic.at.span.start as usize).min(text.len()));
        format!("{}:{line}", visible(diagnostic.at.path.as_str()))
    };
    let locations: Vec<String> = further.iter().take(MAX_LOCATIONS).map(location).collect();
    let (locations, count) = (locations.join(", "), further.len());
    let dots = if count > MAX_LOCATIONS { ", …" } else { "" };
    match message_language {
        MessageLanguage::Ru => format!("\n  = то же ещё в {count}: {locations}{dots}"),
        MessageLanguage::En => format!("\n  = the same at {count} more: {locations}{dots}"),
    }
}

/// Returns the number of diagnostics, with those that limits omitted.
fn total<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> usize {
    diagnostics.into_iter().map(Diagnostic::count).sum()
}

/// Returns the numbers of errors and warnings as text; of many, also the number of each code.
fn count_text(diagnostics: &[Diagnostic], message_language: MessageLanguage) -> String {
    let errors = total(diagnostics.iter().filter(|d| d.severity == Severity::Error));
    let all = total(diagnostics);
    let warnings = all - errors;
    let mut text = match message_language {
        MessageLanguage::Ru => format!("Ошибок: {errors}, предупреждений: {warnings}"),
        MessageLanguage::En => format!("Errors: {errors}, warnings: {warnings}"),
    };
    if all >= MIN_FOR_COUNTS {
        for ((_, code), count) in count_by_code(diagnostics) {
            text += &format!("\n{count:>8}  {}", code.rule().name);
        }
    }
    text
}

/// Counts diagnostics by severity and code, with those that limits omitted.
fn count_by_code(diagnostics: &[Diagnostic]) -> BTreeMap<(Severity, Code), usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in diagnostics {
        if diagnostic.omitted.is_empty() {
            *counts
                .entry((diagnostic.severity, diagnostic.code))
                .or_default() += 1;
        }
        for (code, count) in &diagnostic.omitted {
            *counts.entry((diagnostic.severity, *code)).or_default() += count;
        }
    }
    counts
}
