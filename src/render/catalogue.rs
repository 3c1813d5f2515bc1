//! The program's own messages: their keys in order, English forms and placeholders.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::defaults;
use super::locale_words::{is_form_key, placeholders};
use crate::site::{ENGLISH, TextForm, plural_category};

/// The messages of which a language may lack any: CLDR, or another form, stands in for them.
const OPTIONAL: [&str; 2] = ["date_first_day", "months_short"];

/// The program's own messages.
pub struct Catalogue {
    entries: Vec<CatalogueEntry>,
    places: BTreeMap<String, usize>,
}

/// A message of the program.
pub struct CatalogueEntry {
    /// The key.
    pub key: String,
    /// The comment above it in the English table, with `#`; empty if there is none.
    pub comment: String,
    /// The forms in English. Empty if only other languages have the message.
    pub english: MessageForms,
    /// Whether a language may lack it, because CLDR or another form stands in for it.
    pub is_optional: bool,
    /// The placeholders in any language.
    pub(super) placeholders: BTreeSet<String>,
}

/// The text of a message, or its plural forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageForms(pub Vec<TextForm>);

impl MessageForms {
    /// Whether the message has plural forms.
    pub fn is_plural(&self) -> bool {
        self.0.iter().any(|form| form.category.is_some())
    }

    /// The text, or the form for any number.
    pub fn main(&self) -> &str {
        self.0.last().map_or("", |form| &form.text)
    }
}

impl Catalogue {
    /// Reads the messages that the program contains.
    pub fn new() -> Catalogue {
        let mut catalogue = Catalogue {
            entries: Vec::new(),
            places: BTreeMap::new(),
        };
        let source = defaults::messages_toml();
        let parsed = DeTable::parse(source).map(toml::Spanned::into_inner);
        let parsed = parsed.unwrap_or_default();
        let english = parsed.get(ENGLISH);
        let mut end = english.map_or(0, |table| table.span().end);
        for (key, value) in english.iter().flat_map(|table| entries(table.get_ref())) {
            let between = source.get(end..key.span().start).unwrap_or_default();
            let entry = catalogue.entry(key.get_ref());
            entry.comment = comment(between);
            entry.english = forms(value.get_ref());
            end = end.max(value.span().end);
        }
        catalogue.add_placeholders(&parsed);
        for source in defaults::language_files() {
            if let Ok(parsed) = DeTable::parse(source) {
                catalogue.add_placeholders(parsed.get_ref());
            }
        }
        catalogue
    }

    /// The messages: those that English has in the order of its table, then the others.
    pub fn entries(&self) -> &[CatalogueEntry] {
        &self.entries
    }

    /// The message of a key.
    pub fn find(&self, key: &str) -> Option<&CatalogueEntry> {
        self.places.get(key).map(|place| &self.entries[*place])
    }

    fn entry(&mut self, key: &str) -> &mut CatalogueEntry {
        let next = self.entries.len();
        let place = *self.places.entry(key.to_owned()).or_insert(next);
        if place == next {
            self.entries.push(CatalogueEntry {
                key: key.to_owned(),
                comment: String::new(),
                english: MessageForms::default(),
                is_optional: OPTIONAL.contains(&key) || is_form_key(key),
                placeholders: BTreeSet::new(),
            });
        }
        &mut self.entries[place]
    }

    fn add_placeholders(&mut self, languages: &DeTable<'_>) {
        for table in languages.values() {
            for (key, value) in entries(table.get_ref()) {
                let forms = forms(value.get_ref());
                let names = forms.0.iter().flat_map(|form| placeholders(&form.text));
                let names: Vec<String> = names.map(str::to_owned).collect();
                self.entry(key.get_ref()).placeholders.extend(names);
            }
        }
    }
}

impl Default for Catalogue {
    fn default() -> Catalogue {
        Catalogue::new()
    }
}

/// The entries of a table of messages, in the order of the file.
fn entries<'v, 't>(
    table: &'v DeValue<'t>,
) -> impl Iterator<
    Item = (
        &'v toml::Spanned<std::borrow::Cow<'t, str>>,
        &'v toml::Spanned<DeValue<'t>>,
    ),
> {
    table.as_table().into_iter().flatten()
}

/// Reads the text or the forms of a value. What is neither is left out.
fn forms(value: &DeValue<'_>) -> MessageForms {
    match value {
        DeValue::String(text) => MessageForms(vec![TextForm {
            category: None,
            text: Arc::from(&**text),
        }]),
        DeValue::Table(forms) => {
            let forms = forms.iter().filter_map(|(name, text)| {
                let category = plural_category(name.get_ref())?;
                Some(TextForm {
                    category: Some(category),
                    text: Arc::from(text.get_ref().as_str()?),
                })
            });
            MessageForms(forms.collect())
        }
        DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_) => MessageForms::default(),
    }
}

/// The lines of comments between two messages.
fn comment(between: &str) -> String {
    let lines = between.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| line.starts_with('#')).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_messages_have_their_order_comments_and_placeholders() {
        let catalogue = Catalogue::new();
        let first = &catalogue.entries()[0];
        assert_eq!(
            (&*first.key, first.english.main()),
            ("skip", "Skip to content")
        );
        assert_eq!(first.comment, "# the frame of the page");
        let counted = catalogue.find("records_counted").expect("a message");
        assert!(counted.english.is_plural() && !counted.is_optional);
        assert!(counted.placeholders.contains("n"));
        let season = catalogue.find("winter_accusative").expect("a message");
        assert!(season.is_optional && season.english.0.is_empty());
    }
}
