//! Dates that keep their precision: levels 0 and 1 of EDTF, the Extended Date/Time Format of the Library of Congress
//! (<https://www.loc.gov/standards/datetime/>, now part of ISO 8601-2), as far as an atlas needs it.
//!
//! `2017`, `2017-02`, `2017-02-21`, intervals `2017-06-22/2017-06-23`, open ones `../2021` and `2021/..`, those with an
//! end that nobody knows `/2021` and `2021/`, and the qualifiers `~` (approximate), `?` (uncertain) and `%` (both) at the end of a date.

use std::fmt;

use crate::text::day::{Day, days_in_month};

/// A calendar date with the precision of the file: year, month or day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialDate {
    /// The year, 0 to 9999.
    pub year: u16,
    /// The month, 1 to 12; `None` if unknown.
    pub month: Option<u8>,
    /// The day, 1 to 31; `None` if unknown.
    pub day: Option<u8>,
    /// `?`: the source may be wrong, or the date is inferred.
    pub uncertain: bool,
    /// `~`: the date is approximate.
    pub approximate: bool,
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IntervalEnd {
    /// A known date.
    At(PartialDate),
    /// `..`: the interval has no end.
    Open,
    /// Empty: the end exists, but is unknown.
    Unknown,
}

/// A date or an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Date {
    /// A single date.
    On(PartialDate),
    /// An interval that includes both ends.
    Between(IntervalEnd, IntervalEnd),
}

/// The reason why a text is not a date, in Russian and English.
type Reason = (&'static str, &'static str);

impl PartialDate {
    /// Returns the earliest possible day.
    pub fn first_day(self) -> Day {
        Day::new(
            i32::from(self.year),
            self.month.unwrap_or(1),
            self.day.unwrap_or(1),
        )
    }

    /// Returns the latest possible day.
    pub fn last_day(self) -> Day {
        let (year, month) = (i32::from(self.year), self.month.unwrap_or(12));
        Day::new(
            year,
            month,
            self.day.unwrap_or_else(|| days_in_month(year, month)),
        )
    }

    /// Whether the date is neither approximate nor uncertain.
    pub fn is_certain(self) -> bool {
        !self.uncertain && !self.approximate
    }
}

impl IntervalEnd {
    /// Returns the date. `None` if the end is open or unknown.
    pub fn date(self) -> Option<PartialDate> {
        match self {
            IntervalEnd::At(moment) => Some(moment),
            IntervalEnd::Open | IntervalEnd::Unknown => None,
        }
    }
}

impl Date {
    /// Parses a date of EDTF. The error is the reason in Russian and English.
    pub fn parse(text: &str) -> Result<Date, Reason> {
        let Some((from, to)) = text.split_once('/') else {
            return Ok(Date::On(parse_partial_date(text)?));
        };
        let end = |text: &str| match text {
            ".." => Ok(IntervalEnd::Open),
            "" => Ok(IntervalEnd::Unknown),
            _ => parse_partial_date(text).map(IntervalEnd::At),
        };
        let (from, to) = (end(from)?, end(to)?);
        if from.date().is_none() && to.date().is_none() {
            return Err((
                "у промежутка нет ни начала, ни конца",
                "the interval has neither a beginning nor an end",
            ));
        }
        Ok(Date::Between(from, to))
    }

    /// Returns the only date, also that of an interval with two equal ends. `None` for other intervals.
    pub fn single(self) -> Option<PartialDate> {
        match self {
            Date::On(moment) => Some(moment),
            Date::Between(IntervalEnd::At(from), IntervalEnd::At(to)) if from == to => Some(from),
            Date::Between(..) => None,
        }
    }

    /// Returns the beginning. `None` if it is open or unknown.
    pub fn from(self) -> Option<PartialDate> {
        match self {
            Date::On(moment) => Some(moment),
            Date::Between(from, _) => from.date(),
        }
    }

    /// Returns the end. `None` if it is open or unknown.
    pub fn to(self) -> Option<PartialDate> {
        match self {
            Date::On(moment) => Some(moment),
            Date::Between(_, to) => to.date(),
        }
    }

    /// Returns the earliest possible day; 1 January 0 if the beginning is open or unknown.
    pub fn first_day(self) -> Day {
        self.from()
            .map_or(Day::new(0, 1, 1), PartialDate::first_day)
    }

    /// Returns the latest possible day; 31 December 9999 if the end is open or unknown.
    pub fn last_day(self) -> Day {
        self.to()
            .map_or(Day::new(9999, 12, 31), PartialDate::last_day)
    }

