//! The records of the timeline.

use crate::atlas::{Atlas, RecordIx};
use crate::record::{Date, Value};
use crate::site::{Language, Site};

/// A record with its date.
pub type DatedRecord = (Date, RecordIx);

/// Returns the agreements and events with a date, in the order of their dates in a language.
pub(super) fn dated_records(site: &Site, atlas: &Atlas, language: Language) -> Vec<DatedRecord> {
    let mut found = Vec::new();
    for kind in ["agreement", "event"]
        .iter()
        .filter_map(|id| site.vocabulary.kind_named(id))
    {
        let Some(field) = site.vocabulary.field_of(kind, "date") else {
            continue;
        };
        let dated = |record: &RecordIx| match atlas.record(*record).field(field)?.value_in(language)
        {
            Value::Date(date) => Some((*date, *record)),
            _ => None,
        };
        found.extend(atlas.of_kind(kind).iter().filter_map(dated));
    }
    found.sort_by_cached_key(|(date, record)| (date.first_day(), date.last_day(), *record));
    found
}
