//! The order of lists of records of one kind.

use std::cmp::Reverse;

use super::context::PageContext;
use super::date::record_date;
use crate::atlas::RecordIx;
use crate::record::Date;
use crate::site::KindIx;

impl PageContext {
    /// Whether the records of a kind have a date, by which their lists are sorted.
    pub(super) fn is_dated(&self, kind: KindIx) -> bool {
        let vocabulary = &self.model.site.vocabulary;
        vocabulary.kind(kind).known.date.is_some()
    }

    /// Sorts records of one kind: dated ones from the newest to the oldest and then those without a date, others by title.
    pub(super) fn sort_list(&self, kind: KindIx, records: &mut [RecordIx]) {
        self.model.atlas.sort(self.language, records);
        if self.is_dated(kind) {
            records.sort_by_key(|record| self.newest_first(*record));
        }
    }

    /// A key that sorts the newest records first and those without a date last.
    pub(super) fn newest_first(&self, record: RecordIx) -> impl Ord + use<> {
        Reverse(record_date(self, record).map(Date::first_day))
    }
}