    /// Returns the year for grouping: that of the beginning, else of the end.
    pub fn year(self) -> u16 {
        self.from().or(self.to()).map_or(0, |moment| moment.year)
    }

    /// Whether the date is before another under every reading. `false` if one of them is approximate or uncertain.
    pub fn definitely_before(self, other: Date) -> bool {
        let certain = |date: Date| {
            date.from().is_none_or(PartialDate::is_certain)
                && date.to().is_none_or(PartialDate::is_certain)
        };
        certain(self) && certain(other) && self.last_day() < other.first_day()
    }
}

fn parse_partial_date(text: &str) -> Result<PartialDate, Reason> {
    let (digits, uncertain, approximate) = match text.strip_suffix(['~', '?', '%']) {
        Some(digits) => (digits, !text.ends_with('~'), !text.ends_with('?')),
        None => (text, false, false),
    };
    let mut parts = digits.split('-');
    let number = |part: &str, width: usize| {
        (part.len() == width && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u16>().ok())
            .flatten()
    };
    let year = parts
        .next()
        .and_then(|part| number(part, 4))
        .ok_or(("год пишется четырьмя цифрами", "a year has four digits"))?;
    let month = match parts.next() {
        None => None,
        Some(part) => match number(part, 2) {
            Some(month @ 1..=12) => Some(month as u8),
            Some(_) => return Err(("месяц от 01 до 12", "a month is 01 to 12")),
            None => return Err(("месяц пишется двумя цифрами", "a month has two digits")),
        },
    };
    let day = match (parts.next(), month) {
        (Some(part), Some(month)) => match number(part, 2) {
            Some(day) if day >= 1 && day <= u16::from(days_in_month(i32::from(year), month)) => {
                Some(day as u8)
            }
            Some(_) => return Err(("такого дня в месяце нет", "the month has no such day")),
            None => return Err(("день пишется двумя цифрами", "a day has two digits")),
        },
        _ => None,
    };
    if parts.next().is_some() {
        return Err(("лишний знак после дня", "something follows the day"));
    }
    Ok(PartialDate {
        year,
        month,
        day,
        uncertain,
        approximate,
    })
}

/// Formats the date in the form that it was parsed from.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PartialDate {
            year, month, day, ..
        } = *self;
        write!(f, "{year:04}")?;
        if let Some(month) = month {
            write!(f, "-{month:02}")?;
            if let Some(day) = day {
                write!(f, "-{day:02}")?;
            }
        }
        f.write_str(match (self.uncertain, self.approximate) {
            (true, true) => "%",
            (true, false) => "?",
            (false, true) => "~",
            (false, false) => "",
        })
    }
}

/// Formats the date in the form that it was parsed from.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |f: &mut fmt::Formatter<'_>, end: &IntervalEnd| match end {
            IntervalEnd::At(moment) => write!(f, "{moment}"),
            IntervalEnd::Open => f.write_str(".."),
            IntervalEnd::Unknown => Ok(()),
        };
        match self {
            Date::On(moment) => write!(f, "{moment}"),
            Date::Between(from, to) => {
                end(f, from)?;
                f.write_str("/")?;
                end(f, to)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_written_is_what_is_shown() {
        for text in [
            "2017",
            "2017-02",
            "2017-02-21",
            "2017-06-22/2017-06-23",
            "2017~",
            "2017-05?",
            "2016%",
            "../2021",
            "2021/..",
            "/2021",
            "2021-03/",
        ] {
            assert_eq!(
                Date::parse(text).map(|date| date.to_string()),
                Ok(text.to_owned())
            );
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "17",
            "2017-13",
            "2017-2",
            "2017-02-30",
            "2017-02-21-1",
            "21.02.2017",
            "../..",
            "/..",
            "/",
            "2017-02-21T10:00",
            "２０１７",
        ] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
        assert!(Date::parse("2000-02-29").is_ok());
        assert!(Date::parse("1900-02-29").is_err());
    }

    #[test]
    fn a_date_is_before_another_only_under_every_reading() {
        let date = |text| Date::parse(text).expect("a date");
        assert!(date("2016").definitely_before(date("2017-02-21")));
        assert!(!date("2017").definitely_before(date("2017-02-21")));
        assert!(!date("2016~").definitely_before(date("2017")));
        assert!(!date("2016/..").definitely_before(date("2017")));
        assert!(!date("2016/").definitely_before(date("2017")));
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_a_reason(text in ".{0,24}") {
            if let Ok(date) = Date::parse(&text) {
                prop_assert_eq!(Date::parse(&date.to_string()), Ok(date));
            }
        }
    }
}
