//! A text in Markdown of a record.

use super::body::Body;
use super::localized_body::LocalizedBody;
use super::localized_value::LocalizedValue;
use crate::site::{Language, Site};

/// A text in Markdown of a record, in one of its languages.
#[derive(Clone, Copy, Debug)]
pub struct RecordText<'a> {
    /// The text.
    pub body: &'a Body,
    /// Its language.
    pub language: Language,
    /// The text in all its languages.
    versions: &'a LocalizedBody,
    /// The value that the text is in. `None` for the body of the record.
    value: Option<FieldText<'a>>,
}

/// The field that holds a text.
#[derive(Clone, Copy, Debug)]
struct FieldText<'a> {
    value: &'a LocalizedValue,
    /// The language of the translation that states the text. `None` for the value of the record.
    translation: Option<Language>,
}

impl<'a> RecordText<'a> {
    /// Returns the body of a record in all its languages.
    pub(super) fn of_body(versions: &'a LocalizedBody) -> impl Iterator<Item = RecordText<'a>> {
        RecordText::all(versions, None)
    }

    /// Returns the texts of a field, each in all its languages.
    pub fn of_field(value: &'a LocalizedValue) -> impl Iterator<Item = RecordText<'a>> {
        let translations = value
            .translations()
            .map(|(language, value)| (Some(language), value));
        let values = value.all().take(1).map(|own| (None, own));
        let values = values.chain(translations);
        values.flat_map(move |(translation, stated)| {
            let texts = stated.texts().into_iter();
            let field = FieldText { value, translation };
            texts.flat_map(move |versions| RecordText::all(versions, Some(field)))
        })
    }

    fn all(
        versions: &'a LocalizedBody,
        value: Option<FieldText<'a>>,
    ) -> impl Iterator<Item = RecordText<'a>> {
        versions.0.iter().map(move |(language, body)| RecordText {
            body,
            language: *language,
            versions,
            value,
        })
    }

    /// Whether this is the body of the record, and not a text of a field.
    pub fn is_body(&self) -> bool {
        self.value.is_none()
    }

    /// Whether pages of a language show this text: it is in that language, or the first one of a text without it.
    pub fn is_shown_in(&self, language: Language) -> bool {
        let is_stated = self.value.is_none_or(|field| match field.translation {
            Some(translation) => translation == language,
            None => field.value.exact(language).is_none(),
        });
        let shown = self.versions.get(language);
        is_stated && shown.is_some_and(|(shown, _)| std::ptr::eq(shown, self.body))
    }

    /// Returns the languages of the pages that show this text.
    pub fn shown_in(self, site: &Site) -> impl Iterator<Item = Language> + use<'a> {
        site.each_language()
            .filter(move |language| self.is_shown_in(*language))
    }
}
