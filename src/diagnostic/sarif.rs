//! Diagnostics as SARIF 2.1.0 (OASIS), the format of code scanning services.

use serde_json::{Value, json};

use super::json::omitted;
use super::location::Location;
use super::model::Diagnostic;
use super::position_index::PositionIndex;
use super::rule::RULES;
use crate::source::Tree;
use crate::text::MessageLanguage;

/// Returns a log with one run. Columns count Unicode code points. Paths are those of the repository: `folder` is the
/// path of the root in it, empty or with a final `/`.
pub fn sarif(
    diagnostics: &[Diagnostic],
    tree: &Tree,
    folder: &str,
    language: MessageLanguage,
) -> Value {
    let index = PositionIndex::new(diagnostics, tree);
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| result(diagnostic, &index, folder, language))
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "atlas", "version": env!("CARGO_PKG_VERSION"), "rules": rules(language) } },
            "originalUriBaseIds": { "ROOT": { "description": { "text": "the repository, or the folder with site.toml if there is none" } } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(
    diagnostic: &Diagnostic,
    index: &PositionIndex<'_>,
    folder: &str,
    language: MessageLanguage,
) -> Value {
    let hint = diagnostic
        .hint(language)
        .map(|hint| format!(" ({hint})"))
        .unwrap_or_default();
    let related = diagnostic
        .related
        .iter()
        .map(|at| location(at, index, folder));
    let mut result = json!({
        "ruleId": diagnostic.code.rule().name,
        "ruleIndex": diagnostic.code as u16,
        "level": diagnostic.severity.name(),
        "message": { "text": format!("{}{hint}", diagnostic.message(language)) },
        "locations": [location(&diagnostic.at, index, folder)],
        "relatedLocations": related.collect::<Vec<_>>(),
    });
    if !diagnostic.omitted.is_empty() {
        result["properties"] = json!({ "omitted": omitted(diagnostic) });
    }
    result
}

fn location(at: &Location, index: &PositionIndex<'_>, folder: &str) -> Value {
    let (start, end) = index.range(at);
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&format!("{folder}{}", at.path)), "uriBaseId": "ROOT" },
        "region": { "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column },
    }})
}

/// Returns the descriptions of all rules, in the order of the codes.
fn rules(language: MessageLanguage) -> Vec<Value> {
    let rules = RULES.iter().map(|rule| {
        json!({
            "id": rule.name,
            "shortDescription": { "text": rule.message.get(language) },
            "defaultConfiguration": { "level": rule.severity.name(), "enabled": !rule.is_off },
        })
    });
    rules.collect()
}

/// Percent-encodes a path as a relative URI reference.
fn uri(path: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const PATH: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'`');
    utf8_percent_encode(path, PATH).to_string()
}
