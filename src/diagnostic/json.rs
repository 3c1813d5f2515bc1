//! Diagnostics as JSON (format 1).

use serde_json::{Value, json};

use super::location::Location;
use super::model::Diagnostic;
use super::position_index::PositionIndex;
use crate::source::Tree;
use crate::text::MessageLanguage;

/// Returns an object with the diagnostics in an array under `diagnostics`.
///
/// Lines and columns start at 1; columns count characters. `omitted` has the codes and counts of the diagnostics that a
/// limit omitted.
pub fn json(diagnostics: &[Diagnostic], tree: &Tree, language: MessageLanguage) -> Value {
    let index = PositionIndex::new(diagnostics, tree);
    let location = |at: &Location| {
        let (start, end) = index.range(at);
        json!({ "path": at.path.as_str(), "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column })
    };
    let rows: Vec<Value> = diagnostics
        .iter()
        .map(|d| {
            json!({
                "code": d.code.rule().name,
                "severity": d.severity.name(),
                "message": d.message(language),
                "hint": d.hint(language),
                "at": location(&d.at),
                "related": d.related.iter().map(location).collect::<Vec<_>>(),
                "omitted": omitted(d),
            })
        })
        .collect();
    json!({ "format": 1, "diagnostics": rows })
}

/// Returns the number of omitted diagnostics by the name of their code.
pub(super) fn omitted(diagnostic: &Diagnostic) -> Value {
    diagnostic
        .omitted
        .iter()
        .map(|(code, count)| (code.rule().name, *count))
        .collect()
}
