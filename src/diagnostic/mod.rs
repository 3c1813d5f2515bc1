//! What we say of wrong content.
//!
//! Reading content never fails: a stage returns [`Checked`], its value beside everything that was wrong on the way. A
//! [`Diagnostic`] knows its code and the facts; the words, in Russian and English, stand once in [`rule`].

mod human;
mod limit;
mod machine;
pub mod rule;
mod visible;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::source::{Problem, SETTINGS, SourcePath, SpecialKind, Tree};

pub use human::human;
pub use limit::{Collector, MOST_OF_FILE, MOST_OF_RUN, limited};
pub use machine::{github, json, sarif};
pub use rule::Code;
pub use visible::{json_text, quoted, terminal, visible, visible_path};

/// How much a diagnostic matters. An error keeps the site from being published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site is not published.
    Error,
    /// The site is published; somebody should look.
    Warning,
}

/// A stretch of a file, in bytes from its start (the byte order mark included).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of a byte range; files are far below 4 GB ([`crate::source::LARGEST_CONTENT`]).
    pub fn new(range: Range<usize>) -> Span {
        Span { start: range.start as u32, end: range.end as u32 }
    }

    /// The same as a range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A stretch of one of the site's files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file.
    pub path: SourcePath,
    /// Where in it.
    pub span: Span,
}

/// The language of messages: the program speaks Russian and English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Speech {
    /// Russian.
    #[default]
    Ru,
    /// English.
    En,
}

/// One thing that is wrong: its code, its place, the facts, and other places that matter to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub code: Code,
    /// Error or warning; the site may have changed what the table says.
    pub severity: Severity,
    /// Where.
    pub at: Location,
    /// The facts that the message names, by the names of its placeholders.
    pub facts: Vec<(&'static str, String)>,
    /// Other places that take part, such as the first of two definitions; at most [`MOST_RELATED`].
    pub related: Vec<Location>,
    /// How many diagnostics of each code a limit left out; empty unless this diagnostic stands for those.
    pub omitted: BTreeMap<Code, usize>,
}

impl Diagnostic {
    /// A diagnostic with the severity of the table and no facts yet.
    pub fn new(code: Code, at: Location) -> Diagnostic {
        let severity = code.rule().severity;
        Diagnostic { code, severity, at, facts: Vec::new(), related: Vec::new(), omitted: BTreeMap::new() }
    }

    /// Adds the value of a placeholder; what is longer than a message may quote is cut and ends in `…`.
    #[must_use]
    pub fn with(mut self, fact: &'static str, value: impl Into<String>) -> Diagnostic {
        self.facts.push((fact, limit::quoted(fact, value.into())));
        self
    }

    /// Adds the value of a placeholder that only a hint needs, if there is one.
    #[must_use]
    pub fn with_some(self, fact: &'static str, value: Option<impl Into<String>>) -> Diagnostic {
        match value {
            Some(value) => self.with(fact, value),
            None => self,
        }
    }

    /// Adds another place, unless there are enough.
    #[must_use]
    pub fn related(mut self, at: Location) -> Diagnostic {
        if self.related.len() < MOST_RELATED {
            self.related.push(at);
        }
        self
    }

    /// A diagnostic that stands for so many others of a code, which a limit left out.
    pub fn more(at: Location, code: Code, count: usize) -> Diagnostic {
        limit::more(at, code, count)
    }

    /// How many diagnostics this one stands for.
    pub fn count(&self) -> usize {
        self.omitted.values().sum::<usize>().max(1)
    }

    /// What is wrong, in words, without a full stop; facts stand in it as they are, for formats that escape them.
    pub fn message(&self, speech: Speech) -> String {
        self.message_with(speech, whole)
    }

    /// The same for a terminal or a log: facts are made visible and cut.
    pub fn visible_message(&self, speech: Speech) -> String {
        self.message_with(speech, shown)
    }

    /// What to do: the first hint of the table all of whose placeholders have values.
    pub fn hint(&self, speech: Speech) -> Option<String> {
        self.hint_with(speech, whole)
    }

    /// The same for a terminal or a log: facts are made visible and cut.
    pub fn visible_hint(&self, speech: Speech) -> Option<String> {
        self.hint_with(speech, shown)
    }

    fn message_with(&self, speech: Speech, show: Show) -> String {
        let pattern = self.code.rule().message.in_(speech);
        self.fill(pattern, show).unwrap_or_else(|| pattern.to_owned())
    }

    fn hint_with(&self, speech: Speech, show: Show) -> Option<String> {
        self.code.rule().hints.iter().find_map(|hint| self.fill(hint.in_(speech), show))
    }

    fn fill(&self, pattern: &str, show: Show) -> Option<String> {
        let mut text = String::with_capacity(pattern.len());
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}')?;
            text.push_str(before);
            text.push_str(&show(name, &self.facts.iter().find(|(fact, _)| *fact == name)?.1));
            rest = after;
        }
        text.push_str(rest);
        Some(text)
    }
}

