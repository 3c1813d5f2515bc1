//! Texts of records and free pages that a language of the site lacks.
//!
//! A text counts for each language that has no version of it. Three things have nothing to translate: a text without
//! letters; a name, place or publisher in the script of the language, which readers know as it stands; a short name, or a code.

use std::collections::BTreeMap;

use super::context::CheckContext;
use crate::atlas::{Atlas, RecordIx};
use crate::diagnostic::Location;
use crate::record::{
    FieldValue, FreePage, FreePageSlot, LocalizedBody, Provenance, Record, RelationDetails, Role,
    Value,
};
use crate::site::{Direction, Key, Language, LanguageName, Localized};
use crate::text::Script;

/// A text that a language lacks.
#[derive(Clone, Debug)]
pub struct UntranslatedText {
    /// The language.
    pub language: Language,
    /// Where the text is stated.
    pub at: Location,
    /// The key of the text in its record: `summary`, `members.miet.role`.
    pub key: String,
}

/// What a text is, which decides whether a language needs a version of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TextRole {
    /// A name, which is known in other languages if they have its letters.
    Name,
    /// A text in words.
    Words,
}

/// Whether a text can be read in a language as it stands: it has no letters, or those of the language's script only.
pub fn is_readable(text: &str, language: &LanguageName) -> bool {
    let mut scripts = text.chars().filter_map(Script::of);
    scripts.all(|script| script == language.script && script != Script::Other)
}

/// Finds the texts that languages lack, in the order of records.
pub fn untranslated_texts(context: CheckContext<'_>) -> Vec<UntranslatedText> {
    let mut found = Search {
        context,
        found: Vec::new(),
    };
    for ix in context.atlas.indices() {
        let record = context.atlas.record(ix);
        // What is missing in a record that could not be read whole may stand in the file.
        if !record.is_partial {
            found.add_record(record);
            found.add_relations(context.atlas, ix);
        }
    }
    found.add_free_pages();
    found.found
}

struct Search<'a> {
    context: CheckContext<'a>,
    found: Vec<UntranslatedText>,
}

