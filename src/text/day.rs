//! A day of the proleptic Gregorian calendar, with leap years, month lengths and day numbers.

use std::fmt;

/// A day of the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// The astronomical year: 0 is 1 BC, -1 is 2 BC.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
}

impl Day {
    /// A day by year, month and day of the month, which are not checked.
    pub const fn new(year: i32, month: u8, day: u8) -> Day {
        Day { year, month, day }
    }

    /// The first day of a year, or of the given month of it.
    pub fn first_of(year: i32, month: Option<u8>) -> Day {
        Day::new(year, month.unwrap_or(1), 1)
    }

    /// The last day of a year, or of the given month of it.
    pub fn last_of(year: i32, month: Option<u8>) -> Day {
        let month = month.unwrap_or(12).clamp(1, 12);
        Day::new(year, month, days_in_month(year, month))
    }

    /// The day with month and day of the month clamped to their ranges.
    fn clamped(self) -> Day {
        let month = self.month.clamp(1, 12);
        Day::new(
            self.year,
            month,
            self.day.clamp(1, days_in_month(self.year, month)),
        )
    }

    /// The following day.
    pub fn next(self) -> Day {
        if self.day < days_in_month(self.year, self.month) {
            Day::new(self.year, self.month, self.day + 1)
        } else if self.month < 12 {
            Day::new(self.year, self.month + 1, 1)
        } else {
            Day::new(self.year + 1, 1, 1)
        }
    }

    /// The day as a fraction of years: 2017-07-02 is about 2017.5. Month and day are clamped to their ranges.
    pub fn fractional_year(self) -> f64 {
        let Day { year, month, day } = self.clamped();
        let before: u16 = (1..month)
            .map(|month| u16::from(days_in_month(year, month)))
            .sum();
        let length = if is_leap_year(year) { 366.0 } else { 365.0 };
        f64::from(year) + f64::from(before + u16::from(day) - 1) / length
    }

    /// The number of days since 1970-01-01, negative before it (`days_from_civil` of Howard Hinnant,
    /// <https://howardhinnant.github.io/date_algorithms.html>).
    pub fn unix_days(self) -> i64 {
        let Day { year, month, day } = self.clamped();
        // A year of the algorithm begins in March, so that the leap day is its last.
        let year = i64::from(year) - i64::from(month <= 2);
        let month = (i64::from(month) + 9) % 12;
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = (153 * month + 2) / 5 + i64::from(day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
            - 719_468
    }

    /// The day that is `days` days after 1970-01-01 (`civil_from_days` of Howard Hinnant).
    pub fn from_unix_days(days: i32) -> Day {
        let days = i64::from(days) + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        // Thirty-two bits of days are less than six million years.
        Day::new(year as i32, month as u8, day as u8)
    }
}

/// Writes the day as ISO 8601: `2017-02-21`. Years before 0 have a minus sign.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Day { year, month, day } = *self;
        let sign = if year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
    }
}

/// Whether a year of the Gregorian calendar is a leap year.
pub fn is_leap_year(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The number of days in a month, 1 to 12.
pub fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if is_leap_year(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn day_numbers_are_read_back_and_follow_one_another(days in i32::MIN..i32::MAX) {
            let day = Day::from_unix_days(days);
            prop_assert_eq!(day.unix_days(), i64::from(days));
            prop_assert_eq!(day.next(), Day::from_unix_days(days + 1));
            prop_assert!(day < day.next() && day.fractional_year() < day.next().fractional_year());
        }
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for (days, text) in [
            (0, "1970-01-01"),
            (19_782, "2024-02-29"),
            (20_778, "2026-11-21"),
            (-719_528, "0000-01-01"),
            (-719_529, "-0001-12-31"),
        ] {
            assert_eq!(Day::from_unix_days(days).to_string(), text);
        }
        assert_eq!(Day::new(1900, 2, 28).next(), Day::new(1900, 3, 1));
        assert_eq!(Day::new(2000, 2, 28).next(), Day::new(2000, 2, 29));
    }

    #[test]
    fn days_lie_between_their_years_in_order() {
        assert!((Day::new(2017, 1, 1).fractional_year() - 2017.0).abs() < 1e-9);
        assert!((Day::new(2017, 7, 2).fractional_year() - 2017.4986).abs() < 1e-4);
        assert!(Day::new(2020, 12, 31).fractional_year() < 2021.0);
        assert!(
            Day::last_of(2020, Some(2)).fractional_year()
                < Day::first_of(2020, Some(3)).fractional_year()
        );
    }

    #[test]
    fn impossible_days_are_clamped() {
        let same = |one: Day, other: Day| {
            assert!(
                (one.fractional_year() - other.fractional_year()).abs() < 1e-9,
                "{one:?} {other:?}"
            );
            assert_eq!(one.unix_days(), other.unix_days());
        };
        same(Day::new(2017, 2, 31), Day::new(2017, 2, 28));
        same(Day::new(2017, 0, 0), Day::new(2017, 1, 1));
        same(Day::new(2017, 99, 99), Day::new(2017, 12, 31));
    }
}
