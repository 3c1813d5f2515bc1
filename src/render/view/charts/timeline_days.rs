//! Dates as intervals of days on a time axis.

use crate::record::{Date, IntervalEnd, PartialDate};
use crate::text::Day;

/// Whether a date is imprecise, so that its days are bounds and not a duration.
pub(in crate::render::view) fn is_vague(date: Date) -> bool {
    let rough = |moment: Option<PartialDate>| moment.is_some_and(|moment| !moment.is_certain());
    match date {
        Date::On(moment) => moment.day.is_none() || !moment.is_certain(),
        Date::Between(_, IntervalEnd::Unknown) => true,
        Date::Between(from, to) => from.date().is_none() || rough(from.date()) || rough(to.date()),
    }
}

/// Whether a date is an interval without an end.
pub(in crate::render::view) fn is_open(date: Date) -> bool {
    matches!(date, Date::Between(IntervalEnd::At(_), IntervalEnd::Open))
}

/// The first and last day of a date. An interval without an end lasts until `today`; of an interval with one unknown
/// end, the other end is used.
pub(in crate::render::view) fn days(date: Date, today: Day) -> (Day, Day) {
    match date {
        Date::Between(IntervalEnd::At(from), IntervalEnd::Open) => {
            (from.first_day(), today.max(from.last_day()))
        }
        Date::Between(IntervalEnd::At(known), IntervalEnd::Unknown)
        | Date::Between(IntervalEnd::Open | IntervalEnd::Unknown, IntervalEnd::At(known)) => {
            (known.first_day(), known.last_day())
        }
        _ => (date.first_day(), date.last_day()),
    }
}
