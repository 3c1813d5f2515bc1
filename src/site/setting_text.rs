//! The texts of the settings and the vocabulary, as a translator sees them.

use std::sync::Arc;

use icu_plurals::PluralCategory;

use super::language::Language;
use crate::diagnostic::Location;

/// A text of the settings or of the vocabulary in its languages: a label, a title, a noun after a number.
#[derive(Clone, Debug)]
pub struct SettingText {
    /// The key with its tables: `kinds.cluster.label`.
    pub path: String,
    /// Where `site.toml` states the text. `None` if only the default vocabulary does.
    pub at: Option<Location>,
    /// The text by language; several for plural forms.
    pub forms: Vec<(Language, Vec<TextForm>)>,
}

/// A text, or its form for a plural category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextForm {
    /// The plural category. `None` for a text without forms.
    pub category: Option<PluralCategory>,
    /// The text.
    pub text: Arc<str>,
}

impl SettingText {
    /// Returns the forms in a language. `None` if it has none.
    pub fn in_language(&self, language: Language) -> Option<&[TextForm]> {
        let mut forms = self.forms.iter();
        let found = forms.find(|(known, _)| *known == language);
        found.map(|(_, forms)| &**forms)
    }

    /// Returns the forms in English, or else in the site's first language, or in any.
    pub fn model(&self) -> &[TextForm] {
        let english = self.forms.iter().find(|(known, _)| known.is_english());
        let found = english.or(self.forms.first());
        found.map_or(&[], |(_, forms)| forms)
    }

    /// Whether the text has plural forms.
    pub fn is_plural(&self) -> bool {
        self.model().iter().any(|form| form.category.is_some())
    }

    /// Whether the text is a name, which need not differ from language to language.
    pub fn is_name(&self) -> bool {
        ["title", "map.credit", "licence", "licence.text"].contains(&&*self.path)
    }
}
