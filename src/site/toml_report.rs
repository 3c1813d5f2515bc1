//! The diagnostics of `site.toml` while it is read.

use std::cell::RefCell;
use std::ops::Range;

use super::language::Language;
use super::language_name::LanguageName;
use crate::diagnostic::{Code, Collector, Diagnostic, Location, Span, suggest_name};
use crate::source::SourcePath;

/// Collects diagnostics of a TOML file. It knows the languages of localized texts.
pub(super) struct TomlReport {
    path: SourcePath,
    languages: Vec<LanguageName>,
    diagnostics: RefCell<Collector>,
}

impl TomlReport {
    pub(super) fn new(path: SourcePath) -> TomlReport {
        TomlReport {
            path,
            languages: Vec::new(),
            diagnostics: RefCell::default(),
        }
    }

    /// Sets the languages of localized texts.
    pub(super) fn with_languages(mut self, languages: &[LanguageName]) -> TomlReport {
        self.languages = languages.to_vec();
        self
    }

    /// Returns the path of the file.
    pub(super) fn path(&self) -> &SourcePath {
        &self.path
    }

    /// Adds a diagnostic.
    pub(super) fn report(&self, code: Code, span: &Range<usize>, facts: &[(&'static str, &str)]) {
        let at = Location {
            path: self.path.clone(),
            span: Span::new(span.clone()),
        };
        let start = Diagnostic::new(code, at);
        let diagnostic = facts.iter().fold(start, |diagnostic, (fact, value)| {
            diagnostic.with(fact, *value)
        });
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    /// Returns all diagnostics.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.diagnostics.into_inner().finish()
    }

    /// Returns the most similar name (see [`suggest_name`]).
    pub(super) fn suggest<'n>(
        &self,
        written: &str,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Option<String> {
        suggest_name(written, names, self.diagnostics.borrow().len())
    }

    /// Returns the codes of the languages.
    pub(super) fn languages(&self) -> Vec<&str> {
        self.languages.iter().map(|name| &*name.code).collect()
    }

    /// Finds a language by its code.
    pub(super) fn language(&self, code: &str) -> Option<Language> {
        self.languages
            .iter()
            .position(|name| name.code == code)
            .map(|i| Language::new(i as u8, code))
    }
}
