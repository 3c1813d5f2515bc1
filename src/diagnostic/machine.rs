//! Diagnostics for programs: JSON of our own, GitHub's workflow commands, SARIF 2.1.0.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::rule::RULES;
use super::visible::visible;
use super::{Diagnostic, Location, Severity, Speech};
use crate::source::{LineIndex, Position, SourcePath, Tree};

/// One object a diagnostic, in an array under `diagnostics`. Lines and columns start at 1, columns are characters. `omitted`
/// has the codes that a limit left out, each with its count, where the diagnostic stands for those.
pub fn json(diagnostics: &[Diagnostic], tree: &Tree, speech: Speech) -> Value {
    let index = Index::new(diagnostics, tree);
    let place = |at: &Location| {
        let (start, end) = index.ends(at);
        json!({ "path": at.path.as_str(), "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column })
    };
    let rows: Vec<Value> = diagnostics
        .iter()
        .map(|d| {
            json!({
                "code": d.code.rule().name,
                "severity": severity(d),
                "message": d.message(speech),
                "hint": d.hint(speech),
                "at": place(&d.at),
                "related": d.related.iter().map(place).collect::<Vec<_>>(),
                "omitted": omitted(d),
            })
        })
        .collect();
    json!({ "format": 1, "diagnostics": rows })
}

/// Lines that GitHub Actions turns into annotations of a pull request
/// (<https://docs.github.com/actions/reference/workflow-commands-for-github-actions>). Its log is a terminal, too.
pub fn github(diagnostics: &[Diagnostic], tree: &Tree, speech: Speech) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let mut lines = String::new();
    let index = Index::new(diagnostics, tree);
    for d in diagnostics {
        let (start, end) = index.ends(&d.at);
        let hint = d.visible_hint(speech).map(|hint| format!("\n{hint}")).unwrap_or_default();
        lines.push_str(&format!(
            "::{} file={},line={},col={},endLine={},endColumn={},title={}::{}\n",
            severity(d),
            property(&visible(d.at.path.as_str())),
            start.line,
            start.column,
            end.line,
            end.column,
            property(d.code.rule().name),
            data(&format!("{}{hint}", d.visible_message(speech))),
        ));
    }
    lines
}

/// A log for code scanning services: SARIF 2.1.0 (OASIS). Columns are counted in Unicode code points, and say so.
pub fn sarif(diagnostics: &[Diagnostic], tree: &Tree, speech: Speech) -> Value {
    let index = Index::new(diagnostics, tree);
    let place = |at: &Location| {
        let (start, end) = index.ends(at);
        json!({ "physicalLocation": {
            "artifactLocation": { "uri": uri(at.path.as_str()), "uriBaseId": "ROOT" },
            "region": { "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column },
        }})
    };
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|d| {
            let hint = d.hint(speech).map(|hint| format!(" ({hint})")).unwrap_or_default();
            let mut result = json!({
                "ruleId": d.code.rule().name,
                "ruleIndex": d.code as u16,
                "level": severity(d),
                "message": { "text": format!("{}{hint}", d.message(speech)) },
                "locations": [place(&d.at)],
                "relatedLocations": d.related.iter().map(place).collect::<Vec<_>>(),
            });
            if !d.omitted.is_empty() {
                result["properties"] = json!({ "omitted": omitted(d) });
            }
            result
        })
        .collect();
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| {
            let level = if rule.severity == Severity::Error { "error" } else { "warning" };
            json!({
                "id": rule.name,
                "shortDescription": { "text": rule.message.in_(speech) },
                "defaultConfiguration": { "level": level, "enabled": !rule.off },
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "atlas", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "originalUriBaseIds": { "ROOT": { "description": { "text": "the folder with site.toml" } } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn severity(diagnostic: &Diagnostic) -> &'static str {
    match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn omitted(diagnostic: &Diagnostic) -> Value {
    diagnostic.omitted.iter().map(|(code, count)| (code.rule().name, *count)).collect()
}

/// The lines of the files that diagnostics speak of, each counted once.
struct Index<'t>(HashMap<&'t SourcePath, LineIndex<'t>>);

impl<'t> Index<'t> {
    fn new(diagnostics: &'t [Diagnostic], tree: &'t Tree) -> Index<'t> {
        let mut files = HashMap::new();
        for at in diagnostics.iter().flat_map(|diagnostic| diagnostic.related.iter().chain([&diagnostic.at])) {
            files.entry(&at.path).or_insert_with(|| {
                LineIndex::new(tree.file(at.path.as_str()).and_then(|file| file.text().ok()).unwrap_or_default())
            });
        }
        Index(files)
    }

    /// Where a location begins and ends, as people count. An empty span ends where it begins.
    fn ends(&self, at: &Location) -> (Position, Position) {
        let start = Position { line: 1, column: 1 };
        let Some(lines) = self.0.get(&at.path) else { return (start, start) };
        (lines.position(at.span.start as usize), lines.position(at.span.end as usize))
    }
}

fn uri(path: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const PATH: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`');
    utf8_percent_encode(path, PATH).to_string()
}
