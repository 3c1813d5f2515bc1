//! The JSON that `/_atlas/state` returns to the client script.

use serde_json::{Value, json};

use super::editor::Editor;
use super::http::url::link;
use super::site::{PreviewProblem, PreviewSite, SourcePosition};
use super::state_channel::{SiteRevision, StateChannel};
use crate::text::MessageLanguage;

/// Limit of listed problems; the counts include the others.
const MOST_PROBLEMS: usize = 100;
const MOST_CHANGED_PAGES: usize = 60;
/// Limit of the lines that say what changed.
const MOST_LINES: usize = 12;

/// Returns the state for the page at `route`. Without an editor it contains no path of this machine.
pub(super) fn state<E: PreviewSite>(
    channel: &StateChannel<E>,
    route: &str,
    message_language: MessageLanguage,
    editor: Option<&Editor>,
    follow: bool,
) -> Value {
    let revision = channel.current();
    let info = revision.site.route_info(route);
    let source = info.as_ref().and_then(|info| info.source.as_ref());
    let counts = revision.site.counts();
    let problems = revision.site.problems(
        message_language,
        source.map(|source| source.file.as_str()),
        MOST_PROBLEMS,
    );
    json!({
        "revision": channel.name(revision.number),
        "page": {
            "exists": info.is_some(),
            "moved": revision.moved(route).map(link),
            "source": source.map(|place| self::place(place, editor)),
            "draft": info.as_ref().is_some_and(|info| info.draft),
            "unread": info.as_ref().is_some_and(|info| info.unread),
        },
        "counts": {"errors": counts.errors, "warnings": counts.warnings},
        "problems": problems.iter().map(|problem| self::problem(problem, editor)).collect::<Vec<_>>(),
        "assets": revision.assets.iter().map(|(route, number)| (link(route), json!(number))).collect::<serde_json::Map<_, _>>(),
        "follow": (follow && !revision.saved.is_empty()).then(|| revision.saved.iter().map(|r| link(r)).collect::<Vec<_>>()),
        "consequences": changed_pages(channel, &revision),
    })
}

fn problem(problem: &PreviewProblem, editor: Option<&Editor>) -> Value {
    let snippet = problem
        .snippet
        .iter()
        .map(|line| json!({"number": line.number, "before": line.before, "marked": line.marked, "after": line.after}));
    json!({
        "severity": problem.severity.name(),
        "code": problem.code,
        "message": problem.message,
        "place": problem.place.as_ref().map(|place| self::place(place, editor)),
        "snippet": snippet.collect::<Vec<_>>(),
        "hint": problem.hint,
        "related": problem.related.iter().map(|(text, place)| json!({"says": text, "place": self::place(place, editor)})).collect::<Vec<_>>(),
    })
}

fn place(place: &SourcePosition, editor: Option<&Editor>) -> Value {
    json!({
        "text": format!("{}:{}:{}", place.file, place.line, place.column),
        "open": editor.map(|editor| editor.link(place)),
    })
}

fn changed_pages<E: PreviewSite>(
    channel: &StateChannel<E>,
    revision: &SiteRevision<E>,
) -> Option<Value> {
    let changed_pages = channel.changed_pages()?;
    // Changed pages of an older revision are omitted.
    (changed_pages.revision == revision.number).then(|| {
        let pages = changed_pages
            .pages
            .iter()
            .take(MOST_CHANGED_PAGES)
            .map(|route| {
                let name = revision
                    .site
                    .route_info(route)
                    .map(|info| info.name)
                    .filter(|name| !name.is_empty());
                json!({"name": name.as_ref().unwrap_or(route), "url": link(route)})
            });
        let lines = changed_pages.lines.iter().take(MOST_LINES);
        json!({
            "total": changed_pages.pages.len(),
            "pages": pages.collect::<Vec<_>>(),
            "lines": lines.collect::<Vec<_>>(),
        })
    })
}
