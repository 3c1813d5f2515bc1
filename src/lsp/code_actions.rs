//! Code actions: what the hints of diagnostics advise.

use serde_json::{Value, json};

use super::capabilities::MERGE_RECORDS;
use super::content_file::ContentFile;
use super::context::Context;
use super::diagnostics::present_span;
use super::mention_actions::mention_actions;
use super::quick_fix::{FixEffect, QuickFix};
use super::quick_fixes::quick_fixes;
use crate::diagnostic::Diagnostic;
use crate::source::SourcePath;

/// The trigger of a question that nobody asked by hand: the cursor has moved.
const AUTOMATIC: u64 = 2;

/// Answers `textDocument/codeAction`. Names without a link are looked for only when somebody asks, because all names of the
/// site are prepared for that.
pub(super) fn code_actions(
    context: Context<'_>,
    path: &SourcePath,
    range: &Value,
    asked: &Value,
) -> Value {
    let given = asked.get("diagnostics").and_then(Value::as_array);
    let given = given.map_or(&[][..], Vec::as_slice);
    let is_automatic = asked.get("triggerKind").and_then(Value::as_u64) == Some(AUTOMATIC);
    let Some(text) = context.positioned(path.as_str()) else {
        return json!([]);
    };
    let Some(wanted) = text.span(range) else {
        return json!([]);
    };
    let file = ContentFile::read(context, path);
    let touches = |found: &&Diagnostic| {
        let span = present_span(context, found);
        found.at.path == *path && span.start <= wanted.end && wanted.start <= span.end
    };
    let found = context.diagnostics().filter(touches);
    let mut actions: Vec<Value> = Vec::new();
    for found in found {
        for fix in quick_fixes(context, file.as_ref(), found) {
            let own = given.iter().filter(|given| {
                let is_code =
                    given.get("code").and_then(Value::as_str) == Some(found.code.rule().name);
                is_code && given.get("range") == Some(&text.range(present_span(context, found)))
            });
            let own: Vec<Value> = own.cloned().collect();
            actions.push(to_json(context, &fix, &own));
        }
    }
    if let Some(file) = file.as_ref().filter(|_| !is_automatic) {
        let mentions = mention_actions(context, file, wanted);
        actions.extend(mentions.iter().map(|fix| to_json(context, fix, &[])));
    }
    Value::from(actions)
}

fn to_json(context: Context<'_>, fix: &QuickFix, diagnostics: &[Value]) -> Value {
    let mut action = json!({
        "title": fix.title,
        "kind": "quickfix",
        "diagnostics": diagnostics,
        "isPreferred": fix.is_certain,
    });
    match &fix.effect {
        FixEffect::Edit(edit) => action["edit"] = edit.to_json(context),
        FixEffect::Merge { from, into } => {
            action["command"] =
                json!({"title": fix.title, "command": MERGE_RECORDS, "arguments": [from, into]});
        }
    }
    action
}
