//! `clusters/zelenograd.json`: a record beside its page, as `data/atlas.json` has it, with its text and its relations.

use serde_json::{Map, Value, json};

use super::atlas_json;
use super::plain::plain;
use crate::atlas::RecordIx;
use crate::layout::World;

pub(super) fn write(world: &World, ix: RecordIx) -> Vec<u8> {
    let record = world.atlas.record(ix);
    let mut text = Map::new();
    for (language, body) in &record.bodies {
        text.insert(world.site.code(*language).to_owned(), Value::String(plain(world, body, *language)));
    }
    let mut json = format!("{{\"format\": {},\n\"record\": ", atlas_json::FORMAT);
    json.push_str(&atlas_json::record(world, ix));
    json.push_str(&format!(
        ",\n\"text\": {},\n\"licence\": {},\n\"relations\": [",
        json!(text),
        atlas_json::licence(world)
    ));
    for (place, edge) in world.atlas.edges(ix).iter().enumerate() {
        json.push_str(if place == 0 { "\n" } else { ",\n" });
        json.push_str(&atlas_json::relation(world, &world.atlas.relations[edge.relation as usize]));
    }
    json.push_str("\n]}\n");
    json.into_bytes()
}
