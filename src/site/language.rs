//! The languages of a site, and texts in them.

use std::sync::Arc;

use icu_plurals::PluralCategory;

/// One of the site's languages, by its place in `languages`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(u8);

impl Language {
    /// The first language of the site.
    pub const DEFAULT: Language = Language(0);

    pub(crate) fn new(index: u8) -> Language {
        Language(index)
    }

    /// The place in `languages`.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A language's code (BCP 47) and its name in itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageName {
    /// The code, as in addresses and `lang`: `ru`.
    pub code: String,
    /// The name for the language switch: «Русский».
    pub name: String,
}

impl LanguageName {
    pub(super) fn of(code: &str) -> LanguageName {
        const NAMES: [(&str, &str); 16] = [
            ("ru", "Русский"),
            ("en", "English"),
            ("be", "Беларуская"),
            ("kk", "Қазақша"),
            ("tt", "Татарча"),
            ("ba", "Башҡортса"),
            ("sah", "Саха тыла"),
            ("uk", "Українська"),
            ("uz", "Oʻzbekcha"),
            ("hy", "Հայերեն"),
            ("zh", "中文"),
            ("de", "Deutsch"),
            ("fr", "Français"),
            ("es", "Español"),
            ("pt", "Português"),
            ("tr", "Türkçe"),
        ];
        let name = NAMES.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name);
        LanguageName { code: code.to_owned(), name: name.to_owned() }
    }
}

/// A text in one or more of the site's languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized(Vec<(Language, Arc<str>)>);

impl Localized {
    /// The text in the default language alone.
    pub fn plain(text: &str) -> Localized {
        Localized(vec![(Language::DEFAULT, text.into())])
    }

    /// The text in one language alone.
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

    /// Takes over the texts of another, which win.
    pub fn overlay(&mut self, other: &Localized) {
        for (language, text) in &other.0 {
            self.set(*language, text);
        }
    }

    /// The text in exactly this language.
    pub fn exact(&self, language: Language) -> Option<&Arc<str>> {
        self.0.iter().find(|(known, _)| *known == language).map(|(_, text)| text)
    }

    /// The text for a reader of a language: in it, else in the site's first language that has one; with the language
    /// that it is really in.
    pub fn get(&self, language: Language) -> Option<(&Arc<str>, Language)> {
        let found = self.0.iter().find(|(known, _)| *known == language).or_else(|| self.0.first());
        found.map(|(language, text)| (text, *language))
    }

    /// The text for a reader of a language, or nothing where there is none at all.
    pub fn text(&self, language: Language) -> &str {
        self.get(language).map_or("", |(text, _)| text)
    }

    /// Whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The texts with their languages, in the site's order.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &Arc<str>)> {
        self.0.iter().map(|(language, text)| (*language, text))
    }
}

/// The forms of a noun after a number, by CLDR's plural categories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plurals(Vec<(Language, Forms)>);

/// The forms of one language.
type Forms = Vec<(PluralCategory, Arc<str>)>;

impl Plurals {
    pub(super) fn set(&mut self, language: Language, forms: Forms) {
        self.0.retain(|(known, _)| *known != language);
        self.0.push((language, forms));
    }

    /// The noun after a number of this category; `other`, then any form, where the category has none of its own.
    pub fn form(&self, language: Language, category: PluralCategory) -> Option<&Arc<str>> {
        let (_, forms) = self.0.iter().find(|(known, _)| *known == language).or_else(|| self.0.first())?;
        let of = |wanted| forms.iter().find(|(known, _)| *known == wanted).map(|(_, form)| form);
        of(category).or_else(|| of(PluralCategory::Other)).or_else(|| forms.last().map(|(_, form)| form))
    }
}

/// CLDR's name of a plural category, as written in `site.toml` and `strings.toml`.
pub fn plural_category(name: &str) -> Option<PluralCategory> {
    PluralCategory::get_for_cldr_string(name)
}
