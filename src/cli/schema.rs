//! `atlas schema`: JSON Schema (draft 2020-12) for the files of each kind, for YAML language servers.

use std::fs;
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::arguments::SchemaArguments;
use super::console::Console;
use super::error::{CommandError, disk};
use super::message_language::message_language_of;
use super::schema_definitions::{
    claim, defined, definitions, filled, object, one_or_many, or_blank, point_with_provenance,
    relation_reference, value,
};
use super::schema_patterns as patterns;
use super::site_settings::read_settings;
use crate::diagnostic::visible_path;
use crate::site::{FieldType, Key, KindIx, Language, Localized, Site};
use crate::source;
use crate::text::MessageLanguage;

pub(super) fn run(
    arguments: &SchemaArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let root = &arguments.root.root;
    let tree = source::scan(root).map_err(|error| disk(root, &error))?;
    let Some(site) = read_settings(&tree, lang, console) else {
        return Ok(ExitCode::FAILURE);
    };
    if let Some(kind) = &arguments.kind {
        let Some(kind) = site.vocabulary.kind_named(kind) else {
            let error = CommandError::new(
                format!("нет вида «{kind}»"),
                format!("there is no kind {kind}"),
            );
            return Err(error.in_language(message_language_of(lang, &site)));
        };
        console.json(&schema(&site, kind));
        return Ok(ExitCode::SUCCESS);
    }
    fs::create_dir_all(&arguments.out).map_err(|error| disk(&arguments.out, &error))?;
    for kind in site.vocabulary.each_kind() {
        let path = arguments
            .out
            .join(format!("{}.json", site.vocabulary.kind(kind).id));
        fs::write(&path, format!("{:#}\n", schema(&site, kind)))
            .map_err(|error| disk(&path, &error))?;
        console.print(&visible_path(&path));
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the schema for the files of a kind: one record, a list of records, or a map of defaults and records.
fn schema(site: &Site, kind: KindIx) -> Value {
    let this = site.vocabulary.kind(kind);
    let mut properties = Map::new();
    let mut keys: Vec<(&String, &Key)> = this.keys.iter().collect();
    keys.sort_by_key(|(name, _)| *name);
    for (name, key) in keys {
        properties.insert(name.clone(), property(site, *key));
    }
    let mut shared = properties.clone();
    for own in ["id", "name", "sort", "short", "aliases", "names", "aka"] {
        shared.remove(own);
    }
    let mut definitions = definitions(site);
    definitions["record"] = object(&properties, &["name"]);
    let item = object(&properties, &["id", "name"]);
    definitions["records"] = json!({ "type": "array", "items": item });
    let file = [
        (
            "defaults".to_owned(),
            json!({ "anyOf": [object(&shared, &[]), defined("blank-text")] }),
        ),
        (
            "records".to_owned(),
            json!({ "anyOf": [defined("records"), defined("blank-text")] }),
        ),
    ];
    definitions["list"] = object(&file.into_iter().collect(), &["records"]);
    let files = ["record", "records", "list"].map(defined);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": this.label.text(Language::DEFAULT),
        "oneOf": files,
        "$defs": definitions,
    })
}

fn property(site: &Site, key: Key) -> Value {
    let text = defined("text");
    match key {
        Key::Id => json!({ "allOf": [
            { "anyOf": [{ "type": "string", "pattern": patterns::id() }, { "type": "integer", "minimum": 0 }] },
            { "not": { "type": "string", "pattern": patterns::reserved_id() } },
        ] }),
        Key::Name => json!({ "anyOf": [filled(&text), claim(&text)] }),
        Key::Short | Key::Sort | Key::Summary | Key::Text => or_blank(&text),
        Key::Aliases => one_or_many(&text),
        Key::Names => one_or_many(&json!({
            "type": "object",
            "propertyNames": { "pattern": patterns::LANGUAGE },
            "additionalProperties": { "anyOf": [{ "type": ["string", "number", "boolean"] }, defined("blank")] },
        })),
        Key::Aka => {
            one_or_many(&json!({ "type": ["string", "integer"], "pattern": patterns::former_id() }))
        }
        Key::Status => or_blank(&defined("status")),
        Key::Draft => or_blank(&value(site, &FieldType::Boolean)),
        Key::Figures => one_or_many(&defined("figure")),
        Key::Field(field) => {
            let field = site.vocabulary.field(field);
            let value = value(site, &field.value);
            let mut forms = vec![value.clone(), claim(&value)];
            if field.value == FieldType::Point {
                forms.push(point_with_provenance());
            }
            forms.push(defined("blank"));
            described(json!({ "anyOf": forms }), site, &field.label, &[])
        }
        Key::Relation(relation, side) => {
            let relation = site.vocabulary.relation(relation);
            let kinds: Vec<&str> = relation
                .kinds(side.other())
                .iter()
                .map(|kind| site.vocabulary.kind(*kind).label.text(Language::DEFAULT))
                .collect();
            let schema = one_or_many(&relation_reference(site, relation));
            described(schema, site, relation.heading(side), &kinds)
        }
    }
}

/// Adds the label of a key as title, and as description with its translations and the kinds that it takes.
fn described(mut schema: Value, site: &Site, label: &Localized, kinds: &[&str]) -> Value {
    schema["title"] = json!(label.text(Language::DEFAULT));
    let mut labels: Vec<&str> = site
        .each_language()
        .map(|language| label.text(language))
        .collect();
    labels.dedup();
    let mut description = labels.join(" · ");
    if !kinds.is_empty() {
        description.push_str(" → ");
        description.push_str(&kinds.join(", "));
    }
    schema["description"] = json!(description);
    schema
}
