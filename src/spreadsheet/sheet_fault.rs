//! Why a table cannot be read.

use crate::text::MessageLanguage;

/// The reason why a file of tables cannot be read, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetFault {
    ru: String,
    en: String,
}

impl SheetFault {
    /// Creates a reason.
    pub fn new(ru: impl Into<String>, en: impl Into<String>) -> SheetFault {
        SheetFault {
            ru: ru.into(),
            en: en.into(),
        }
    }

    /// Returns the reason in a language. Texts of the file are not escaped.
    pub fn words(&self, language: MessageLanguage) -> &str {
        match language {
            MessageLanguage::Ru => &self.ru,
            MessageLanguage::En => &self.en,
        }
    }
}
