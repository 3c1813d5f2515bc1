//! What the script in the browser is told when it asks, as JSON.

use serde_json::{Value, json};

use super::address::link;
use super::board::{Board, Revision};
use super::edition::{Edition, Place, Problem};
use super::editor::Editor;
use crate::diagnostic::{Severity, Speech};

/// More than a person would read; the count tells of the rest.
const MOST_PROBLEMS: usize = 100;
const MOST_CONSEQUENCES: usize = 60;

/// The state of the preview, seen from the page at `route`. Without an editor no link names a path of this machine.
pub(super) fn state<E: Edition>(
    board: &Board<E>,
    route: &str,
    speech: Speech,
    editor: Option<&Editor>,
    follow: bool,
) -> Value {
    let revision = board.current();
    let about = revision.edition.about(route);
    let source = about.as_ref().and_then(|about| about.source.as_ref());
    let counts = revision.edition.counts();
    let problems = revision.edition.problems(speech, source.map(|source| source.file.as_str()), MOST_PROBLEMS);
    json!({
        "revision": board.name(revision.number),
        "page": {
            "exists": about.is_some(),
            "moved": revision.moved(route).map(link),
            "source": source.map(|place| self::place(place, editor)),
            "draft": about.as_ref().is_some_and(|about| about.draft),
            "unread": about.as_ref().is_some_and(|about| about.unread),
        },
        "counts": {"errors": counts.errors, "warnings": counts.warnings},
        "problems": problems.iter().map(|problem| self::problem(problem, editor)).collect::<Vec<_>>(),
        "assets": revision.assets.iter().map(|(route, number)| (link(route), json!(number))).collect::<serde_json::Map<_, _>>(),
        "follow": (follow && !revision.saved.is_empty()).then(|| revision.saved.iter().map(|r| link(r)).collect::<Vec<_>>()),
        "consequences": consequences(board, &revision),
    })
}

fn problem(problem: &Problem, editor: Option<&Editor>) -> Value {
    let snippet = problem
        .snippet
        .iter()
        .map(|line| json!({"number": line.number, "before": line.before, "marked": line.marked, "after": line.after}));
    json!({
        "severity": match problem.severity { Severity::Error => "error", Severity::Warning => "warning" },
        "code": problem.code,
        "message": problem.message,
        "place": problem.place.as_ref().map(|place| self::place(place, editor)),
        "snippet": snippet.collect::<Vec<_>>(),
        "hint": problem.hint,
        "related": problem.related.iter().map(|(says, place)| json!({"says": says, "place": self::place(place, editor)})).collect::<Vec<_>>(),
    })
}

fn place(place: &Place, editor: Option<&Editor>) -> Value {
    json!({
        "text": format!("{}:{}:{}", place.file, place.line, place.column),
        "open": editor.map(|editor| editor.link(place)),
    })
}

fn consequences<E: Edition>(board: &Board<E>, revision: &Revision<E>) -> Option<Value> {
    let consequences = board.consequences()?;
    // What an older revision did is no news any more once the next one is there.
    (consequences.revision == revision.number).then(|| {
        let pages = consequences.pages.iter().take(MOST_CONSEQUENCES).map(|route| {
            let name = revision.edition.about(route).map(|about| about.name).filter(|name| !name.is_empty());
            json!({"name": name.as_ref().unwrap_or(route), "url": link(route)})
        });
        json!({"total": consequences.pages.len(), "pages": pages.collect::<Vec<_>>()})
    })
}
