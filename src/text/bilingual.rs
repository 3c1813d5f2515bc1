//! Messages of the program in its two languages, Russian and English.

/// The language of messages. It does not depend on the languages of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum MessageLanguage {
    /// Russian.
    Ru,
    /// English.
    En,
}

impl MessageLanguage {
    /// Returns the code of the language, as in `lang`.
    pub const fn code(self) -> &'static str {
        match self {
            MessageLanguage::Ru => "ru",
            MessageLanguage::En => "en",
        }
    }
}

/// A text in both languages.
#[derive(Debug)]
pub struct Bilingual {
    /// The Russian text.
    pub ru: &'static str,
    /// The English text.
    pub en: &'static str,
}

impl Bilingual {
    /// Returns the text in a language.
    pub fn get(&self, language: MessageLanguage) -> &'static str {
        match language {
            MessageLanguage::Ru => self.ru,
            MessageLanguage::En => self.en,
        }
    }
}
