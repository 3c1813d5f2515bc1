//! The records of a dated kind that are still to come.

use super::charts::{days, is_open, is_vague};
use super::context::PageContext;
use super::date::record_date;
use crate::atlas::RecordIx;
use crate::record::Date;
use crate::site::KindIx;
use crate::text::Day;

/// The records of a kind that begin after the day of the build, or last until it or longer; the nearest first.
pub(super) fn coming_records(context: &PageContext, kind: KindIx) -> Vec<RecordIx> {
    let today = context.model.today;
    let records = context.model.atlas.of_kind(kind).iter().copied();
    let dated = records.filter_map(|record| Some((record_date(context, record)?, record)));
    let coming = dated.filter(|(date, _)| is_coming(*date, today));
    let mut coming: Vec<(Day, RecordIx)> = coming
        .map(|(date, record)| (days(date, today).0, record))
        .collect();
    coming.sort_unstable();
    coming.into_iter().map(|(_, record)| record).collect()
}

/// Whether a date is after a day or, if its days are known, has not ended on it. What is open on purpose is under way and
/// not to come.
fn is_coming(date: Date, today: Day) -> bool {
    let (from, until) = days(date, today);
    from > today || (until >= today && !is_vague(date) && !is_open(date))
}
