//! Hints are run: what a hint proposes in place of the marked text makes its diagnostic go away.

use std::collections::BTreeMap;

use innovation_atlas::diagnostic::{Code, Diagnostic};
use innovation_atlas::pipeline::{self, Options};
use innovation_atlas::source::{File, SourcePath, Tree};
use innovation_atlas::text::MessageLanguage;

use crate::driver;
use crate::suite::suites;

type Files = BTreeMap<SourcePath, File>;

/// The facts whose values stand in the place of the marked text.
const PROPOSALS: [&str; 4] = ["near", "first", "second", "list"];

fn diagnostics(files: &Files, options: &Options) -> Vec<Diagnostic> {
    let tree = Tree::from_files(files.clone());
    pipeline::snapshot(tree, None, options).diagnostics
}

/// Whether the hint speaks of the name of a file or folder, not of the marked text.
fn is_about_another_text(found: &Diagnostic) -> bool {
    matches!(found.code, Code::UnknownKind | Code::OrphanTranslation)
}

/// The proposals that the hint of a diagnostic shows.
fn proposals(found: &Diagnostic) -> Vec<&str> {
    if is_about_another_text(found) {
        return Vec::new();
    }
    let hint = found.hint(MessageLanguage::En).unwrap_or_default();
    let facts = found.facts.iter();
    facts
        // Quotes within a map in braces are a guess where a bracket is missing.
        .filter(|(_, value)| found.code != Code::BadYaml || !value.starts_with('{'))
        .filter(|(fact, value)| PROPOSALS.contains(fact) && hint.contains(&**value))
        .map(|(_, value)| value.as_str())
        .collect()
}

/// The range of the marked text. A hint about broken YAML proposes a whole line without its indentation.
fn replaced_range(text: &str, found: &Diagnostic) -> (usize, usize) {
    let (start, end) = (found.at.span.start as usize, found.at.span.end as usize);
    if found.code != Code::BadYaml {
        return (start, end);
    }
    let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[line..].find('\n').map_or(text.len(), |at| line + at);
    let indent = text[line..end].len() - text[line..end].trim_start_matches([' ', '-']).len();
    (line + indent, end)
}

/// The files with a text in place of the marked one. `None` if the file is not text.
fn replaced(files: &Files, found: &Diagnostic, by: &str) -> Option<Files> {
    let file = files.get(&found.at.path)?;
    let text = file.text().ok()?;
    let (start, end) = replaced_range(text, found);
    let new = format!("{}{by}{}", text.get(..start)?, text.get(end..)?);
    let mut files = files.clone();
    files.insert(found.at.path.clone(), File::new(new.as_bytes()));
    Some(files)
}

/// Whether a proposal, as it stands or in quotes, makes the diagnostic go away.
fn works(files: &Files, options: &Options, found: &Diagnostic, proposal: &str) -> bool {
    let quoted = format!("{proposal:?}");
    [proposal, &quoted].into_iter().any(|by| {
        let Some(files) = replaced(files, found, by) else {
            return true;
        };
        let left = diagnostics(&files, options);
        !left.iter().any(|left| {
            left.code == found.code
                && left.at.path == found.at.path
                && left.at.span.start == found.at.span.start
        })
    })
}

#[test]
fn what_a_hint_proposes_makes_the_mistake_go_away() {
    let (mut tried, mut failures) = (0, Vec::new());
    for (name, cases) in suites() {
        for case in &cases {
            let (files, options) = driver::input(case);
            for found in diagnostics(&files, &options) {
                for proposal in proposals(&found) {
                    tried += 1;
                    if !works(&files, &options, &found, proposal) {
                        let message = found.message(MessageLanguage::En);
                        failures.push(format!("{name}: {}: {message} -> {proposal}", case.title));
                    }
                }
            }
        }
    }
    assert!(tried > 50, "only {tried} proposals");
    assert!(
        failures.is_empty(),
        "{} of {tried} proposals change nothing\n{}",
        failures.len(),
        failures.join("\n")
    );
}
