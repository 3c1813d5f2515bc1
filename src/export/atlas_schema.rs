//! `data/atlas.schema.json`: the JSON Schema (draft 2020-12) of `atlas.json` and of the JSON files of records.
//!
//! Additional members are allowed, because additions do not raise the version of the format.

use serde_json::{Value, json};

use super::atlas_json::FORMAT;
use crate::model::SiteModel;
use crate::record::Status;
use crate::site::Language;

pub(super) fn write(model: &SiteModel) -> Vec<u8> {
    let reference = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    let list = |name: &str| json!({ "type": "array", "items": reference(name) });
    let atlas = json!({
        "type": "object",
        "required": ["format", "site", "records", "relations"],
        "properties": { "format": { "const": FORMAT }, "site": reference("site"),
            "records": list("record"), "relations": list("relation") },
    });
    let record = json!({
        "type": "object",
        "required": ["format", "record", "text", "licence", "relations"],
        "properties": { "format": { "const": FORMAT }, "record": reference("record"), "text": reference("text"),
            "licence": reference("text"), "relations": list("relation") },
    });
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": model.site.title.text(Language::DEFAULT),
        "anyOf": [reference("atlas"), reference("record_file")],
        "$defs": {
            "atlas": atlas,
            "record_file": record,
            "site": site(),
            "record": self::record(model),
            "relation": relation(model),
            "value": value(json!({ "value": {} }), &["value"]),
            "figure": figure(model),
            "status": { "enum": Status::NAMES.map(|(id, _)| id) },
            "text": text(model),
            "ids": { "type": "array", "items": { "type": "string" }, "uniqueItems": true },
        },
    });
    format!("{schema:#}\n").into_bytes()
}

/// A text by language.
fn text(model: &SiteModel) -> Value {
    let languages = model.site.languages.iter();
    let texts = languages.map(|language| (language.code.clone(), json!({ "type": "string" })));
    json!({ "type": "object", "properties": Value::Object(texts.collect()), "additionalProperties": false })
}

fn site() -> Value {
    json!({
        "type": "object",
        "required": ["title", "languages", "built"],
        "properties": { "title": { "$ref": "#/$defs/text" }, "base_url": { "type": ["string", "null"] },
            "languages": { "type": "array", "items": { "type": "string" } },
            "built": { "type": "string", "format": "date" }, "version": { "type": ["string", "null"] } },
    })
}

/// An object with the provenance of a claim besides its own members.
fn value(own: Value, required: &[&str]) -> Value {
    let mut properties = json!({
        "status": { "$ref": "#/$defs/status" },
        "note": { "$ref": "#/$defs/text" },
        "sources": { "$ref": "#/$defs/ids" },
        "sources_inherited": { "type": "boolean" },
    });
    if let (Some(all), Value::Object(own)) = (properties.as_object_mut(), own) {
        all.extend(own);
    }
    let provenance = ["status", "sources", "sources_inherited"];
    let required: Vec<&str> = required.iter().copied().chain(provenance).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn figure(model: &SiteModel) -> Value {
    let figures = model.site.vocabulary.figures.iter();
    let figures: Vec<&str> = figures.map(|figure| &*figure.id).collect();
    let own = json!({ "of": { "enum": figures }, "value": { "type": "string" },
        "number": { "type": ["number", "null"] }, "on": { "type": ["string", "null"] },
        "by": { "type": ["string", "null"] } });
    value(own, &["of", "value", "number"])
}

fn record(model: &SiteModel) -> Value {
    let kinds = model.site.vocabulary.kinds.iter();
    let kinds: Vec<&str> = kinds.map(|kind| &*kind.id).collect();
    let (text, ids) = (
        json!({ "$ref": "#/$defs/text" }),
        json!({ "$ref": "#/$defs/ids" }),
    );
    json!({
        "type": "object",
        "required": ["id", "kind", "url", "name", "status", "fields", "figures", "regions", "sectors", "sources"],
        "properties": {
            "id": { "type": "string" }, "kind": { "enum": kinds }, "url": { "type": "string" },
            "name": text, "name_provenance": value(json!({}), &[]), "short": text, "summary": text,
            "aliases": { "type": "array", "items": { "type": "string" } },
            "names": { "type": "array", "items": {
                "type": "object", "required": ["language", "text"],
                "properties": { "language": { "type": "string" }, "text": { "type": "string" } },
            } },
            "status": { "$ref": "#/$defs/status" },
            "fields": { "type": "object", "additionalProperties": { "$ref": "#/$defs/value" } },
            "figures": { "type": "array", "items": { "$ref": "#/$defs/figure" } },
            "regions": ids, "regions_derived": { "type": "boolean" }, "sectors": ids,
            "sectors_derived": { "type": "boolean" }, "sources": ids,
        },
    })
}

fn relation(model: &SiteModel) -> Value {
    let relations = model.site.vocabulary.relations.iter();
    let names: std::collections::BTreeSet<&str> =
        relations.map(|relation| &*relation.name).collect();
    let (date, id) = (
        json!({ "type": ["string", "null"] }),
        json!({ "type": "string" }),
    );
    let role = json!({ "anyOf": [{ "type": ["string", "null"] }, { "$ref": "#/$defs/text" }] });
    let own = json!({ "from": id, "relation": { "enum": names }, "inverse": id, "to": id,
        "role": role, "since": date, "until": date, "on": date, "via": id, "qualifiers": { "type": "object" },
        "stated_in": { "$ref": "#/$defs/ids" }, "derived": { "type": "boolean" } });
    let required = [
        "from",
        "relation",
        "inverse",
        "to",
        "role",
        "since",
        "until",
        "qualifiers",
        "stated_in",
        "derived",
    ];
    value(own, &required)
}
