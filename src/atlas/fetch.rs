//! Asking for memory ahead. Records lie all over it, and where the parts of one lie is known only when it has come:
//! waiting for one after another can take longer than all that is done with them. Asked for together, they come together.

use std::hint::black_box;

use super::{Atlas, RecordIx};

/// How many records are asked for together: about as many as a processor waits for at a time.
const TOGETHER: usize = 8;

impl Atlas {
    /// The same records, one after another, each asked for together with some others.
    pub fn fetched<R: Iterator<Item = RecordIx> + Clone>(&self, records: R) -> impl Iterator<Item = RecordIx> {
        ahead(records, |record| self.fetch(record))
    }

    /// The same, for those who read their texts.
    pub fn fetched_texts<R: Iterator<Item = RecordIx> + Clone>(&self, records: R) -> impl Iterator<Item = RecordIx> {
        ahead(records, |record| self.fetch_text(record))
    }

    /// Asks for the memory of what a record says of itself in short.
    pub fn fetch(&self, record: RecordIx) {
        let record = self.record(record);
        let first = |text: &str| text.as_bytes().first().copied();
        let name = record.name.iter().next().and_then(|(_, name)| first(name));
        black_box((record.draft, first(&record.id), name, record.facts.last().map(|fact| fact.span)));
    }

    /// The same with its text.
    pub fn fetch_text(&self, record: RecordIx) {
        self.fetch(record);
        if let Some((_, body)) = self.record(record).bodies.first() {
            body.fetch();
        }
    }
}

fn ahead<R: Iterator<Item = RecordIx> + Clone>(
    mut records: R,
    fetch: impl Fn(RecordIx),
) -> impl Iterator<Item = RecordIx> {
    let mut here = 0;
    std::iter::from_fn(move || {
        if here == 0 {
            records.clone().take(TOGETHER).for_each(&fetch);
            here = TOGETHER;
        }
        here -= 1;
        records.next()
    })
}
