//! Names, fields and other single values of records.

use std::collections::BTreeMap;

use super::bag::{subtract, zip_rest};
use super::difference::{Alteration, ValuePart};
use super::value_text::{Side, value_text};
use crate::record::{FieldValue, Provenance, Record, Value};
use crate::site::{FieldType, Localized};

/// The values that a record states: by key, language and part.
type Values = BTreeMap<(String, String, ValuePart), Vec<String>>;

/// Returns the differences of the values of a record.
pub(super) fn value_differences(
    (old, old_side): (&Record, Side<'_, '_>),
    (new, new_side): (&Record, Side<'_, '_>),
) -> Vec<Alteration> {
    let old = stated_values(old, old_side);
    let new = stated_values(new, new_side);
    differences(&old, &new)
}

/// Returns the differences of localized texts with their keys.
pub(super) fn localized_differences(
    (old, old_side): (&[(&str, &Localized)], Side<'_, '_>),
    (new, new_side): (&[(&str, &Localized)], Side<'_, '_>),
) -> Vec<Alteration> {
    let values = |texts: &[(&str, &Localized)], side| {
        let mut stated = StatedValues {
            side,
            values: Values::new(),
        };
        for (key, text) in texts {
            stated.localized(key, text);
        }
        stated.values
    };
    differences(&values(old, old_side), &values(new, new_side))
}

fn differences(old: &Values, new: &Values) -> Vec<Alteration> {
    let mut found = Vec::new();
    let mut keys: Vec<_> = old.keys().chain(new.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let (gone, added) = subtract(
            old.get(key).map_or(&[], Vec::as_slice),
            new.get(key).map_or(&[], Vec::as_slice),
        );
        let (name, language, part) = key;
        found.extend(zip_rest(gone, added).map(|(from, to)| Alteration::Value {
            key: name.clone(),
            language: language.clone(),
            part: *part,
            from,
            to,
        }));
    }
    found
}

fn stated_values(record: &Record, side: Side<'_, '_>) -> Values {
    let mut stated = StatedValues {
        side,
        values: Values::new(),
    };
    // Without `..`: a new part does not compile until it is decided how it is compared.
    let Record {
        id: _,
        kind: _,
        translates: _,
        at: _,
        key_locations: _,
        name,
        name_provenance,
        sort,
        short,
        aliases,
        foreign_names,
        aka,
        summary,
        fields,
        references: _,
        observations: _,
        bodies: _,
        status,
        draft,
        translations: _,
        is_partial: _,
    } = record;
    for (key, text) in [
        ("name", name),
        ("sort", sort),
        ("short", short),
        ("summary", summary),
    ] {
        stated.localized(key, text);
    }
    aliases
        .iter()
        .for_each(|alias| stated.localized("aliases", alias));
    for name in foreign_names {
        stated.push(
            "names",
            &name.language,
            ValuePart::Value,
            name.text.to_string(),
        );
    }
    for former in aka {
        stated.push("aka", "", ValuePart::Value, former.text.to_string());
    }
    if let Some(provenance) = name_provenance {
        stated.provenance("name", provenance);
    }
    fields.iter().for_each(|field| stated.field(field));
    if *status != crate::record::Status::Stated {
        stated.push("status", "", ValuePart::Value, status.id().to_owned());
    }
    if *draft {
        stated.push("draft", "", ValuePart::Value, "true".to_owned());
    }
    stated.values
}

struct StatedValues<'m, 'p> {
    side: Side<'m, 'p>,
    values: Values,
}

impl StatedValues<'_, '_> {
    fn push(&mut self, key: &str, language: &str, part: ValuePart, value: String) {
        let key = (key.to_owned(), language.to_owned(), part);
        self.values.entry(key).or_default().push(value);
    }

    fn localized(&mut self, key: &str, text: &Localized) {
        for (language, text) in text.iter() {
            let code = self.side.site.code(language).to_owned();
            self.push(key, &code, ValuePart::Value, text.to_string());
        }
    }

    fn provenance(&mut self, key: &str, provenance: &Provenance) {
        for (part, text) in self.side.provenance(provenance) {
            self.push(key, "", part, text);
        }
    }

    fn field(&mut self, field: &FieldValue) {
        let described = self.side.site.vocabulary.field(field.field);
        let name = described.name.clone();
        if let Some(own) = field.value.all().next() {
            self.value(&name, "", &described.value, own);
        }
        for (language, value) in field.value.translations() {
            let code = self.side.site.code(language).to_owned();
            self.value(&name, &code, &described.value, value);
        }
        if let Some(provenance) = &field.provenance {
            self.provenance(&name, provenance);
        }
    }

    /// Adds a value. Texts are values of their languages, lists are many values, identifiers have keys of their own.
    fn value(&mut self, key: &str, language: &str, kind: &FieldType, value: &Value) {
        let site = self.side.site;
        match value {
            // Compared as a text.
            Value::Markdown(_) => {}
            Value::Text(text) => self.localized(key, text),
            Value::List(values) => {
                let of = match kind {
                    FieldType::List(of) => of,
                    other => other,
                };
                for value in values {
                    self.value(key, language, of, value);
                }
            }
            Value::Identifiers(ids) => {
                for (scheme, id) in ids {
                    let scheme = &site.vocabulary.schemes[usize::from(*scheme)].id;
                    let key = format!("{key}.{scheme}");
                    self.push(&key, language, ValuePart::Value, id.to_string());
                }
            }
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
            | Value::Image(_)
            | Value::Link(_)
            | Value::Choice(_) => {
                let text = value_text(site, kind, value);
                self.push(key, language, ValuePart::Value, text);
            }
        }
    }
}
