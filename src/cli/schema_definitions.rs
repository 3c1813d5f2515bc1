//! The definitions that all kinds share in the JSON Schema: texts, dates, references, figures, values by type.

use serde_json::{Map, Value, json};

use super::schema_patterns as patterns;
use crate::record::Status;
use crate::site::{FieldType, Language, RelationType, Site};

/// Returns a reference to a definition.
pub(super) fn defined(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// Returns a schema of a value that may be left empty.
pub(super) fn or_blank(value: &Value) -> Value {
    json!({ "anyOf": [value, defined("blank")] })
}

/// Returns a schema of one value or a list of values, any of them empty. `[[id]]` without quotes is a list of a list.
pub(super) fn one_or_many(item: &Value) -> Value {
    let many = json!({ "type": "array", "items": or_blank(item) });
    json!({ "anyOf": [item, many, single(&single(item)), defined("blank")] })
}

/// Returns a schema of a list of one item.
fn single(item: &Value) -> Value {
    json!({ "type": "array", "items": item, "minItems": 1, "maxItems": 1 })
}

/// Returns an object that has no other properties.
pub(super) fn object(properties: &Map<String, Value>, required: &[&str]) -> Value {
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// Returns a schema of a value with its provenance. With provenance, the value is there.
pub(super) fn claim(value: &Value) -> Value {
    let mut properties = provenance();
    properties.insert("value".to_owned(), filled(value));
    object(&properties, &["value"])
}

/// Returns a schema of a value that is not left empty.
pub(super) fn filled(value: &Value) -> Value {
    json!({ "allOf": [value, { "not": defined("blank") }] })
}

/// Returns the schema of a value of a type.
pub(super) fn value(site: &Site, kind: &FieldType) -> Value {
    let words = |pattern: String| json!({ "type": "string", "pattern": pattern });
    let clear = |words: Value| json!({ "allOf": [words, { "not": { "type": "string", "pattern": patterns::AMBIGUOUS } }] });
    match kind {
        FieldType::Text | FieldType::Markdown => defined("text"),
        FieldType::Integer => {
            json!({ "anyOf": [{ "type": "integer" }, words(patterns::integer())] })
        }
        FieldType::Number => {
            json!({ "anyOf": [{ "type": "number" }, clear(words(patterns::number()))] })
        }
        FieldType::Share => json!({ "anyOf": [{ "type": "number" }, words(patterns::share())] }),
        FieldType::Money => clear(words(patterns::money())),
        FieldType::Boolean => {
            json!({ "enum": [true, false, "true", "yes", "да", "false", "no", "нет"] })
        }
        FieldType::Date => defined("date"),
        FieldType::Url => words(patterns::URL.to_owned()),
        FieldType::Email => words(patterns::EMAIL.to_owned()),
        FieldType::Phone => json!({ "anyOf": [words(patterns::PHONE.to_owned()),
            { "type": "integer", "minimum": 10_000, "maximum": 999_999_999_999_999_u64 }] }),
        FieldType::Point => object(&coordinates(), &["lat", "lon"]),
        FieldType::Image => {
            let mut keys = Map::new();
            keys.insert(
                "file".to_owned(),
                words(r"^[^:\\\\?#]+\.(?i:png|jpe?g|webp|svg|gif)$".to_owned()),
            );
            for key in ["alt", "caption", "licence"] {
                keys.insert(key.to_owned(), defined("text"));
            }
            object(&keys, &["file", "alt"])
        }
        FieldType::Link => {
            let mut keys = Map::new();
            keys.insert("url".to_owned(), words(patterns::URL.to_owned()));
            keys.insert("text".to_owned(), defined("text"));
            json!({ "anyOf": [words(patterns::URL.to_owned()), object(&keys, &["url"])] })
        }
        FieldType::Choice(choices) => {
            let mut all = Vec::new();
            for choice in choices {
                let mut one = json!({ "const": choice.id });
                one["description"] = json!(choice.label.text(Language::DEFAULT));
                all.push(one);
            }
            json!({ "anyOf": all })
        }
        FieldType::Identifiers => {
            let mut schemes = Map::new();
            for scheme in &site.vocabulary.schemes {
                let mut one = json!({ "type": ["string", "integer", "null"] });
                one["description"] = json!(scheme.label.text(Language::DEFAULT));
                schemes.insert(scheme.id.clone(), one);
            }
            object(&schemes, &[])
        }
        FieldType::List(item) => one_or_many(&value(site, item)),
    }
}

/// Returns the schema of a point in one map with its provenance.
pub(super) fn point_with_provenance() -> Value {
    let mut properties = provenance();
    properties.extend(coordinates());
    object(&properties, &["lat", "lon"])
}

fn coordinates() -> Map<String, Value> {
    let degrees = |most: u32| {
        json!({ "anyOf": [{ "type": "number", "minimum": -i64::from(most), "maximum": most },
            { "type": "string", "pattern": patterns::number() }] })
    };
    [("lat", degrees(90)), ("lon", degrees(180))]
        .map(|(key, value)| (key.to_owned(), value))
        .into_iter()
        .collect()
}

fn provenance() -> Map<String, Value> {
    let status = json!({ "anyOf": [defined("status"), defined("blank-text")] });
    let properties = [
        ("status", status),
        (
            "note",
            json!({ "anyOf": [defined("text"), { "type": "null" }] }),
        ),
        ("source", defined("targets")),
        ("sources", defined("targets")),
    ];
    properties
        .map(|(key, value)| (key.to_owned(), value))
        .into_iter()
        .collect()
}

/// Returns the schema of a reference of a relation.
pub(super) fn relation_reference(site: &Site, relation: &RelationType) -> Value {
    let name = if relation.signatory.is_some() {
        "party"
    } else {
        "reference"
    };
    if relation.qualifiers.is_empty() {
        return defined(name);
    }
    let mut more = Vec::new();
    if relation.signatory.is_some() {
        more.push(("signatory", defined("targets")));
    }
    for qualifier in &relation.qualifiers {
        let mut schema = or_blank(&value(site, &qualifier.value));
        schema["title"] = json!(qualifier.label.text(Language::DEFAULT));
        more.push((&*qualifier.id, schema));
    }
    reference(&more)
}

/// Returns a reference: a name, or a map with the name and qualifiers.
fn reference(more: &[(&str, Value)]) -> Value {
    let mut properties = provenance();
    let date = json!({ "anyOf": [defined("date"), defined("blank-text")] });
    properties.insert("ref".to_owned(), filled(&defined("name")));
    properties.insert(
        "role".to_owned(),
        json!({ "anyOf": [defined("text"), { "type": "null" }] }),
    );
    for key in ["since", "until", "on"] {
        properties.insert(key.to_owned(), date.clone());
    }
    for (key, value) in more {
        properties.insert((*key).to_owned(), value.clone());
    }
    json!({ "anyOf": [defined("name"), object(&properties, &["ref"])] })
}

fn figure(site: &Site) -> Value {
    let quantity = json!({ "allOf": [{ "type": "string", "pattern": patterns::quantity() },
        { "not": { "type": "string", "pattern": patterns::AMBIGUOUS } }] });
    let mut figures = Vec::new();
    for figure in &site.vocabulary.figures {
        figures.push(
            json!({ "const": figure.id, "description": figure.label.text(Language::DEFAULT) }),
        );
    }
    let mut properties = provenance();
    for (key, value) in [
        ("of", json!({ "anyOf": figures })),
        (
            "value",
            json!({ "anyOf": [{ "type": "number" }, quantity] }),
        ),
        ("on", or_blank(&defined("date"))),
        ("by", or_blank(&defined("name"))),
    ] {
        properties.insert(key.to_owned(), value);
    }
    object(&properties, &["of", "value"])
}

/// Returns the definitions of a site.
pub(super) fn definitions(site: &Site) -> Value {
    let scalar = json!({ "type": ["string", "number", "boolean", "null"] });
    let languages = site
        .languages
        .iter()
        .map(|language| (language.code.clone(), scalar.clone()));
    let statuses: Vec<&str> = Status::NAMES.iter().map(|(name, _)| *name).collect();
    let word = json!({ "type": ["string", "number", "boolean"] });
    json!({
        "blank-text": { "anyOf": [{ "type": "null" }, { "type": "string", "pattern": patterns::BLANK }] },
        "blank": { "anyOf": [defined("blank-text"), { "type": "array", "items": defined("blank") },
            { "type": "object", "additionalProperties": defined("blank") }] },
        "text": { "anyOf": [word,
            object(&languages.collect(), &[])] },
        "status": { "enum": statuses },
        "date": { "anyOf": [{ "type": "string", "pattern": patterns::date() },
            { "type": "integer", "minimum": 1000, "maximum": 9999 },
            { "type": "integer", "minimum": -9999, "maximum": -1000 }] },
        "name": { "anyOf": [word, single(&single(&word))] },
        "targets": { "anyOf": [defined("name"), { "type": "array",
            "items": { "anyOf": [defined("name"), defined("blank-text")] } }, defined("blank-text")] },
        "reference": reference(&[]),
        "party": reference(&[("signatory", defined("targets"))]),
        "figure": figure(site),
    })
}
