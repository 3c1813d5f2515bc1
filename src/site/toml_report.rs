//! The diagnostics of `site.toml` while it is read.

use std::cell::RefCell;
use std::ops::Range;

use super::language::{Language, own_codes};
use super::language_name::LanguageName;
use super::setting_text::{SettingText, TextForm};
use crate::diagnostic::{Code, Collector, Diagnostic, Location, Span, suggest_name};
use crate::source::SourcePath;

/// The forms of a text in a language.
type LanguageForms = (Language, Vec<TextForm>);

/// Collects diagnostics of a TOML file. It knows the languages of localized texts.
pub(super) struct TomlReport {
    path: SourcePath,
    languages: Vec<LanguageName>,
    diagnostics: RefCell<Collector>,
    texts: RefCell<Vec<SettingText>>,
}

impl TomlReport {
    pub(super) fn new(path: SourcePath) -> TomlReport {
        TomlReport {
            path,
            languages: Vec::new(),
            diagnostics: RefCell::default(),
            texts: RefCell::default(),
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

    /// Adds diagnostics that another part of the program made.
    pub(super) fn extend(&self, found: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.borrow_mut().extend(found);
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

    /// Reports a language that the site lacks.
    pub(super) fn report_language(&self, code: &str, at: &Range<usize>) {
        let known = self.languages();
        let near = self.suggest(code, known.iter().copied());
        let known = known.join(", ");
        let mut facts = vec![("language", code), ("known", &*known)];
        facts.extend(near.as_deref().map(|near| ("near", near)));
        self.report(Code::UnknownLanguage, at, &facts);
    }

    /// Returns the codes of the languages.
    pub(super) fn languages(&self) -> Vec<&str> {
        self.languages.iter().map(|name| &*name.code).collect()
    }

    /// Returns the languages that take the texts of a code: that of the code, and those with a region that have no texts of
    /// their own. `has_own` says whether a language has.
    pub(super) fn languages_of(&self, code: &str, has_own: impl Fn(&str) -> bool) -> Vec<Language> {
        let takes = |known: &str| {
            known == code || own_codes(known).any(|base| base == code) && !has_own(known)
        };
        let languages = self.languages.iter().enumerate();
        languages
            .filter(|(_, name)| takes(&name.code))
            .map(|(index, name)| Language::new(index as u8, &name.code))
            .collect()
    }

    /// Adds a text that was read.
    pub(super) fn add_text(&self, path: String, at: &Range<usize>, forms: Vec<LanguageForms>) {
        let at = (!at.is_empty()).then(|| Location {
            path: self.path.clone(),
            span: Span::new(at.clone()),
        });
        let mut texts = self.texts.borrow_mut();
        // Some texts are read twice.
        if texts.last().is_none_or(|known| known.path != path) {
            texts.push(SettingText { path, at, forms });
        }
    }

    /// Returns the texts that were read.
    pub(super) fn take_texts(&self) -> Vec<SettingText> {
        self.texts.take()
    }
}
