//! What the preview needs of an atlas, and nothing else of it.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

use super::watch::Change;
use crate::diagnostic::{Severity, Speech};
use crate::site::Policy;

/// One whole state of the atlas, as `build` would publish it now. It never changes: an edit makes the next edition, and
/// whoever still reads this one reads it to the end.
///
/// A *route* is the address of a file in the published folder, without a slash in front: `clusters/zelenograd.html`.
pub trait Edition: Send + Sync + Sized + 'static {
    /// The edition after a change on the disk; `None` when no byte is different, because a touch is not a change.
    fn after(&self, change: &Change) -> io::Result<Option<Step<Self>>>;

    /// The bytes that `build` writes at this route; `None` when there is no such route, or when its page cannot be made.
    fn bytes(&self, route: &str) -> Option<Vec<u8>>;

    /// The routes of all pages that a person reads (not data, not assets).
    fn pages(&self) -> Vec<String>;

    /// What is known of a route beside its bytes; `None` when the edition has no such route.
    fn about(&self, route: &str) -> Option<About>;

    /// The routes whose source is among these files (paths below the root): pages, and published assets.
    fn routes_of(&self, files: &BTreeSet<PathBuf>) -> Vec<String>;

    /// Where the page at `route` of the edition `before` is found now, when this edition has it elsewhere.
    fn successor(&self, route: &str, before: &Self) -> Option<String>;

    /// How many mistakes and how many doubts there are.
    fn counts(&self) -> Counts;

    /// What is wrong with the content, errors before warnings and those in the file `first` before the others of their
    /// kind; at most `most` of it, because each has to be put into words.
    fn problems(&self, speech: Speech, first: Option<&str>, most: usize) -> Vec<Problem>;

    /// The same as a terminal shows it, with colours where it has them.
    fn report(&self, most: usize, colours: bool) -> String;

    /// The language for the terminal.
    fn speech(&self) -> Speech;

    /// How many records there are.
    fn records(&self) -> usize;

    /// The Content-Security-Policy of the site's pages.
    fn policy(&self) -> Policy;
}

/// The next edition, and the files (below the root) whose bytes made it different.
pub struct Step<E> {
    /// The edition.
    pub edition: E,
    /// The files, below the root.
    pub changed: BTreeSet<PathBuf>,
}

/// What is known of a route.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// The name by which a link to the page is read.
    pub name: String,
    /// Where its text is written.
    pub source: Option<Place>,
    /// `build` leaves it out.
    pub draft: bool,
    /// Its source cannot be read as what it is, so that the page says less than its author wrote.
    pub unread: bool,
}

/// A place in a source file; line and column count from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Below the root, with `/` between the parts.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The character in it.
    pub column: usize,
}

/// What the panel says of one mistake.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// The stable code, such as `broken-reference`.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// The lines around it.
    pub snippet: Vec<SnippetLine>,
    /// What to do.
    pub hint: Option<String>,
    /// The other place, where two disagree, and what is said there.
    pub related: Vec<(String, Place)>,
}

/// How much is wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// What keeps the site from being published.
    pub errors: usize,
    /// What somebody should look at.
    pub warnings: usize,
}

/// A line of the source, around the mistake or with the mistake in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SnippetLine {
    /// Its number in the file, from 1.
    pub number: usize,
    /// What comes before the mistake.
    pub before: String,
    /// The mistake, to be underlined: empty where something is missing, `None` on the lines around it.
    pub marked: Option<String>,
    /// What comes after it.
    pub after: String,
}
