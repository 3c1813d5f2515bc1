//! The records of the timeline.

use crate::atlas::{Atlas, RecordIx};
use crate::record::{Date, Value};
use crate::site::{KindRole, Language, Site};

/// A record with its date.
pub type DatedRecord = (Date, RecordIx);

/// Returns the records with a date of the kinds that stand in the timeline, in the order of their dates in a language.
pub(super) fn dated_records(site: &Site, atlas: &Atlas, language: Language) -> Vec<DatedRecord> {
    let mut found = Vec::new();
    let kinds = site.vocabulary.each_kind().filter_map(|kind| {
        let known = site.vocabulary.kind(kind);
        let field = known.known.date?;
        known.has_role(KindRole::Timeline).then_some((kind, field))
    });
    for (kind, field) in kinds {
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
