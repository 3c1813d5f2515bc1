//! Dates that keep their precision: levels 0 and 1 of EDTF, the Extended Date/Time Format of the Library of Congress
//! (<https://www.loc.gov/standards/datetime/>, now part of ISO 8601-2).

use std::fmt;

use super::date_parts::{MAX_YEAR, Season, Time, Unspecified};
use crate::text::day::{Day, days_in_month};

/// A calendar date with the precision of the file: decade, year, season, month, day or second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialDate {
    /// The astronomical year: 0 is 1 BC, -1 is 2 BC. Unspecified digits are 0.
    pub year: i32,
    /// The month, 1 to 12; `None` if unknown.
    pub month: Option<u8>,
    /// The day, 1 to 31; `None` if unknown.
    pub day: Option<u8>,
    /// The season in place of a month.
    pub season: Option<Season>,
    /// The digits that are written as `X`.
    pub unspecified: Unspecified,
    /// The time of the day.
    pub time: Option<Time>,
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

impl From<Day> for PartialDate {
    fn from(day: Day) -> PartialDate {
        PartialDate {
            month: Some(day.month),
            day: Some(day.day),
            ..PartialDate::of_year(day.year)
        }
    }
}

impl PartialDate {
    /// Returns a date of which only the year is known.
    pub(super) fn of_year(year: i32) -> PartialDate {
        PartialDate {
            year,
            month: None,
            day: None,
            season: None,
            unspecified: Unspecified::Nothing,
            time: None,
            uncertain: false,
            approximate: false,
        }
    }

    /// Returns the earliest year that the date can mean.
    pub fn first_year(self) -> i32 {
        self.unspecified.years(self.year).0
    }

    /// Returns the latest year that the date can mean.
    pub fn last_year(self) -> i32 {
        self.unspecified.years(self.year).1
    }

    /// Returns the earliest possible day. A season has the months that it has north of the equator.
    pub fn first_day(self) -> Day {
        let season = self.season.map(|season| season.months().0);
        let month = self.month.or(season).unwrap_or(1);
        Day::new(self.first_year(), month, self.day.unwrap_or(1))
    }

    /// Returns the latest possible day. Winter ends in the next year.
    pub fn last_day(self) -> Day {
        let year = self.last_year() + i32::from(self.season == Some(Season::Winter));
        let season = self.season.map(|season| season.months().1);
        let month = self.month.or(season).unwrap_or(12);
        let day = self.day.unwrap_or_else(|| days_in_month(year, month));
        Day::new(year, month, day)
    }

    /// Whether the date is neither approximate nor uncertain.
    pub fn is_certain(self) -> bool {
        !self.uncertain && !self.approximate
    }

    /// Whether ISO 8601 and the formats that use it can express the date: it is certain, in the years 1 to 9999, and
    /// has neither a season nor unspecified digits.
    pub fn is_exact(self) -> bool {
        self.is_certain()
            && (1..=9999).contains(&self.year)
            && self.season.is_none()
            && self.unspecified == Unspecified::Nothing
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

    /// Returns the earliest possible day; before all dates if the beginning is open or unknown.
    pub fn first_day(self) -> Day {
        self.from()
            .map_or(Day::new(-MAX_YEAR, 1, 1), PartialDate::first_day)
    }

    /// Returns the latest possible day; after all dates if the end is open or unknown.
    pub fn last_day(self) -> Day {
        self.to()
            .map_or(Day::new(MAX_YEAR, 12, 31), PartialDate::last_day)
    }

    /// Returns the year for grouping: that of the beginning, else of the end.
    pub fn year(self) -> i32 {
        self.from().or(self.to()).map_or(0, |moment| moment.year)
    }

    /// Whether the date is before another under every reading. `false` if one of them is approximate or uncertain, or a
    /// season, whose months depend on the place.
    pub fn definitely_before(self, other: Date) -> bool {
        let is_sharp = |moment: PartialDate| moment.is_certain() && moment.season.is_none();
        let certain =
            |date: Date| date.from().is_none_or(is_sharp) && date.to().is_none_or(is_sharp);
        certain(self) && certain(other) && self.last_day() < other.first_day()
    }
}

/// Formats the date in the form that it was parsed from.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PartialDate {
            year, month, day, ..
        } = *self;
        self.unspecified.write_year(year, f)?;
        if let Some(season) = self.season {
            write!(f, "-{}", season.number())?;
        }
        if let Some(month) = month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = day {
            write!(f, "-{day:02}")?;
        }
        f.write_str(self.unspecified.suffix())?;
        if let Some(time) = self.time {
            write!(f, "T{time}")?;
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
            "201X",
            "20XX?",
            "2004-XX",
            "1985-04-XX",
            "1985-XX-XX~",
            "2024-21",
            "2024-24/2025-22",
            "-0044-03-15",
            "-201X",
            "0000",
            "Y170000002",
            "Y-17000",
            "2017-02-21T10:00:00",
            "2017-02-21T23:59:59Z",
            "2017-02-21T10:00:00+05:30",
            "2017-02-21T10:00:00-03:00",
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
            "2017-02-21T10:00:00?",
            "2017-02-21T24:00:00",
            "2017-02-21T10:60:00",
            "2017-02-21T10:00:00+25:00",
            "2017-02-21T10:00:00Z/2018",
            "2017-02T10:00:00",
            "XXXX",
            "2X17",
            "201X-05",
            "2017-XX-05",
            "2017-20",
            "2017-25",
            "2017-21-01",
            "-0000",
            "--2017",
            "Y2017",
            "Y17000-05",
            "Y9999999999",
            "Y",
            "-",
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
        assert!(date("200X").definitely_before(date("2010")));
        assert!(!date("201X").definitely_before(date("2017")));
        assert!(date("-0044").definitely_before(date("0001")));
        assert!(date("Y-17000").definitely_before(date("-9999")));
        assert!(!date("2016-21").definitely_before(date("2016-11")));
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_a_reason(text in "(.{0,24}|[0-9XY/~?%.T:Z+-]{1,24})") {
            if let Ok(date) = Date::parse(&text) {
                prop_assert_eq!(Date::parse(&date.to_string()), Ok(date));
                if let Date::On(moment) = date {
                    prop_assert!(moment.first_day() <= moment.last_day());
                }
            }
        }
    }
}
