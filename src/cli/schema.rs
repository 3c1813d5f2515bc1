//! `atlas schema`: JSON Schema (draft 2020-12) for the files of each kind, for YAML language servers.

use std::fs;
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::arguments::SchemaArguments;
use super::console::Console;
use super::error::{CommandError, disk};
use crate::diagnostic::visible_path;
use crate::record::Status;
use crate::site::{self, FieldType, Key, KindIx, Language, Site};
use crate::source;
use crate::text::MessageLanguage;

pub(super) fn run(
    arguments: &SchemaArguments,
    _: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let root = &arguments.root.root;
    let tree = source::scan(root).map_err(|error| disk(root, &error))?;
    let site = site::read(&tree).value;
    if let Some(kind) = &arguments.kind {
        let Some(kind) = site.vocabulary.kind_named(kind) else {
            return Err(CommandError::new(
                format!("нет вида «{kind}»"),
                format!("there is no kind {kind}"),
            ));
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

/// Returns the schema for the files of a kind: the front matter of one record, or a list of records.
fn schema(site: &Site, kind: KindIx) -> Value {
    let this = site.vocabulary.kind(kind);
    let mut properties = Map::new();
    let mut keys: Vec<(&String, &Key)> = this.keys.iter().collect();
    keys.sort_by_key(|(name, _)| *name);
    for (name, key) in keys {
        properties.insert(name.clone(), property(site, *key));
    }
    let object = |properties: &Map<String, Value>, required: &[&str]| {
        json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        })
    };
    let mut shared = properties.clone();
    for own in ["id", "name", "sort", "short", "aliases", "aka"] {
        shared.remove(own);
    }
    let mut definitions = definitions(site);
    definitions["record"] = object(&properties, &["name"]);
    definitions["records"] =
        json!({ "type": "array", "items": object(&properties, &["id", "name"]) });
    definitions["list"] = json!({
        "type": "object",
        "properties": { "defaults": object(&shared, &[]), "records": { "$ref": "#/$defs/records" } },
        "required": ["records"],
        "additionalProperties": false,
    });
    let files = ["record", "records", "list"];
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": this.label.text(Language::DEFAULT),
        "anyOf": files.map(|file| json!({ "$ref": format!("#/$defs/{file}") })),
        "$defs": definitions,
    })
}

fn property(site: &Site, key: Key) -> Value {
    let text = json!({ "$ref": "#/$defs/text" });
    match key {
        Key::Id => json!({ "type": "string" }),
        Key::Name => json!({ "anyOf": [text, claim(&text)] }),
        Key::Short | Key::Sort | Key::Summary | Key::Text => text,
        Key::Aliases => one_or_many(&text),
        Key::Aka => one_or_many(&json!({ "type": "string" })),
        Key::Status => json!({ "$ref": "#/$defs/status" }),
        Key::Draft => json!({ "type": "boolean" }),
        Key::Figures => json!({ "type": "array", "items": { "$ref": "#/$defs/figure" } }),
        Key::Field(field) => {
            let field = site.vocabulary.field(field);
            let value = value(site, &field.value);
            json!({ "title": field.label.text(Language::DEFAULT), "anyOf": [value, claim(&value)] })
        }
        Key::Relation(relation, side) => {
            let relation = site.vocabulary.relation(relation);
            let reference = if relation.signatory.is_some() {
                "#/$defs/party"
            } else {
                "#/$defs/reference"
            };
            let mut schema = one_or_many(&json!({ "$ref": reference }));
            schema["title"] = json!(relation.heading(side).text(Language::DEFAULT));
            let kinds: Vec<&str> = relation
                .kinds(side.other())
                .iter()
                .map(|kind| &*site.vocabulary.kind(*kind).id)
                .collect();
            if !kinds.is_empty() {
                schema["description"] = json!(kinds.join(", "));
            }
            schema
        }
    }
}

/// A value with its provenance.
fn claim(value: &Value) -> Value {
    json!({
        "type": "object",
        "properties": { "value": value, "status": { "$ref": "#/$defs/status" }, "note": { "$ref": "#/$defs/text" },
            "source": { "$ref": "#/$defs/targets" }, "sources": { "$ref": "#/$defs/targets" } },
        "required": ["value"],
        "additionalProperties": false,
    })
}