impl Search<'_> {
    fn add_record(&mut self, record: &Record) {
        let key_at = |key| record.location_of(key).unwrap_or(&record.at);
        let name_at = key_at(Key::Name);
        self.add_text("name", name_at, &record.name, TextRole::Name);
        self.add_note("name", name_at, record.name_provenance.as_deref());
        self.add_text(
            "summary",
            key_at(Key::Summary),
            &record.summary,
            TextRole::Words,
        );
        for field in &record.fields {
            self.add_field(record, field);
        }
        for observation in &record.observations {
            let figures = &self.context.site.vocabulary.figures;
            let key = format!("figures.{}", figures[observation.of.index()].id);
            self.add_note(&key, &observation.at, Some(&observation.provenance));
        }
        self.add_body("text", key_at(Key::Text), &record.bodies, &|_| false);
    }

    fn add_field(&mut self, record: &Record, field: &FieldValue) {
        let vocabulary = &self.context.site.vocabulary;
        let known = &vocabulary.kind(record.kind).known;
        let names = [known.place, known.publisher, known.surname, known.abbr];
        if known.code == Some(field.field) {
            return;
        }
        let role = match names.contains(&Some(field.field)) {
            true => TextRole::Name,
            false => TextRole::Words,
        };
        let key = &vocabulary.field(field.field).name;
        let is_stated = |language| field.value.exact(language).is_some();
        for value in field.value.all().take(1) {
            self.add_value(key, &field.at, value, role, &is_stated);
        }
        self.add_note(key, &field.at, field.provenance.as_deref());
    }

    /// Adds the texts of a value, unless `is_stated` says that a translation has a value of its own.
    fn add_value(
        &mut self,
        key: &str,
        at: &Location,
        value: &Value,
        role: TextRole,
        is_stated: &dyn Fn(Language) -> bool,
    ) {
        match value {
            Value::Text(text) => {
                let before = self.found.len();
                self.add_text(key, at, text, role);
                let added = self.found.split_off(before);
                let added = added.into_iter().filter(|text| !is_stated(text.language));
                self.found.extend(added);
            }
            Value::Markdown(versions) => self.add_body(key, at, versions, is_stated),
            Value::List(values) => {
                for value in values {
                    self.add_value(key, at, value, role, is_stated);
                }
            }
            Value::Image(image) => {
                for text in [&image.alternative, &image.caption] {
                    self.add_text(key, at, text, role);
                }
            }
            Value::Link(link) => self.add_text(key, at, &link.text, role),
            Value::Integer(_)
            | Value::Number(_)
            | Value::Share(_)
            | Value::Money(..)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::Url(_)
            | Value::Email(_)
            | Value::Phone(_)
            | Value::Point(..)
            | Value::Choice(_)
            | Value::Identifiers(_) => {}
        }
    }

    /// Adds the roles and notes of the relations that a record states.
    fn add_relations(&mut self, atlas: &Atlas, ix: RecordIx) {
        for edge in atlas.edges(ix) {
            let relation = &atlas.relations[edge.relation as usize];
            let is_own = relation.owner == ix && !relation.derived;
            let is_first = relation.from != relation.to || edge.side == Direction::Forward;
            let Some(details) = relation.details.as_deref().filter(|_| is_own && is_first) else {
                continue;
            };
            let described = self.context.site.vocabulary.relation(relation.relation);
            let other = &atlas.record(edge.other).id;
            let key = format!("{}.{other}", described.key(edge.side));
            self.add_details(&key, &relation.at, details);
        }
    }

    fn add_details(&mut self, key: &str, at: &Location, details: &RelationDetails) {
        if let Some(Role::Words(words)) = &details.role {
            self.add_text(&format!("{key}.role"), at, words, TextRole::Words);
        }
        self.add_note(key, at, Some(&details.provenance));
        for (_, value) in &details.qualifiers {
            self.add_value(key, at, value, TextRole::Words, &|_| false);
        }
    }

    fn add_note(&mut self, key: &str, at: &Location, provenance: Option<&Provenance>) {
        if let Some(provenance) = provenance {
            self.add_text(
                &format!("{key}.note"),
                at,
                &provenance.note,
                TextRole::Words,
            );
        }
    }

    fn add_text(&mut self, key: &str, at: &Location, text: &Localized, role: TextRole) {
        let Some((any, _)) = text.iter().next().map(|(language, text)| (text, language)) else {
            return;
        };
        let has_letters = any.chars().any(char::is_alphabetic);
        let site = self.context.site;
        for (language, name) in site.each_language().zip(&site.languages) {
            let is_known = role == TextRole::Name && is_readable(any, name);
            if has_letters && !is_known && text.exact(language).is_none() {
                self.push(language, key, at);
            }
        }
    }

    fn add_body(
        &mut self,
        key: &str,
        at: &Location,
        versions: &LocalizedBody,
        is_stated: &dyn Fn(Language) -> bool,
    ) {
        for language in self.context.site.each_language() {
            if !versions.is_empty() && versions.exact(language).is_none() && !is_stated(language) {
                self.push(language, key, at);
            }
        }
    }

    /// Adds the free pages and introductions that languages lack.
    fn add_free_pages(&mut self) {
        let mut slots: BTreeMap<&FreePageSlot, Vec<&FreePage>> = BTreeMap::new();
        for ((slot, _), page) in self.context.atlas.free_pages.iter() {
            slots.entry(slot).or_default().push(page);
        }
        for pages in slots.values() {
            for language in self.context.site.each_language() {
                if !pages.iter().any(|page| page.language == language) {
                    self.push(language, "text", &pages[0].at);
                }
            }
        }
    }

    fn push(&mut self, language: Language, key: &str, at: &Location) {
        self.found.push(UntranslatedText {
            language,
            at: at.clone(),
            key: key.to_owned(),
        });
    }
}
