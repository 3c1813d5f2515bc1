//! `clusters/zelenograd.json`: one record as in `data/atlas.json`, with its text and its relations.

use std::fmt::Write;

use super::atlas_json::{self, Relations};
use super::plain_text::plain_text;
use crate::atlas::RecordIx;
use crate::layout::World;
use crate::text::chunk_writer::ChunkWriter;
use crate::text::json::{Object, string};

pub(super) fn write(world: &World, ix: RecordIx, mut json: ChunkWriter<'_>) {
    let record = world.atlas.record(ix);
    let _ = write!(json, "{{\"format\": {},\n\"record\": ", atlas_json::FORMAT);
    atlas_json::record(world, ix, json.text());
    json.push_str(",\n\"text\": ");
    let mut text = Object::begin(json.text());
    for (language, body) in &record.bodies {
        string(text.named(world.site.code(*language)), &plain_text(world, world.atlas.text(ix, body), *language));
    }
    text.end();
    let _ = write!(json, ",\n\"licence\": {},\n\"relations\": [", atlas_json::licence(world));
    let relations = Relations::new(world, |record| &*world.atlas.record(record).id);
    for (place, edge) in world.atlas.edges(ix).iter().enumerate() {
        json.push_str(if place == 0 { "\n" } else { ",\n" });
        relations.write(&world.atlas.relations[edge.relation as usize], json.text());
        json.flush_if_full();
    }
    json.push_str("\n]}\n");
    json.finish();
}
