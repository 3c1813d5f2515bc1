//! Values that are to be written, read as a file would be: what would be wrong with them.

use crate::diagnostic::{Diagnostic, Severity};
use crate::record::{YamlTree, parse, yaml_line};
use crate::refactor::Refusal;
use crate::site::{KindIx, Site};
use crate::source::{File, SourcePath};
use crate::text::MessageLanguage;

/// Returns the first mistake of the value of each key, with the index of the key.
pub(super) fn mistakes(
    site: &Site,
    kind: KindIx,
    pairs: &[(String, YamlTree)],
) -> Vec<(usize, Refusal)> {
    let folder = &site.vocabulary.kind(kind).folder;
    let path = SourcePath::new(&format!("content/{folder}/import.md"));
    let has_name = pairs.iter().any(|(key, _)| key == "name");
    let mut text = String::from("---\n");
    for (key, value) in pairs {
        // The id is the only key that is checked against the name of the file.
        let key = if key == "id" { "sort" } else { key };
        text.push_str(&yaml_line(key, value));
        text.push('\n');
    }
    if !has_name {
        text.push_str("name: x\n");
    }
    text.push_str("---\n");
    let found = parse(&path, &File::new(text.clone().into_bytes()), site).diagnostics;
    let mut mistakes: Vec<(usize, Refusal)> = Vec::new();
    for diagnostic in found {
        let before = &text[..(diagnostic.at.span.start as usize).min(text.len())];
        let line = before.matches('\n').count().saturating_sub(1);
        let is_known = mistakes.iter().any(|(known, _)| *known == line);
        if line < pairs.len() && !is_known && diagnostic.severity == Severity::Error {
            mistakes.push((line, words(&diagnostic)));
        }
    }
    mistakes
}

fn words(found: &Diagnostic) -> Refusal {
    let words = |language| {
        let hint = found.hint(language);
        let hint = hint.map(|hint| format!(" ({hint})")).unwrap_or_default();
        format!("{}{hint}", found.message(language))
    };
    Refusal::new(words(MessageLanguage::Ru), words(MessageLanguage::En))
}
