//! `clusters/zelenograd.json`: a record beside its page, as `data/atlas.json` has it, with its text and its relations.

use std::fmt::Write;

use super::atlas_json::{self, Relations};
use super::plain::plain;
use super::text::Text;
use crate::atlas::RecordIx;
use crate::json::{Object, string};
use crate::layout::World;

pub(super) fn write(world: &World, ix: RecordIx, mut json: Text<'_>) {
    let record = world.atlas.record(ix);
    let _ = write!(json, "{{\"format\": {},\n\"record\": ", atlas_json::FORMAT);
    atlas_json::record(world, ix, &mut json);
    json.push_str(",\n\"text\": ");
    let mut text = Object::begin(&mut json);
    for (language, body) in &record.bodies {
        string(text.named(world.site.code(*language)), &plain(world, world.atlas.text(ix, body), *language));
    }
    text.end();
    let _ = write!(json, ",\n\"licence\": {},\n\"relations\": [", atlas_json::licence(world));
    let relations = Relations::new(world, |record| &*world.atlas.record(record).id);
    for (place, edge) in world.atlas.edges(ix).iter().enumerate() {
        json.push_str(if place == 0 { "\n" } else { ",\n" });
        relations.write(&world.atlas.relations[edge.relation as usize], &mut json);
        json.pass();
    }
    json.push_str("\n]}\n");
    json.finish();
}
