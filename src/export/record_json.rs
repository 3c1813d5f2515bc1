//! `clusters/zelenograd.json`: one record as in `data/atlas.json`, with its text and its relations.

use std::fmt::Write;

use super::atlas_json::{self, Relations};
use super::plain_text::plain_text;
use crate::atlas::RecordIx;
use crate::model::SiteModel;
use crate::text::chunk_writer::ChunkWriter;
use crate::text::json::{Object, string};

pub(super) fn write(model: &SiteModel, ix: RecordIx, mut json: ChunkWriter<'_>) {
    let record = model.atlas.record(ix);
    let _ = write!(json, "{{\"format\": {},\n\"record\": ", atlas_json::FORMAT);
    atlas_json::record(model, ix, json.text());
    json.push_str(",\n\"text\": ");
    let mut text = Object::begin(json.text());
    for language in model.site.each_language() {
        if let Some(body) = record.bodies.exact(language) {
            string(
                text.named(model.site.code(language)),
                &plain_text(model, model.atlas.resolved_body(ix, body), language),
            );
        }
    }
    text.end();
    let _ = write!(
        json,
        ",\n\"licence\": {},\n\"relations\": [",
        atlas_json::licence(model)
    );
    let relations = Relations::new(model, |record| &*model.atlas.record(record).id);
    for (place, edge) in model.atlas.edges(ix).iter().enumerate() {
        json.push_str(if place == 0 { "\n" } else { ",\n" });
        relations.write(&model.atlas.relations[edge.relation as usize], json.text());
        json.flush_if_full();
    }
    json.push_str("\n]}\n");
    json.finish();
}
