//! Errors of a command.

use crate::text::MessageLanguage;

/// An error of a command that is not about content, in both languages.
#[derive(Debug)]
pub(super) struct CommandError {
    ru: String,
    en: String,
    /// The language of its message. `None`: the atlas is not known.
    language: Option<MessageLanguage>,
}

impl CommandError {
    pub(super) fn new(ru: impl Into<String>, en: impl Into<String>) -> CommandError {
        CommandError {
            ru: ru.into(),
            en: en.into(),
            language: None,
        }
    }

    /// Sets the language of the message, which is that of messages about the atlas.
    pub(super) fn in_language(self, language: MessageLanguage) -> CommandError {
        CommandError {
            language: Some(language),
            ..self
        }
    }

    /// The language of the message. `None`: the atlas is not known.
    pub(super) fn language(&self) -> Option<MessageLanguage> {
        self.language
    }

    pub(super) fn message(&self, message_language: MessageLanguage) -> String {
        match message_language {
            MessageLanguage::Ru => self.ru.clone(),
            MessageLanguage::En => self.en.clone(),
        }
    }
}

impl From<std::io::Error> for CommandError {
    fn from(error: std::io::Error) -> CommandError {
        CommandError::new(error.to_string(), error.to_string())
    }
}

pub(super) fn disk(path: &std::path::Path, error: &std::io::Error) -> CommandError {
    let path = path.display();
    CommandError::new(format!("{path}: {error}"), format!("{path}: {error}"))
}
