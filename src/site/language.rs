//! The languages of a site.

/// A language of a site, as an index in `languages`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(u8);

impl Language {
    /// The first language.
    pub const DEFAULT: Language = Language(0);

    pub(crate) fn new(index: u8) -> Language {
        Language(index)
    }

    /// Returns the index in `languages`.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The code of a language (BCP 47), and its own name for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageName {
    /// The code in addresses and `lang`: `ru`.
    pub code: String,
    /// The name for the language switch: «Русский».
    pub name: String,
}

impl LanguageName {
    /// Finds the name of a language; unknown languages are named by their code.
    pub(super) fn new(code: &str) -> LanguageName {
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
        let name = NAMES
            .iter()
            .find(|(known, _)| *known == code)
            .map_or(code, |(_, name)| name);
        LanguageName {
            code: code.to_owned(),
            name: name.to_owned(),
        }
    }
}
