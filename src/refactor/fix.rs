//! `fix`: what diagnostics advise, where the advice is certain.

use std::collections::BTreeMap;

use super::proof::{NewWarnings, RefactorPlan};
use super::refusal::Refusal;
use super::working_site::WorkingSite;
use crate::diagnostic::{Code, Diagnostic, is_one_slip_apart};
use crate::pipeline::Snapshot;
use crate::record::{TextEdit, write_scalar_like};
use crate::source::{SourcePath, Tree};
use crate::text::folding::nfc;

/// The facts that quote what is wrong.
const WRONG: [&str; 13] = [
    "target", "field", "value", "figure", "language", "text", "url", "anchor", "key", "name", "id",
    "colour", "code",
];

/// Plans all certain corrections. Returns their number, too.
pub fn fix(before: &Snapshot) -> Result<(RefactorPlan, usize), Refusal> {
    let mut working = WorkingSite::new(&before.tree);
    let found = before.diagnostics.iter();
    let edits: Vec<_> = found
        .filter_map(|found| correction(found, &before.tree))
        .collect();
    let mut places: BTreeMap<SourcePath, usize> = BTreeMap::new();
    for (path, _) in &edits {
        *places.entry(path.clone()).or_default() += 1;
    }
    working.replace(edits)?;
    for path in plain_files(&before.tree) {
        let text = working.text(&path)?;
        let tidied = tidied(text);
        if tidied != text {
            working.write(&path, tidied);
            *places.entry(path).or_default() += 1;
        }
    }
    let count = places.values().sum();
    let plan = RefactorPlan {
        working,
        places,
        ids: Vec::new(),
        // What was not understood is understood now; no more is known of it.
        is_meant: Box::new(|_| true),
        wanted: Vec::new(),
        warnings: NewWarnings::Refused,
        layout_lines: Vec::new(),
    };
    Ok((plan, count))
}

/// Returns the files of content that can be read as text.
fn plain_files(tree: &Tree) -> Vec<SourcePath> {
    let files = tree.folder("content");
    let texts = files.filter(|(path, file)| {
        let is_read = [".md", ".yaml", ".yml"]
            .iter()
            .any(|end| path.as_str().ends_with(end));
        is_read && file.text().is_ok_and(|text| !text.trim().is_empty())
    });
    texts.map(|(path, _)| path.clone()).collect()
}

/// Returns a text in NFC, whose last line ends.
fn tidied(text: &str) -> String {
    let mut tidied = nfc(text.into()).into_owned();
    if !tidied.ends_with(['\n', '\r']) {
        tidied.push_str(if tidied.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        });
    }
    tidied
}

/// Returns the correction that the hint of a diagnostic advises. `None`: it advises none, or it is a guess.
fn correction(found: &Diagnostic, tree: &Tree) -> Option<(SourcePath, TextEdit)> {
    replacement(found, fact(found, "near")?, tree, Certainty::Needed)
}

/// Whether only a certain correction is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// A guess must be one slip apart.
    Needed,
    /// Somebody looks at it.
    Open,
}

/// Returns the edit that replaces what a diagnostic is about by another text. `None`: the place does not show what is wrong.
pub fn replacement(
    found: &Diagnostic,
    near: &str,
    tree: &Tree,
    certainty: Certainty,
) -> Option<(SourcePath, TextEdit)> {
    let text = tree.file(found.at.path.as_str())?.text().ok()?;
    let source = text.get(found.at.span.range())?;
    let is_guess = match found.code {
        // The program's own reading of what is written.
        Code::BadDate | Code::BadUrl => false,
        Code::UnknownField
        | Code::UnknownListKey
        | Code::BrokenReference
        | Code::BrokenLink
        | Code::BrokenAnchor
        | Code::BadChoice
        | Code::BadStatus
        | Code::UnknownFigure
        | Code::UnknownLanguage => true,
        _ if certainty == Certainty::Open => true,
        _ => return None,
    };
    let wrong = WRONG.iter().filter_map(|name| fact(found, name));
    let wrong = wrong
        .into_iter()
        .find(|wrong| source.matches(wrong).count() == 1)?;
    if certainty == Certainty::Needed && is_guess && !is_one_slip_apart(wrong, near) {
        return None;
    }
    let inside = source.trim_matches(['"', '\'']);
    let new = match inside == wrong {
        true => write_scalar_like(source, near),
        false => source.replacen(wrong, near, 1),
    };
    let edit = TextEdit::new(found.at.span.range(), new);
    Some((found.at.path.clone(), edit))
}

fn fact<'d>(found: &'d Diagnostic, name: &str) -> Option<&'d str> {
    let mut facts = found.facts.iter();
    let found = facts.find(|(known, _)| *known == name);
    // A fact that was cut is not what is written.
    found
        .map(|(_, value)| value.as_str())
        .filter(|value| !value.is_empty() && !value.ends_with('…'))
}
