//! Dates as intervals of days on a time axis.

use crate::record::{Date, End, Moment};
use crate::text::Day;

/// Whether a date is imprecise, so that its days are bounds and not a duration.
pub(super) fn is_vague(date: Date) -> bool {
    let rough = |moment: Option<Moment>| moment.is_some_and(|moment| !moment.is_certain());
    match date {
        Date::On(moment) => moment.day.is_none() || !moment.is_certain(),
        Date::Between(_, End::Unknown) => true,
        Date::Between(from, to) => from.moment().is_none() || rough(from.moment()) || rough(to.moment()),
    }
}

/// Whether a date is an interval without an end.
pub(super) fn is_open(date: Date) -> bool {
    matches!(date, Date::Between(End::At(_), End::Open))
}

/// The first and last day of a date. An interval without an end lasts until `today`; of an interval with one unknown
/// end, the other end is used.
pub(super) fn days(date: Date, today: Day) -> (Day, Day) {
    match date {
        Date::Between(End::At(from), End::Open) => (from.first_day(), today.max(from.last_day())),
        Date::Between(End::At(known), End::Unknown) | Date::Between(End::Open | End::Unknown, End::At(known)) => {
            (known.first_day(), known.last_day())
        }
        _ => (date.first_day(), date.last_day()),
    }
}
