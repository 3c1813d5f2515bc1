//! A diagnostic, and the result of a stage that reports diagnostics.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::fact::{self, FormatFact};
use super::location::Location;
use super::rule::Code;
use super::severity::Severity;
use crate::text::MessageLanguage;

/// Limit of [`Diagnostic::related`].
pub const MAX_RELATED: usize = 10;

/// A problem of the content: its code, location, facts and related locations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that is violated.
    pub code: Code,
    /// The severity. `site.toml` can change that of the table.
    pub severity: Severity,
    /// The location.
    pub at: Location,
    /// The values of the placeholders in the message and the hints.
    pub facts: Vec<(&'static str, String)>,
    /// Related locations, such as the first of two definitions; at most [`MAX_RELATED`].
    pub related: Vec<Location>,
    /// The number of diagnostics that a limit omitted, by code. Empty unless this diagnostic is their summary.
    pub omitted: BTreeMap<Code, usize>,
}

impl Diagnostic {
    /// Creates a diagnostic without facts, with the severity of the table.
    pub fn new(code: Code, at: Location) -> Diagnostic {
        let severity = code.rule().severity;
        Diagnostic {
            code,
            severity,
            at,
            facts: Vec::new(),
            related: Vec::new(),
            omitted: BTreeMap::new(),
        }
    }

    /// Adds the value of a placeholder. Long values are truncated and end in `…`.
    #[must_use]
    pub fn with(mut self, fact: &'static str, value: impl Into<String>) -> Diagnostic {
        self.facts.push((fact, fact::truncated(fact, value.into())));
        self
    }

    /// Adds the value of a placeholder that only a hint uses, if there is a value.
    #[must_use]
    pub fn with_some(self, fact: &'static str, value: Option<impl Into<String>>) -> Diagnostic {
        match value {
            Some(value) => self.with(fact, value),
            None => self,
        }
    }

    /// Adds a related location, up to [`MAX_RELATED`].
    #[must_use]
    pub fn related(mut self, at: Location) -> Diagnostic {
        if self.related.len() < MAX_RELATED {
            self.related.push(at);
        }
        self
    }

    /// Adds the value of a placeholder of another diagnostic to that of this one, unless it is there already, and its
    /// location to the related ones.
    pub fn join_fact(&mut self, fact: &'static str, other: &Diagnostic) {
        let value = |facts: &[(&str, String)]| {
            let mut facts = facts.iter();
            facts
                .find(|(known, _)| *known == fact)
                .map(|(_, value)| value.clone())
        };
        let more = value(&other.facts).unwrap_or_default();
        for (_, value) in self.facts.iter_mut().filter(|(known, _)| *known == fact) {
            if !value.split("; ").any(|known| known == more) {
                *value = fact::truncated(fact, format!("{value}; {more}"));
            }
        }
        if self.related.len() < MAX_RELATED {
            self.related.push(other.at.clone());
        }
    }

    /// Returns the number of diagnostics: 1, or the number of omitted ones for a summary.
    pub fn count(&self) -> usize {
        self.omitted.values().sum::<usize>().max(1)
    }

    /// Returns the message without a full stop. Facts are not escaped.
    pub fn message(&self, language: MessageLanguage) -> String {
        self.format_message(language, fact::raw)
    }

    /// Returns the message for a terminal or a log: control characters are escaped, long facts truncated.
    pub fn visible_message(&self, language: MessageLanguage) -> String {
        self.format_message(language, fact::printable)
    }

    /// Returns the first hint of the table whose facts all have values. Facts are not escaped.
    pub fn hint(&self, language: MessageLanguage) -> Option<String> {
        self.format_hint(language, fact::raw)
    }

    /// Returns the hint for a terminal or a log: control characters are escaped, long facts truncated.
    pub fn visible_hint(&self, language: MessageLanguage) -> Option<String> {
        self.format_hint(language, fact::printable)
    }

    fn format_message(&self, language: MessageLanguage, format: FormatFact) -> String {
        let pattern = self.code.rule().message.get(language);
        fact::fill(pattern, &self.facts, format).unwrap_or_else(|| pattern.to_owned())
    }

    fn format_hint(&self, language: MessageLanguage, format: FormatFact) -> Option<String> {
        self.code
            .rule()
            .hints
            .iter()
            .find_map(|hint| fact::fill(hint.get(language), &self.facts, format))
    }
}

/// Orders by location, then by code, then by facts.
impl Ord for Diagnostic {
    fn cmp(&self, other: &Self) -> Ordering {
        let location = self
            .at
            .cmp(&other.at)
            .then((self.code as u16).cmp(&(other.code as u16)));
        location.then_with(|| self.facts.cmp(&other.facts))
    }
}

impl PartialOrd for Diagnostic {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The value of a stage, with the diagnostics of the stage. Parsing content never fails.
#[derive(Clone, Debug, Default)]
pub struct Checked<T> {
    /// The value, without the parts that have errors.
    pub value: T,
    /// The diagnostics, in no particular order.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// Moves the diagnostics to a list and returns the value.
    pub fn take_diagnostics(self, diagnostics: &mut Vec<Diagnostic>) -> T {
        diagnostics.extend(self.diagnostics);
        self.value
    }
}
