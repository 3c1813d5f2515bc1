//! Counts of records split by status: «19, из них 6 в планах».

use minijinja::value::Value;

use super::context::PageContext;
use super::static_map::optional;
use crate::atlas::RecordIx;
use crate::record::Status;

/// The statuses that a split names, with the messages of their counts.
const NAMED: [(Status, &str); 3] = [
    (Status::Planned, "split_planned"),
    (Status::Proposed, "split_proposed"),
    (Status::Inferred, "split_inferred"),
];

impl PageContext {
    /// The same as HTML, marked if it is not in the page's language; none if all are stated.
    pub(super) fn marked_split(&self, records: impl IntoIterator<Item = RecordIx>) -> Value {
        let split = self.split(records);
        optional(split.map(|text| self.worded(text, "split")))
    }

    /// How many of some records are planned, proposed or inferred: «из них 6 в планах, 1 предложено». `None` if all are
    /// stated.
    pub(super) fn split(&self, records: impl IntoIterator<Item = RecordIx>) -> Option<String> {
        let mut counts = [0; NAMED.len()];
        for ix in records {
            let status = self.model.atlas.record(ix).status;
            if let Some(place) = NAMED.iter().position(|(named, _)| *named == status) {
                counts[place] += 1;
            }
        }
        let parts = NAMED.iter().zip(counts).filter(|(_, count)| *count > 0);
        let parts: Vec<String> = parts
            .map(|((_, key), count)| self.plural_message(key, count))
            .collect();
        let message = self.message("split");
        (!parts.is_empty()).then(|| message.replace("{parts}", &parts.join(", ")))
    }
}
