//! A text in Markdown in the languages of a site.

use super::body::Body;
use crate::site::Language;

/// A text in Markdown by language. [`Record::texts`](super::record::Record::texts) is the only iterator over texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LocalizedBody(pub(super) Vec<(Language, Body)>);

impl LocalizedBody {
    /// Whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the text in a language. `None` if there is none.
    pub fn exact(&self, language: Language) -> Option<&Body> {
        let mut versions = self.0.iter();
        let found = versions.find(|(known, _)| *known == language);
        found.map(|(_, body)| body)
    }

    /// Returns the text in a language, else the first one, and its language.
    pub fn get(&self, language: Language) -> Option<(&Body, Language)> {
        let exact = self.exact(language).map(|body| (body, language));
        exact.or_else(|| self.0.first().map(|(language, body)| (body, *language)))
    }

    /// Adds a text, which replaces one in the same language.
    pub fn insert(&mut self, language: Language, body: Body) {
        match self.0.iter_mut().find(|(known, _)| *known == language) {
            Some((_, known)) => *known = body,
            None => self.0.push((language, body)),
        }
    }

    /// Adds the texts of other languages. Returns whether a text in one language differs.
    pub fn merge(&mut self, theirs: &LocalizedBody) -> bool {
        let mut differs = false;
        for (language, body) in &theirs.0 {
            match self.exact(*language) {
                Some(known) => differs |= known.text != body.text,
                None => self.0.push((*language, body.clone())),
            }
        }
        self.0.sort_by_key(|(language, _)| *language);
        differs
    }
}

impl FromIterator<(Language, Body)> for LocalizedBody {
    fn from_iter<T: IntoIterator<Item = (Language, Body)>>(versions: T) -> LocalizedBody {
        LocalizedBody(versions.into_iter().collect())
    }
}
