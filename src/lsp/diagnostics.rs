//! Diagnostics of all files for the protocol.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::context::Context;
use super::text_range::PositionedText;
use crate::diagnostic::{Diagnostic, Location, Severity, Span};
use crate::source::SourcePath;

/// Returns the diagnostics of all files that have some, by file.
pub(super) fn diagnostics_by_file(context: Context<'_>) -> BTreeMap<SourcePath, Vec<Value>> {
    let mut by_file: BTreeMap<&SourcePath, Vec<&Diagnostic>> = BTreeMap::new();
    for found in context.diagnostics() {
        by_file.entry(&found.at.path).or_default().push(found);
    }
    let files = by_file.into_iter().map(|(path, found)| {
        let text = context.positioned(path.as_str());
        let found = found
            .into_iter()
            .map(|found| to_json(context, found, text.as_ref()));
        (path.clone(), found.collect())
    });
    files.collect()
}

/// Returns the span of a diagnostic in the present text of its file.
pub(super) fn present_span(context: Context<'_>, found: &Diagnostic) -> Span {
    match context.analysis.snapshot.is_of_present_text(found) {
        true => found.at.span,
        false => context.analysis.present_span(&found.at),
    }
}

fn to_json(context: Context<'_>, found: &Diagnostic, text: Option<&PositionedText<'_>>) -> Value {
    let range = match text {
        Some(text) => text.range(present_span(context, found)),
        None => json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}),
    };
    let mut message = found.visible_message(context.messages);
    if let Some(hint) = found.visible_hint(context.messages) {
        message.push_str(&format!("\n{hint}"));
    }
    let here = context.word("и здесь", "and here");
    let related = found.related.iter().filter_map(|at: &Location| {
        Some(json!({"location": context.location(at)?, "message": here}))
    });
    json!({
        "range": range,
        "severity": match found.severity {
            Severity::Error => 1,
            Severity::Warning => 2,
            Severity::Note => 3,
        },
        "code": found.code.rule().name,
        "source": "atlas",
        "message": message,
        "relatedInformation": related.collect::<Vec<_>>(),
    })
}
