//! Why an edit of a site is not made.

use crate::record::EditFault;
use crate::source::SourcePath;
use crate::text::MessageLanguage;

/// The reason why an edit is not made, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    ru: String,
    en: String,
}

impl Refusal {
    /// Creates a reason.
    pub fn new(ru: impl Into<String>, en: impl Into<String>) -> Refusal {
        Refusal {
            ru: ru.into(),
            en: en.into(),
        }
    }

    /// Returns the reason in a language. Texts of the site are not escaped.
    pub fn words(&self, language: MessageLanguage) -> &str {
        match language {
            MessageLanguage::Ru => &self.ru,
            MessageLanguage::En => &self.en,
        }
    }

    pub(super) fn of_edit(path: &SourcePath, fault: EditFault) -> Refusal {
        let words = fault.words();
        Refusal::new(
            format!("{path}: {}", words.ru),
            format!("{path}: {}", words.en),
        )
    }
}
