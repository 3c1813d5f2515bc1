//! Diagnostics as workflow commands of GitHub Actions.

use super::model::Diagnostic;
use super::position_index::PositionIndex;
use super::severity::Severity;
use super::visible::visible;
use crate::source::Tree;
use crate::text::MessageLanguage;

/// The workflow command of a severity.
fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

/// Returns the lines that GitHub Actions turns into annotations of a pull request
/// (<https://docs.github.com/actions/reference/workflow-commands-for-github-actions>).
///
/// Paths are those of the repository: `folder` is the path of the root in it, empty or with a final `/`.
/// Control characters are escaped, because the log is a terminal.
pub fn github(
    diagnostics: &[Diagnostic],
    tree: &Tree,
    folder: &str,
    language: MessageLanguage,
) -> String {
    let data = |text: &str| {
        text.replace('%', "%25")
            .replace('\r', "%0D")
            .replace('\n', "%0A")
    };
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let mut lines = String::new();
    let index = PositionIndex::new(diagnostics, tree);
    for d in diagnostics {
        let (start, end) = index.range(&d.at);
        let hint = d
            .visible_hint(language)
            .map(|hint| format!("\n{hint}"))
            .unwrap_or_default();
        lines.push_str(&format!(
            "::{} file={},line={},col={},endLine={},endColumn={},title={}::{}\n",
            command(d.severity),
            property(&visible(&format!("{folder}{}", d.at.path))),
            start.line,
            start.column,
            end.line,
            end.column,
            property(d.code.rule().name),
            data(&format!("{}{hint}", d.visible_message(language))),
        ));
    }
    lines
}
