//! The aliases of a record.

use std::collections::HashSet;
use std::sync::Arc;

use minijinja::value::Value;

use super::record::RecordView;
use super::static_map::{map, optional};
use crate::site::Language;

impl RecordView {
    /// The aliases without duplicates, and the names in further languages. Those in the page's language or in any language
    /// are first; others have `lang`.
    pub(super) fn aliases(&self) -> Value {
        let record = self.record();
        let language = self.context.language;
        let given = record
            .aliases
            .iter()
            .filter_map(|alias| alias.get(language));
        let foreign = |(text, of): (&'_ Arc<str>, Language)| {
            self.context
                .foreign(of)
                .filter(|_| !is_universal(text, record.name.text(of)))
        };
        let mut names: Vec<(&Arc<str>, Option<&str>)> =
            given.map(|alias| (alias.0, foreign(alias))).collect();
        // The other languages of a site translate; what only they call a record is no name in the first one.
        names.retain(|(_, lang)| lang.is_none() || language != Language::DEFAULT);
        names.sort_by_key(|(_, lang)| lang.is_some());
        let further = record.foreign_names.iter();
        names.extend(further.map(|name| (&name.text, Some(&*name.language))));
        let own = [
            record.title(language).0,
            record
                .name
                .get(language)
                .map_or(&record.id, |(name, _)| name),
        ];
        let mut seen = HashSet::from(own);
        names.retain(|(name, _)| seen.insert(name));
        let name = |(name, lang): (&Arc<str>, Option<&str>)| {
            map([
                ("name", Value::from(name.clone())),
                ("lang", optional(lang)),
            ])
        };
        names.into_iter().map(name).collect()
    }
}

/// Whether an alias is language-independent, as an abbreviation or a brand: it is in Latin letters and the name of the
/// record in that language is not.
fn is_universal(alias: &str, name: &str) -> bool {
    let letters = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphabetic())
            .all(|c| c.is_ascii())
    };
    letters(alias) && !letters(name)
}
