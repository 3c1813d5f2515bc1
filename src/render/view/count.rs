//! Counts with their nouns in the plural form of the page's language.

use super::context::PageContext;
use crate::model::plural_category_for;
use crate::site::KindIx;

impl PageContext {
    /// A number of records of a kind with the noun: «5 кластеров».
    pub(super) fn count_label(&self, kind: KindIx, number: usize) -> String {
        format!(
            "{}\u{a0}{}",
            self.style.number(number as f64),
            self.count_noun(kind, number)
        )
    }

    /// The noun alone, for use after the number; empty if the kind has no such form.
    pub(super) fn count_noun(&self, kind: KindIx, number: usize) -> &str {
        let category = plural_category_for(self.model.site.code(self.language), number as f64);
        self.model
            .site
            .vocabulary
            .kind(kind)
            .count
            .form(self.language, category)
            .map_or("", |form| form)
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
