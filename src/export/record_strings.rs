//! Per-record strings that an export repeats many times (id, IRI), computed once and stored contiguously.

use crate::atlas::RecordIx;
use crate::model::SiteModel;

/// One string for each record.
pub(super) struct RecordStrings {
    texts: String,
    /// The start of each string, and the end of the last.
    bounds: Vec<usize>,
}

impl RecordStrings {
    /// Computes the string of each record with `write`, which appends it.
    pub(super) fn new(
        model: &SiteModel,
        mut write: impl FnMut(&mut String, RecordIx),
    ) -> RecordStrings {
        let mut strings = RecordStrings {
            texts: String::new(),
            bounds: Vec::with_capacity(model.atlas.records.len() + 1),
        };
        strings.bounds.push(0);
        for record in model.atlas.indices() {
            write(&mut strings.texts, record);
            strings.bounds.push(strings.texts.len());
        }
        strings
    }

    /// The ids of the records.
    pub(super) fn ids(model: &SiteModel) -> RecordStrings {
        RecordStrings::new(model, |out, record| {
            out.push_str(&model.atlas.record(record).id);
        })
    }

    /// The string of a record.
    pub(super) fn get(&self, record: RecordIx) -> &str {
        &self.texts[self.bounds[record.index()]..self.bounds[record.index() + 1]]
    }
}
