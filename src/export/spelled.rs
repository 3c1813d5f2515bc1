//! How a file spells what it names again and again: each record once, at the beginning.

use crate::atlas::RecordIx;
use crate::layout::World;

/// A text for each record, one after another.
pub(super) struct Spelled {
    texts: String,
    /// Where each begins, and where the last ends.
    bounds: Vec<usize>,
}

impl Spelled {
    /// What is written for each record.
    pub(super) fn new(world: &World, mut write: impl FnMut(&mut String, RecordIx)) -> Spelled {
        let mut spelled = Spelled { texts: String::new(), bounds: Vec::with_capacity(world.atlas.records.len() + 1) };
        spelled.bounds.push(0);
        for record in world.atlas.each() {
            write(&mut spelled.texts, record);
            spelled.bounds.push(spelled.texts.len());
        }
        spelled
    }

    /// The ids.
    pub(super) fn ids(world: &World) -> Spelled {
        Spelled::new(world, |out, record| out.push_str(&world.atlas.record(record).id))
    }

    /// What was written for a record.
    pub(super) fn of(&self, record: RecordIx) -> &str {
        &self.texts[self.bounds[record.index()]..self.bounds[record.index() + 1]]
    }
}
