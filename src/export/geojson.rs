//! `data/places.geojson`: the records with coordinates as GeoJSON (RFC 7946, longitude first).

use serde_json::{Map, Value, json};

use crate::atlas::RecordIx;
use crate::model::SiteModel;
use crate::record;
use crate::site::{Language, Localized};

pub(super) fn write(model: &SiteModel) -> Vec<u8> {
    let features: Vec<String> = model
        .atlas
        .indices()
        .filter_map(|record| feature(model, record))
        .collect();
    let start = "{\"type\": \"FeatureCollection\", \"features\": [\n";
    format!("{start}{}\n]}}\n", features.join(",\n")).into_bytes()
}

fn feature(model: &SiteModel, ix: RecordIx) -> Option<String> {
    let record = model.atlas.record(ix);
    let vocabulary = &model.site.vocabulary;
    let fact = record.known_field(vocabulary, |known| known.location)?;
    let record::Value::Point(lat, lon) = fact.value_in(Language::DEFAULT) else {
        return None;
    };
    let ids = |records: &[RecordIx]| -> Vec<String> {
        records
            .iter()
            .map(|record| model.atlas.record(*record).id.to_string())
            .collect()
    };
    let mut properties = Map::new();
    properties.insert("id".into(), json!(&*record.id));
    properties.insert("kind".into(), json!(vocabulary.kind(record.kind).id));
    properties.insert(
        "url".into(),
        json!(model.plan.record(ix, Language::DEFAULT).address.as_str()),
    );
    let mut texts = |name: &str, text: &Localized| {
        for (language, text) in text.iter() {
            properties.insert(
                format!("{name}_{}", model.site.code(language)),
                Value::String(text.to_string()),
            );
        }
    };
    texts("name", &record.name);
    texts("short", &record.short);
    texts("summary", &record.summary);
    properties.insert("status".into(), json!(record.status.id()));
    // Coordinates are often inferred by the editors, which a map should show.
    let status = fact
        .provenance
        .as_deref()
        .map_or(record::Status::Stated, |claim| claim.status);
    properties.insert("location_status".into(), json!(status.id()));
    for (language, value) in fact.value.translations() {
        if let record::Value::Point(lat, lon) = value {
            let name = format!("location_{}", model.site.code(language));
            properties.insert(name, json!([lon, lat]));
        }
    }
    properties.insert("regions".into(), json!(ids(model.atlas.facets.regions(ix))));
    properties.insert("sectors".into(), json!(ids(model.atlas.facets.sectors(ix))));
    let feature = json!({
        "type": "Feature",
        "id": &*record.id,
        "geometry": { "type": "Point", "coordinates": [lon, lat] },
        "properties": properties,
    });
    Some(feature.to_string())
}
