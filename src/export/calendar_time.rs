//! The time of an event in a calendar: whole days, or a moment with the time of the day.

use crate::record::{Date, PartialDate, Time, Zone};
use crate::text::Day;

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// The time of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CalendarTime {
    /// From the first to the last day.
    Days(Day, Day),
    /// The beginning on a day. The end is unknown.
    Moment(Day, Time),
}

impl CalendarTime {
    /// Returns the time of a date; `None` if one of its ends is not certain.
    pub(super) fn new(date: Date) -> Option<CalendarTime> {
        let (from, to) = (date.from()?, date.to()?);
        let exact = |moment: PartialDate| moment.is_exact() && moment.day.is_some();
        if !exact(from) || !exact(to) || from.first_day() > to.last_day() {
            return None;
        }
        let days = CalendarTime::Days(from.first_day(), to.last_day());
        Some(match (date, from.time) {
            (Date::On(_), Some(time)) => CalendarTime::Moment(from.first_day(), time),
            (Date::On(_) | Date::Between(..), _) => days,
        })
    }

    /// Returns the properties that say when the event is.
    pub(super) fn properties(self) -> Vec<String> {
        match self {
            // The end of an all-day event is exclusive (RFC 5545, 3.6.1).
            CalendarTime::Days(first, last) => vec![
                format!("DTSTART;VALUE=DATE:{}", basic_format(first)),
                format!("DTEND;VALUE=DATE:{}", basic_format(last.next())),
            ],
            CalendarTime::Moment(day, time) => vec![format!("DTSTART:{}", date_time(day, time))],
        }
    }
}

/// Returns a moment in universal time, or in the time of the place if the zone is not stated (3.3.5).
fn date_time(day: Day, time: Time) -> String {
    let (offset, mark) = match time.zone {
        Zone::Local => (0, ""),
        Zone::Utc => (0, "Z"),
        Zone::Offset(minutes) => (i64::from(minutes), "Z"),
    };
    let minutes = i64::from(time.hour) * 60 + i64::from(time.minute) - offset;
    let days = day.unix_days() + minutes.div_euclid(DAY);
    // The year of an exact date has four digits.
    let day = i32::try_from(days).map_or(day, Day::from_unix_days);
    let (hour, minute) = (minutes.rem_euclid(DAY) / 60, minutes.rem_euclid(60));
    format!(
        "{}T{hour:02}{minute:02}{:02}{mark}",
        basic_format(day),
        time.second
    )
}

/// The basic format of ISO 8601: `20170221`.
pub(super) fn basic_format(Day { year, month, day }: Day) -> String {
    format!("{year:04}{month:02}{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn properties(text: &str) -> Option<Vec<String>> {
        CalendarTime::new(Date::parse(text).expect("a date")).map(CalendarTime::properties)
    }

    #[test]
    fn only_certain_days_stand_in_a_calendar() {
        assert_eq!(
            properties("2016-12-30/2016-12-31").expect("a time"),
            ["DTSTART;VALUE=DATE:20161230", "DTEND;VALUE=DATE:20170101"]
        );
        for vague in [
            "2017",
            "2017-02",
            "2017-02-21~",
            "2017-02-21?",
            "2017-02-21/..",
            "2017-02-23/2017-02-21",
        ] {
            assert_eq!(properties(vague), None, "{vague}");
        }
    }

    #[test]
    fn a_time_of_the_day_is_kept_and_its_zone_is_universal() {
        for (text, start) in [
            ("2017-02-21T10:30:00", "DTSTART:20170221T103000"),
            ("2017-02-21T10:30:00Z", "DTSTART:20170221T103000Z"),
            ("2017-03-01T01:30:15+03:00", "DTSTART:20170228T223015Z"),
            ("2016-12-31T22:00:00-05:30", "DTSTART:20170101T033000Z"),
        ] {
            assert_eq!(properties(text).expect("a time"), [start], "{text}");
        }
    }
}
