//! The value of a field in the languages of a site.

use super::value::Value;
use crate::site::Language;

/// The value of a field: that of the record, and those that translations state instead.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalizedValue {
    own: Value,
    translations: Vec<(Language, Value)>,
}

impl LocalizedValue {
    /// Creates a value that is the same in all languages.
    pub(in crate::record) fn new(own: Value) -> LocalizedValue {
        LocalizedValue {
            own,
            translations: Vec::new(),
        }
    }

    /// Returns the value in a language: that of its translation, else that of the record.
    pub fn get(&self, language: Language) -> &Value {
        self.exact(language).unwrap_or(&self.own)
    }

    /// Returns the value that the translation into a language states instead. `None` if it states none.
    pub fn exact(&self, language: Language) -> Option<&Value> {
        let mut translations = self.translations.iter();
        let found = translations.find(|(known, _)| *known == language);
        found.map(|(_, value)| value)
    }

    /// Returns the values that translations state instead, by language.
    pub fn translations(&self) -> impl Iterator<Item = (Language, &Value)> {
        self.translations
            .iter()
            .map(|(language, value)| (*language, value))
    }

    /// Returns all values: that of the record, then those of translations.
    pub fn all(&self) -> impl Iterator<Item = &Value> {
        let translations = self.translations.iter().map(|(_, value)| value);
        std::iter::once(&self.own).chain(translations)
    }

    /// Returns the value of the record, to merge another into it.
    pub fn own_mut(&mut self) -> &mut Value {
        &mut self.own
    }

    /// Adds the value of a translation.
    pub fn insert(&mut self, language: Language, value: Value) {
        self.translations.push((language, value));
    }
}
