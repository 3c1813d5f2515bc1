//! Counts with their nouns in the plural form of the page's language.

use minijinja::value::Value;

use super::context::PageContext;
use crate::site::{KindIx, Language, plural_category_for};

impl PageContext {
    /// A number of records of a kind with the noun as HTML: «5 кластеров».
    pub(super) fn count_label(&self, kind: KindIx, number: usize) -> Value {
        let (_, language) = self.noun(kind, number);
        self.marked(&self.count_text(kind, number), language)
    }

    /// The same as a plain text.
    pub(super) fn count_text(&self, kind: KindIx, number: usize) -> String {
        let (noun, _) = self.noun(kind, number);
        format!("{}\u{a0}{noun}", self.style.number(number as f64))
    }

    /// The noun alone as HTML, for use after the number; empty if the kind has no such form.
    pub(super) fn count_noun(&self, kind: KindIx, number: usize) -> Value {
        let (noun, language) = self.noun(kind, number);
        self.marked(noun, language)
    }

    /// The code of the language of that noun; `None` if it is the page's.
    pub(super) fn noun_language(&self, kind: KindIx, number: usize) -> Option<&str> {
        let (_, language) = self.noun(kind, number);
        self.foreign(language)
    }

    /// The form of the noun of a kind after a number, and its language.
    fn noun(&self, kind: KindIx, number: usize) -> (&str, Language) {
        let site = &self.model.site;
        let category = |language| plural_category_for(site.code(language), number as f64);
        let form = site
            .vocabulary
            .kind(kind)
            .count
            .form(self.language, category);
        form.map_or(("", self.language), |(form, language)| (form, language))
    }

    /// An interface message with a number for `{n}`: «3 записи». The number alone if there is no message.
    pub(super) fn plural_message(&self, key: &str, number: usize) -> String {
        let message = self.model.messages.get(
            self.model.site.code(self.language),
            key,
            Some(number as f64),
        );
        let number = self.style.number(number as f64);
        message.map_or(number.clone(), |message| message.replace("{n}", &number))
    }
}