fn one_or_many(item: &Value) -> Value {
    json!({ "anyOf": [item, { "type": "array", "items": item }] })
}

fn value(site: &Site, kind: &FieldType) -> Value {
    match kind {
        FieldType::Text | FieldType::Markdown => json!({ "$ref": "#/$defs/text" }),
        FieldType::Integer => json!({ "type": ["integer", "string"] }),
        FieldType::Number => json!({ "type": ["number", "string"] }),
        FieldType::Share => {
            json!({ "type": ["number", "string"], "pattern": "^[0-9 ]+([.,][0-9]+)? ?%?$" })
        }
        FieldType::Money => json!({ "type": "string", "pattern": "^[-+0-9 .,]+ [A-Z]{3}$" }),
        FieldType::Boolean => json!({ "type": "boolean" }),
        FieldType::Date => json!({ "$ref": "#/$defs/date" }),
        FieldType::Url => json!({ "type": "string", "pattern": "^https?://" }),
        FieldType::Email => json!({ "type": "string", "pattern": "^[^@ ]+@[^@ ]+$" }),
        FieldType::Phone => json!({ "type": "string", "pattern": "^[+0-9() -]+$" }),
        FieldType::Point => json!({
            "type": "object",
            "properties": { "lat": { "type": "number", "minimum": -90, "maximum": 90 },
                "lon": { "type": "number", "minimum": -180, "maximum": 180 },
                "status": { "$ref": "#/$defs/status" }, "note": { "$ref": "#/$defs/text" },
                "source": { "$ref": "#/$defs/targets" }, "sources": { "$ref": "#/$defs/targets" } },
            "required": ["lat", "lon"],
            "additionalProperties": false,
        }),
        FieldType::Choice(choices) => {
            json!({ "enum": choices.iter().map(|choice| &choice.id).collect::<Vec<_>>() })
        }
        FieldType::Identifiers => {
            let schemes = site
                .vocabulary
                .schemes
                .iter()
                .map(|scheme| (scheme.id.clone(), json!({ "type": ["string", "integer"] })));
            json!({ "type": "object", "properties": Value::Object(schemes.collect()), "additionalProperties": false })
        }
        FieldType::List(item) => one_or_many(&value(site, item)),
    }
}

fn definitions(site: &Site) -> Value {
    let languages = site
        .languages
        .iter()
        .map(|language| (language.code.clone(), json!({ "type": "string" })));
    let statuses: Vec<&str> = Status::NAMES.iter().map(|(name, _)| *name).collect();
    let figures: Vec<&String> = site
        .vocabulary
        .figures
        .iter()
        .map(|figure| &figure.id)
        .collect();
    let date = json!({ "$ref": "#/$defs/date" });
    let (text, targets) = (
        json!({ "$ref": "#/$defs/text" }),
        json!({ "$ref": "#/$defs/targets" }),
    );
    let reference = |more: Value| {
        let mut properties = json!({ "ref": { "type": "string" }, "role": text, "since": date, "until": date, "on": date,
            "status": { "$ref": "#/$defs/status" }, "note": text, "source": targets, "sources": targets });
        if let (Some(all), Some(more)) = (properties.as_object_mut(), more.as_object()) {
            all.extend(more.clone());
        }
        json!({ "anyOf": [{ "type": "string" }, { "type": "object", "properties": properties, "required": ["ref"],
            "additionalProperties": false }] })
    };
    json!({
        "text": { "anyOf": [{ "type": ["string", "number", "boolean"] },
            { "type": "object", "properties": Value::Object(languages.collect()), "additionalProperties": false }] },
        "status": { "enum": statuses },
        "date": { "type": ["string", "integer"],
            "pattern": "^(\\.\\.|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[~?%]?)(/(\\.\\.|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[~?%]?))?$" },
        "targets": one_or_many(&json!({ "type": "string" })),
        "reference": reference(json!({})),
        "party": reference(json!({ "signatory": targets })),
        "figure": { "type": "object",
            "properties": { "of": { "enum": figures }, "value": { "type": ["number", "string"] }, "on": date,
                "by": { "type": "string" }, "status": { "$ref": "#/$defs/status" }, "note": text, "source": targets,
                "sources": targets },
            "required": ["of", "value"],
            "additionalProperties": false },
    })
}
