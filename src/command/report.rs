//! Diagnostics on a console, and the snapshot of a command's root.

use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::path::Path;

use crate::atlas::Drafts;
use crate::diagnostic::{Diagnostic, Severity, Speech, human};
use crate::pipeline::{self, Options, Snapshot};
use crate::site::Language;
use crate::source::{self, SourcePath, Tree};

use super::revision::Revision;
use super::{Console, Trouble, clock, disk};

/// How many diagnostics are written out; nobody reads more at once.
const MOST: usize = 200;

/// Reads the site at a root as a build does. The command ends with it, and so does the program: to give its memory back
/// piece by piece before that would only take time.
pub(super) fn snapshot(
    root: &Path,
    base_url: Option<String>,
    revision: Option<String>,
) -> Result<ManuallyDrop<Snapshot>, Trouble> {
    let asked = if revision.is_none() { Revision::ask(root) } else { None };
    let options =
        Options { today: clock::today()?, drafts: Drafts::Hidden, base_url, revision: revision.map(Into::into) };
    let answer = || asked.and_then(Revision::answer);
    let snapshot = pipeline::once(root, options, answer).map_err(|error| disk(root, &error))?;
    Ok(ManuallyDrop::new(snapshot))
}

/// The files that some diagnostics speak of, those of the content as they stand now.
pub(super) fn sources(root: &Path, snapshot: &Snapshot, diagnostics: &[Diagnostic]) -> Tree {
    let places = diagnostics.iter().flat_map(|diagnostic| diagnostic.related.iter().chain([&diagnostic.at]));
    let named: BTreeSet<&SourcePath> = places.map(|at| &at.path).collect();
    let tree = snapshot.sources();
    if named.iter().all(|path| !path.as_str().starts_with("content/")) {
        return tree;
    }
    let content = source::content(root, |path, file| named.contains(path).then(|| file.clone()));
    tree.with_files(content.made.into_iter().filter_map(|(path, file)| Some((path, file?))))
}

/// The language of messages: the one asked for, else Russian or English as the site's own.
pub(super) fn speech(asked: Option<Speech>, snapshot: &Snapshot) -> Speech {
    let own = snapshot.model.site.code(Language::DEFAULT);
    asked.unwrap_or(if matches!(own.split('-').next(), Some("ru" | "be" | "kk" | "uk")) {
        Speech::Ru
    } else {
        Speech::En
    })
}

/// Writes diagnostics for people, and how many there are.
pub(super) fn write(
    diagnostics: &[Diagnostic],
    root: &Path,
    snapshot: &Snapshot,
    speech: Speech,
    console: &mut Console,
) {
    let renderer = console.renderer();
    let shown = shown(diagnostics);
    let tree = sources(root, snapshot, &shown);
    for diagnostic in &shown {
        let text = human(diagnostic, &tree, speech, &renderer);
        console.tell(&format!("{text}\n"));
    }
    let more = total(diagnostics) - total(&shown);
    if more > 0 {
        console.tell(&match speech {
            Speech::Ru => format!("… и ещё {more}"),
            Speech::En => format!("… and {more} more"),
        });
    }
    console.tell(&count(diagnostics, speech));
}

/// The diagnostics that are written out, in order: errors before warnings where there are too many.
fn shown(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut shown = diagnostics.to_vec();
    if shown.len() > MOST {
        shown.sort_by_key(|diagnostic| diagnostic.severity);
        shown.truncate(MOST);
        shown.sort();
    }
    shown
}

/// How many there are with those that limits left out.
fn total<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> usize {
    diagnostics.into_iter().map(Diagnostic::count).sum()
}

/// «3 ошибки, 1 предупреждение».
pub(super) fn count(diagnostics: &[Diagnostic], speech: Speech) -> String {
    let errors = total(diagnostics.iter().filter(|d| d.severity == Severity::Error));
    let warnings = total(diagnostics) - errors;
    match speech {
        Speech::Ru => format!("Ошибок: {errors}, предупреждений: {warnings}"),
        Speech::En => format!("Errors: {errors}, warnings: {warnings}"),
    }
}
