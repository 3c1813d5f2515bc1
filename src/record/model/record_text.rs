//! A text in Markdown of a record.

use super::body::Body;
use crate::site::{Language, Site};

/// A text in Markdown of a record, in one of its languages.
#[derive(Clone, Copy, Debug)]
pub struct RecordText<'a> {
    /// The text.
    pub body: &'a Body,
    /// Its language.
    pub language: Language,
    /// The text in all its languages.
    versions: &'a [(Language, Body)],
}

impl<'a> RecordText<'a> {
    /// Returns a text in all its languages.
    pub(super) fn all(versions: &'a [(Language, Body)]) -> impl Iterator<Item = RecordText<'a>> {
        versions.iter().map(move |(language, body)| RecordText {
            body,
            language: *language,
            versions,
        })
    }

    /// Whether pages of a language show this text: it is in that language, or the first one of a text without it.
    pub fn is_shown_in(&self, language: Language) -> bool {
        let is_first = || {
            let first = self.versions.first();
            first.is_some_and(|(_, first)| std::ptr::eq(first, self.body))
        };
        let is_missing = || self.versions.iter().all(|(known, _)| *known != language);
        self.language == language || (is_first() && is_missing())
    }

    /// Returns the languages of the pages that show this text.
    pub fn shown_in(self, site: &Site) -> impl Iterator<Item = Language> + use<'a> {
        site.each_language()
            .filter(move |language| self.is_shown_in(*language))
    }
}