/// How a fact enters the words of a message, by its name and value.
type Show = fn(&str, &str) -> String;

fn whole(_: &str, value: &str) -> String {
    value.to_owned()
}

fn shown(name: &str, value: &str) -> String {
    match name.strip_suffix("_en").unwrap_or(name) {
        // Sentences of the program or of a parser, and lists; all other facts are quoted from a file.
        "words" | "expected" | "advice" | "example" | "known" | "values" | "what" | "path" => visible::sentence(value),
        _ => visible::quoted(value),
    }
}

/// By place first, then by code, so that a report reads from the top of each file to its end.
impl Ord for Diagnostic {
    fn cmp(&self, other: &Self) -> Ordering {
        let place = self.at.cmp(&other.at).then((self.code as u16).cmp(&(other.code as u16)));
        place.then_with(|| self.facts.cmp(&other.facts))
    }
}

impl PartialOrd for Diagnostic {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A value, and what was wrong on the way to it.
#[derive(Clone, Debug, Default)]
pub struct Checked<T> {
    /// As much as could be made.
    pub value: T,
    /// Everything that was wrong, in no particular order.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the scan could not take in, as diagnostics.
pub fn of_files(tree: &Tree) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = tree
        .problems()
        .map(|(path, problem)| {
            let at = Location { path: path.clone(), span: Span::default() };
            match problem {
                Problem::Unreadable(words) => Diagnostic::new(Code::UnreadableFile, at).with("words", words),
                Problem::LeavesSite => Diagnostic::new(Code::LinkLeavesSite, at),
                Problem::Loops => Diagnostic::new(Code::LinkLoops, at),
                Problem::TooLarge { size, limit } => Diagnostic::new(Code::FileTooLarge, at)
                    .with("size", format!("{}", size / 1_048_576))
                    .with("limit", format!("{}", limit / 1_048_576)),
                Problem::Special(kind) => {
                    let (what, what_en) = special_kind(*kind);
                    Diagnostic::new(Code::SpecialFile, at).with("what", what).with("what_en", what_en)
                }
                Problem::SameName => Diagnostic::new(Code::SameFileName, at),
                Problem::NameNotUnicode => Diagnostic::new(Code::FileNameNotUnicode, at),
            }
        })
        .collect();
    if tree.file(SETTINGS).is_none() {
        let at = Location { path: SourcePath::new(SETTINGS), span: Span::default() };
        found.push(Diagnostic::new(Code::NoSettings, at));
    }
    found
}

fn special_kind(kind: SpecialKind) -> (&'static str, &'static str) {
    match kind {
        SpecialKind::Pipe => ("именованный канал", "a named pipe"),
        SpecialKind::Socket => ("сокет", "a socket"),
        SpecialKind::Device => ("устройство", "a device"),
        SpecialKind::Other => ("другой объект", "something else"),
    }
}

/// The nearest of some names to what was written, if one is near enough to be a slip: at most a third of the letters
/// differ, and never more than three (Damerau–Levenshtein distance with adjacent transpositions).
pub fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let written: Vec<char> = written.to_lowercase().chars().collect();
    let limit = (written.len() / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        let chars: Vec<char> = name.to_lowercase().chars().collect();
        if chars.len().abs_diff(written.len()) > limit {
            continue;
        }
        let distance = distance(&written, &chars);
        // Of names that are equally near the first in the alphabet, because a table's names come in any order.
        if distance <= limit && best.is_none_or(|found| (distance, name) < found) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// How many other places a diagnostic names at most.
pub const MOST_RELATED: usize = 10;

/// How many mistakes a suggestion is looked for at most.
const MOST_SUGGESTIONS: usize = 100;

/// How many names a message lists at most.
const MOST_LISTED: usize = 40;

/// The nearest of all names of an atlas, unless so much was found to be wrong before that nobody waits for a suggestion:
/// comparing every mistake with every name takes time that grows with the square of an atlas.
pub fn suggestion<'n>(written: &str, names: impl IntoIterator<Item = &'n str>, found: usize) -> Option<String> {
    if found < MOST_SUGGESTIONS { nearest(written, names).map(str::to_owned) } else { None }
}

/// Names with commas between them; of very many the first, and how many more there are.
pub fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let mut names = names.into_iter();
    let first: Vec<&str> = names.by_ref().take(MOST_LISTED).collect();
    let rest = names.count();
    if rest == 0 { first.join(", ") } else { format!("{}, … (+{rest})", first.join(", ")) }
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_name_and_another_word_does_not() {
        let names = ["tomsk", "moscow", "Зеленоград"];
        assert_eq!(nearest("tmosk", names), Some("tomsk"));
        assert_eq!(nearest("зеленгорад", names), Some("Зеленоград"));
        assert_eq!(nearest("kazan", names), None);
        assert_eq!(nearest("", names), None);
    }
}
