//! The state of parsing one file, and its diagnostics.

use std::collections::HashSet;

use crate::diagnostic::{
    Checked, Code, Collector, Diagnostic, Location, Severity, Span, suggest_name,
};
use crate::site::{Language, Localized, Site};
use crate::source::SourcePath;
use crate::text::folding::fold_name;

/// The number of mistakes of a file up to which a text is compared with labels.
const MOST_COMPARED: usize = 100;

/// The state of parsing one file.
pub(in crate::record) struct FileParser<'s> {
    pub(in crate::record) site: &'s Site,
    pub(in crate::record) path: &'s SourcePath,
    /// The language of texts without a language code.
    pub(in crate::record) language: Language,
    /// The number of Markdown events in the file so far.
    pub(in crate::record) events: usize,
    /// The names that YAML aliases of the file have, once they are needed.
    pub(in crate::record) aliases: Option<HashSet<String>>,
    diagnostics: Collector,
    /// The number of errors so far.
    errors: usize,
    /// Whether diagnostics are dropped: what is read is known to be broken, and that is reported.
    muted: bool,
}

impl<'s> FileParser<'s> {
    /// Begins a file whose texts are in the default language, unless they name another.
    pub(in crate::record) fn new(path: &'s SourcePath, site: &'s Site) -> FileParser<'s> {
        FileParser {
            site,
            path,
            language: Language::DEFAULT,
            events: 0,
            aliases: None,
            diagnostics: Collector::default(),
            errors: 0,
            muted: false,
        }
    }

    /// Ends the file: returns a value with all diagnostics.
    pub(in crate::record) fn finish<T>(self, value: T) -> Checked<T> {
        Checked {
            value,
            diagnostics: self.diagnostics.finish(),
        }
    }

    /// Returns the most similar name as a suggestion. `None` if there is none, or the file has too many errors.
    pub(in crate::record) fn suggest<'n>(
        &self,
        text: &str,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Option<String> {
        suggest_name(text, names, self.diagnostics.len())
    }

    /// Returns the id of the term that a text means: the one with this label, else the one with the most similar id. `None` if
    /// there is none, or the file has too many errors.
    pub(in crate::record) fn suggest_term<'n>(
        &self,
        text: &str,
        terms: impl Iterator<Item = (&'n str, &'n Localized)> + Clone,
    ) -> Option<String> {
        // As with similar ids, only the first mistakes of a file are compared.
        if self.diagnostics.len() >= MOST_COMPARED {
            return None;
        }
        let folded = fold_name(text);
        let is_label = |label: &Localized| label.iter().any(|(_, text)| fold_name(text) == folded);
        let labelled = terms.clone().find(|(_, label)| is_label(label));
        let labelled = labelled.map(|(id, _)| id.to_owned());
        labelled.or_else(|| self.suggest(text, terms.map(|(id, _)| id)))
    }

    /// Returns a location in the file.
    pub(in crate::record) fn location(&self, span: Span) -> Location {
        Location {
            path: self.path.clone(),
            span,
        }
    }

    /// Creates a diagnostic without reporting it.
    pub(in crate::record) fn diagnostic(&self, code: Code, span: Span) -> Diagnostic {
        Diagnostic::new(code, self.location(span))
    }

    /// Reports a diagnostic, with the severity that the site sets.
    pub(in crate::record) fn push(&mut self, diagnostic: Diagnostic) {
        if self.muted {
            return;
        }
        if let Some(diagnostic) = self.site.apply_severity(diagnostic) {
            self.errors += usize::from(diagnostic.severity == Severity::Error);
            self.diagnostics.push(diagnostic);
        }
    }

    /// Returns the number of errors so far.
    pub(in crate::record) fn errors(&self) -> usize {
        self.errors
    }

    /// Calls a function whose diagnostics are dropped.
    pub(in crate::record) fn mute<T>(&mut self, parse: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.muted, true);
        let value = parse(self);
        self.muted = before;
        value
    }

    /// Reports an exceeded limit. `ru` and `en` describe it.
    pub(in crate::record) fn report_limit(&mut self, span: Span, ru: String, en: String) {
        let diagnostic = self
            .diagnostic(Code::RecordLimit, span)
            .with("words", ru)
            .with("words_en", en);
        self.push(diagnostic);
    }
}
