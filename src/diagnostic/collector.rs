//! Limits of the number of diagnostics; summaries count the omitted ones.

use std::collections::BTreeMap;

use super::location::Location;
use super::model::Diagnostic;
use super::rule::Code;
use super::severity::Severity;
use crate::source::{SETTINGS, SourcePath};

/// Limit of diagnostics for each file and severity.
pub const MAX_PER_FILE: usize = 100;

/// Limit of diagnostics of a run.
pub const MAX_PER_RUN: usize = 10_000;

/// Collects diagnostics, at most [`MAX_PER_FILE`] for each file and severity. The others are counted.
#[derive(Debug, Default)]
pub struct Collector {
    kept: Vec<Diagnostic>,
    files: BTreeMap<SourcePath, [FileCount; 3]>,
}

/// The numbers of diagnostics of one file and severity.
#[derive(Debug, Default)]
struct FileCount {
    kept: usize,
    omitted: Option<Omitted>,
}

/// The diagnostics that a limit omitted.
#[derive(Debug)]
struct Omitted {
    severity: Severity,
    /// The location of the first omitted diagnostic.
    at: Location,
    codes: BTreeMap<Code, usize>,
}

impl Collector {
    /// Keeps a diagnostic, or counts it if the file has reached its limit.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let severity = diagnostic.severity as usize;
        if !self.files.contains_key(&diagnostic.at.path) {
            self.files
                .insert(diagnostic.at.path.clone(), Default::default());
        }
        let Some(count) = self
            .files
            .get_mut(&diagnostic.at.path)
            .map(|counts| &mut counts[severity])
        else {
            return;
        };
        if count.kept < MAX_PER_FILE && diagnostic.omitted.is_empty() {
            count.kept += 1;
            self.kept.push(diagnostic);
        } else {
            Omitted::add(&mut count.omitted, &diagnostic);
        }
    }

    /// Returns the number of kept diagnostics.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there is no diagnostic.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Returns the kept diagnostics, and a summary of the omitted ones for each file and severity.
    pub fn finish(self) -> Vec<Diagnostic> {
        let mut found = self.kept;
        let omitted = self
            .files
            .into_values()
            .flatten()
            .filter_map(|count| count.omitted);
        found.extend(omitted.map(Omitted::summary));
        found
    }
}

impl Extend<Diagnostic> for Collector {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, found: T) {
        found
            .into_iter()
            .for_each(|diagnostic| self.push(diagnostic));
    }
}

impl Omitted {
    fn add(omitted: &mut Option<Omitted>, diagnostic: &Diagnostic) {
        let new = || Omitted {
            severity: diagnostic.severity,
            at: diagnostic.at.clone(),
            codes: BTreeMap::new(),
        };
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

    fn summary(self) -> Diagnostic {
        let code = match self.severity {
            Severity::Error => Code::MoreErrors,
            Severity::Warning | Severity::Note => Code::MoreWarnings,
        };
        let one = |(code, count): (&Code, &usize)| format!("{} × {count}", code.rule().name);
        let codes: Vec<String> = self.codes.iter().map(one).collect();
        let count: usize = self.codes.values().sum();
        let diagnostic = Diagnostic::new(code, self.at).with("count", count.to_string());
        Diagnostic {
            severity: self.severity,
            omitted: self.codes,
            ..diagnostic.with("codes", codes.join(", "))
        }
    }
}

impl Diagnostic {
    /// Creates the summary of `count` omitted diagnostics with one code.
    pub fn more(at: Location, code: Code, count: usize) -> Diagnostic {
        Omitted {
            severity: code.rule().severity,
            at,
            codes: BTreeMap::from([(code, count)]),
        }
        .summary()
    }
}

/// Sorts the diagnostics of a run, and limits them to [`MAX_PER_FILE`] and [`MAX_PER_RUN`]. Errors take precedence over
/// warnings; the omitted diagnostics are counted.
pub fn limit_report(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort();
    found.dedup();
    let mut collector = Collector::default();
    collector.extend(found);
    let mut kept = collector.finish();
    if kept.len() > MAX_PER_RUN {
        kept.sort_by_key(|diagnostic| diagnostic.severity);
        let mut omitted: [Option<Omitted>; 3] = Default::default();
        for diagnostic in kept.split_off(MAX_PER_RUN) {
            Omitted::add(&mut omitted[diagnostic.severity as usize], &diagnostic);
        }
        let at = Location::file(SourcePath::new(SETTINGS));
        kept.extend(omitted.into_iter().flatten().map(|omitted| {
            Omitted {
                at: at.clone(),
                ..omitted
            }
            .summary()
        }));
    }
    kept.sort();
    kept
}
