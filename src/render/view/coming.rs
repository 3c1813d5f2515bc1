//! The records of a dated kind that are still to come.

use super::charts::{days, is_open, is_vague};
use super::context::PageContext;
use super::date::record_date;
use crate::atlas::RecordIx;
use crate::record::{Date, FieldValue, Status};
use crate::site::KindIx;
use crate::text::Day;

/// The records of a kind that begin after the day of the build, or last until it or longer, and plans whose time has not
/// passed; the nearest first, plans without a date last.
pub(super) fn coming_records(context: &PageContext, kind: KindIx) -> Vec<RecordIx> {
    let today = context.model.today;
    let records = context.model.atlas.of_kind(kind).iter().copied();
    let when = |record: RecordIx| {
        let is_plan = is_plan(context, record);
        match record_date(context, record) {
            None => is_plan.then_some(None),
            Some(date) => {
                let is_coming = is_coming(date, today) || (is_plan && days(date, today).1 >= today);
                is_coming.then(|| Some(days(date, today).0))
            }
        }
    };
    let coming = records.filter_map(|record| Some((when(record)?, record)));
    let mut coming: Vec<(Option<Day>, RecordIx)> = coming.collect();
    coming.sort_by_key(|(day, record)| (day.is_none(), *day, *record));
    coming.into_iter().map(|(_, record)| record).collect()
}

/// Whether a record, or its date, is planned or proposed.
pub(super) fn is_plan(context: &PageContext, ix: RecordIx) -> bool {
    let record = context.model.atlas.record(ix);
    let vocabulary = &context.model.site.vocabulary;
    let date = vocabulary.kind(record.kind).known.date;
    let date = date.and_then(|field| record.field(field));
    let of_date = date.map_or(Status::Stated, FieldValue::status);
    [record.status, of_date]
        .iter()
        .any(|status| matches!(status, Status::Planned | Status::Proposed))
}

/// Whether a date is after a day or, if its days are known, has not ended on it. What is open on purpose is under way and
/// not to come.
fn is_coming(date: Date, today: Day) -> bool {
    let (from, until) = days(date, today);
    from > today || (until >= today && !is_vague(date) && !is_open(date))
}
