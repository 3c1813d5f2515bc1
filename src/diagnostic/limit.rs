//! What a report is at most: a file of mistakes is not worth a message for each of its bytes.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Location, Severity, Span};
use crate::source::{SETTINGS, SourcePath};

/// The most diagnostics of one severity that are kept of a file.
pub const MOST_OF_FILE: usize = 100;

/// The most diagnostics of a run.
pub const MOST_OF_RUN: usize = 10_000;

/// The most characters of a file that a message quotes.
const LONGEST_QUOTE: usize = 200;

/// The most characters of a message's own words.
const LONGEST_WORDS: usize = 1000;

/// The value of a fact as far as a message shows it.
pub(super) fn quoted(fact: &str, mut value: String) -> String {
    let most = match fact.strip_suffix("_en").unwrap_or(fact) {
        "words" | "expected" | "advice" | "known" | "example" | "what" | "values" | "path" | "codes" => LONGEST_WORDS,
        _ => LONGEST_QUOTE,
    };
    if value.len() > most
        && let Some((end, _)) = value.char_indices().nth(most)
    {
        value.truncate(end);
        value.push('…');
    }
    value
}

/// Diagnostics as they are found, at most [`MOST_OF_FILE`] of a file and severity; the others are counted.
#[derive(Debug, Default)]
pub struct Collector {
    kept: Vec<Diagnostic>,
    files: BTreeMap<SourcePath, [Tally; 2]>,
}

/// What was found in one file with one severity.
#[derive(Debug, Default)]
struct Tally {
    kept: usize,
    omitted: Option<Omitted>,
}

/// What a limit left out.
#[derive(Debug)]
struct Omitted {
    severity: Severity,
    /// The first place where something was left out.
    at: Location,
    codes: BTreeMap<Code, usize>,
}

impl Collector {
    /// Keeps a diagnostic, or counts it where the file has enough of its severity.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let side = diagnostic.severity as usize;
        if !self.files.contains_key(&diagnostic.at.path) {
            self.files.insert(diagnostic.at.path.clone(), Default::default());
        }
        let Some(tally) = self.files.get_mut(&diagnostic.at.path).map(|of_file| &mut of_file[side]) else { return };
        if tally.kept < MOST_OF_FILE && diagnostic.omitted.is_empty() {
            tally.kept += 1;
            self.kept.push(diagnostic);
        } else {
            Omitted::add(&mut tally.omitted, &diagnostic);
        }
    }

    /// How many diagnostics are kept.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// What was kept, and for each file and severity one diagnostic that counts what was not.
    pub fn finish(self) -> Vec<Diagnostic> {
        let mut found = self.kept;
        let omitted = self.files.into_values().flatten().filter_map(|tally| tally.omitted);
        found.extend(omitted.map(Omitted::diagnostic));
        found
    }
}

impl Extend<Diagnostic> for Collector {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, found: T) {
        found.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }
}

impl Omitted {
    fn add(omitted: &mut Option<Omitted>, diagnostic: &Diagnostic) {
        let new = || Omitted { severity: diagnostic.severity, at: diagnostic.at.clone(), codes: BTreeMap::new() };
        let known = omitted.get_or_insert_with(new);
        if diagnostic.at < known.at {
            known.at = diagnostic.at.clone();
        }
        if diagnostic.omitted.is_empty() {
            *known.codes.entry(diagnostic.code).or_default() += 1;
        }
        for (code, count) in &diagnostic.omitted {
            *known.codes.entry(*code).or_default() += count;
        }
    }

    fn diagnostic(self) -> Diagnostic {
        let code = match self.severity {
            Severity::Error => Code::MoreErrors,
            Severity::Warning => Code::MoreWarnings,
        };
        let one = |(code, count): (&Code, &usize)| format!("{} × {count}", code.rule().name);
        let codes: Vec<String> = self.codes.iter().map(one).collect();
        let count: usize = self.codes.values().sum();
        let diagnostic = Diagnostic::new(code, self.at).with("count", count.to_string());
        Diagnostic { omitted: self.codes, ..diagnostic.with("codes", codes.join(", ")) }
    }
}

pub(super) fn more(at: Location, code: Code, count: usize) -> Diagnostic {
    Omitted { severity: code.rule().severity, at, codes: BTreeMap::from([(code, count)]) }.diagnostic()
}

/// As much of a run's diagnostics as a report has, in order: of every file [`MOST_OF_FILE`] of a severity, of all
/// [`MOST_OF_RUN`], errors before warnings. What is left out is counted.
pub fn limited(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort();
    found.dedup();
    let mut collector = Collector::default();
    collector.extend(found);
    let mut kept = collector.finish();
    if kept.len() > MOST_OF_RUN {
        kept.sort_by_key(|diagnostic| diagnostic.severity);
        let mut omitted: [Option<Omitted>; 2] = Default::default();
        for diagnostic in kept.split_off(MOST_OF_RUN) {
            Omitted::add(&mut omitted[diagnostic.severity as usize], &diagnostic);
        }
        let at = Location { path: SourcePath::new(SETTINGS), span: Span::default() };
        kept.extend(omitted.into_iter().flatten().map(|omitted| Omitted { at: at.clone(), ..omitted }.diagnostic()));
    }
    kept.sort();
    kept
}
