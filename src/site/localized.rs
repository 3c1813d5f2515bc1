//! Texts and plural forms in the languages of a site.

use std::sync::Arc;

use icu_plurals::PluralCategory;

use super::language::Language;
use super::setting_text::TextForm;

/// A text in one or more of the site's languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized(Vec<(Language, Arc<str>)>);

impl Localized {
    /// Creates a text in the default language.
    pub fn plain(text: &str) -> Localized {
        Localized(vec![(Language::DEFAULT, text.into())])
    }

    /// Creates a text in one language.
    pub fn single(language: Language, text: &str) -> Localized {
        Localized(vec![(language, text.into())])
    }

    /// Adds or replaces the text in a language.
    pub fn set(&mut self, language: Language, text: &str) {
        match self.0.iter_mut().find(|(known, _)| *known == language) {
            Some((_, old)) => *old = text.into(),
            None => {
                self.0.push((language, text.into()));
                self.0.sort_by_key(|(language, _)| *language);
            }
        }
    }

    /// Adds the texts of another one, which take precedence.
    pub fn overlay(&mut self, other: &Localized) {
        for (language, text) in &other.0 {
            self.set(*language, text);
        }
    }

    /// Drops the English text of a site without pages in English, if each of its languages has a text.
    pub(super) fn drop_spare(&mut self, languages: usize) {
        if self.0.len() > languages {
            self.0
                .retain(|(language, _)| *language != Language::ENGLISH);
        }
    }

    /// Returns the text in exactly this language.
    pub fn exact(&self, language: Language) -> Option<&Arc<str>> {
        self.0
            .iter()
            .find(|(known, _)| *known == language)
            .map(|(_, text)| text)
    }

    /// Returns the text in a language, or else in the site's first one, in English, or in any. The second value is the language
    /// of the text.
    pub fn get(&self, language: Language) -> Option<(&Arc<str>, Language)> {
        let (language, text) = nearest(&self.0, language)?;
        Some((text, *language))
    }

    /// Returns the text in a language, with the same fallback as [`Localized::get`]. Empty if there is no text.
    pub fn text(&self, language: Language) -> &str {
        self.get(language).map_or("", |(text, _)| text)
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the texts with their languages, in the order of the languages.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &Arc<str>)> {
        self.0.iter().map(|(language, text)| (*language, text))
    }
}

/// The forms of a noun after a number, by CLDR plural category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plurals(Vec<(Language, Forms)>);

/// The forms of one language.
type Forms = Vec<(PluralCategory, Arc<str>)>;

impl Plurals {
    pub(super) fn set(&mut self, language: Language, forms: Forms) {
        self.0.retain(|(known, _)| *known != language);
        self.0.push((language, forms));
    }

    /// Returns all forms by language.
    pub(super) fn text_forms(&self) -> Vec<(Language, Vec<TextForm>)> {
        let form = |(category, text): &(PluralCategory, Arc<str>)| TextForm {
            category: Some(*category),
            text: text.clone(),
        };
        let languages = self.0.iter();
        languages
            .map(|(language, forms)| (*language, forms.iter().map(form).collect()))
            .collect()
    }

    /// Returns the form of a number, and its language, with the same fallback as [`Localized::get`]. `category` is the plural
    /// rule of a language. A missing form is `other`, or else any form.
    pub fn form(
        &self,
        language: Language,
        category: impl Fn(Language) -> PluralCategory,
    ) -> Option<(&Arc<str>, Language)> {
        let (language, forms) = nearest(&self.0, language)?;
        let of = |wanted| forms.iter().find(|(known, _)| *known == wanted);
        let form = of(category(*language))
            .or_else(|| of(PluralCategory::Other))
            .or(forms.last());
        form.map(|(_, form)| (form, *language))
    }
}

/// The entry of a language, or else of the site's first language, of English, or any.
fn nearest<T>(entries: &[(Language, T)], language: Language) -> Option<&(Language, T)> {
    let of = |wanted| entries.iter().find(|(known, _)| *known == wanted);
    of(language)
        .or_else(|| of(Language::DEFAULT))
        .or_else(|| entries.iter().find(|(known, _)| known.is_english()))
        .or(entries.first())
}
