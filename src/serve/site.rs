//! The interface between the preview and a site.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;

use super::watch::Change;
use crate::diagnostic::Severity;
use crate::site::Policy;
use crate::text::MessageLanguage;

/// An immutable snapshot of a site, as `build` would publish it. A change produces the next snapshot.
///
/// A *route* is the path of a file in the published folder, without a leading slash: `clusters/zelenograd.html`.
pub trait PreviewSite: Send + Sync + Sized + 'static {
    /// Returns the snapshot after a change on the disk; `None` if the bytes of all files are the same.
    fn after(&self, change: &Change) -> io::Result<Option<Update<Self>>>;

    /// Returns the bytes that `build` writes at a route. `None` means that there is no such route, or that its page has
    /// errors.
    fn bytes(&self, route: &str) -> Option<Vec<u8>>;

    /// Returns the routes of all pages, without data and assets.
    fn pages(&self) -> Vec<String>;

    /// Returns the routes of the pages whose bytes may differ from those of the snapshot before. `None`: all pages may differ.
    fn affected_pages(&self) -> Option<Vec<String>> {
        None
    }

    /// Returns what changed since an older snapshot, in the words of the atlas.
    fn changes_since(&self, _old: &Self) -> Vec<String> {
        Vec::new()
    }

    /// Returns the description of a route; `None` if the site has no such route.
    fn route_info(&self, route: &str) -> Option<RouteInfo>;

    /// Returns the routes of the pages and assets whose sources are among `files`, which are relative to the root.
    fn routes_of(&self, files: &BTreeSet<PathBuf>) -> Vec<String>;

    /// Returns the pages of the snapshot `before` that have other routes now, with these routes. `files` are those that
    /// differ.
    fn moved_pages(&self, files: &BTreeSet<PathBuf>, before: &Self) -> BTreeMap<String, String>;

    /// Returns the numbers of errors and warnings.
    fn counts(&self) -> ProblemCounts;

    /// Returns at most `most` problems, errors first. Within a severity, those of the file `first` come first.
    fn problems(
        &self,
        message_language: MessageLanguage,
        first: Option<&str>,
        most: usize,
    ) -> Vec<PreviewProblem>;

    /// Returns at most `most` problems as text for a terminal.
    fn report(&self, most: usize, colours: bool) -> String;

    /// Returns the language of the terminal output.
    fn message_language(&self) -> MessageLanguage;

    /// Returns the number of records.
    fn records(&self) -> usize;

    /// Returns the Content-Security-Policy of the site's pages.
    fn policy(&self) -> Policy;
}

/// The next snapshot, and the files that changed.
pub struct Update<E> {
    /// The snapshot.
    pub site: E,
    /// Files whose bytes differ, relative to the root.
    pub changed: BTreeSet<PathBuf>,
}

/// The description of a route.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RouteInfo {
    /// The text of links to the page.
    pub name: String,
    /// The position of the source.
    pub source: Option<SourcePosition>,
    /// True if `build` omits the page.
    pub draft: bool,
    /// True if the source cannot be parsed, so that the page is incomplete.
    pub unread: bool,
}

/// A position in a source file; line and column count from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct SourcePosition {
    /// The path relative to the root, with `/` as separator.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// A diagnostic for the panel.
#[derive(Clone, Debug, PartialEq)]
pub struct PreviewProblem {
    /// The severity.
    pub severity: Severity,
    /// The code, such as `broken-reference`.
    pub code: String,
    /// The message.
    pub message: String,
    /// The position.
    pub place: Option<SourcePosition>,
    /// The lines around the position.
    pub snippet: Vec<SnippetLine>,
    /// The hint, if the diagnostic has one.
    pub hint: Option<String>,
    /// Related positions with their labels.
    pub related: Vec<(String, SourcePosition)>,
}

/// Numbers of problems by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProblemCounts {
    /// Problems that prevent publication.
    pub errors: usize,
    /// Problems that do not.
    pub warnings: usize,
}

/// A source line of a snippet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SnippetLine {
    /// The line number, from 1.
    pub number: usize,
    /// The text before the marked part.
    pub before: String,
    /// The marked text; empty if something is missing there. `None` on lines of context.
    pub marked: Option<String>,
    /// The text after the marked part.
    pub after: String,
}
