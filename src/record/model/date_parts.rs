//! Parts of a date beyond year, month and day.

use std::fmt;

/// The largest year of a date; its negative is the smallest.
pub(super) const MAX_YEAR: i32 = 999_999_999;

/// A season of a year, `21` to `24` in place of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Season {
    /// `21`
    Spring,
    /// `22`
    Summer,
    /// `23`
    Autumn,
    /// `24`
    Winter,
}

impl Season {
    /// Returns the season of a number in place of a month. `None` for any other number.
    pub(super) fn from_number(number: u8) -> Option<Season> {
        Some(match number {
            21 => Season::Spring,
            22 => Season::Summer,
            23 => Season::Autumn,
            24 => Season::Winter,
            _ => return None,
        })
    }

    /// Returns the number in place of a month.
    pub(super) fn number(self) -> u8 {
        21 + self as u8
    }

    /// Returns the first and the last month north of the equator. The last month of winter is in the next year.
    pub(super) fn months(self) -> (u8, u8) {
        match self {
            Season::Spring => (3, 5),
            Season::Summer => (6, 8),
            Season::Autumn => (9, 11),
            Season::Winter => (12, 2),
        }
    }
}

/// The digits of a date that are written as `X`, from the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unspecified {
    /// None.
    Nothing,
    /// `1985-04-XX`
    Day,
    /// `2004-XX`
    Month,
    /// `1985-XX-XX`
    MonthAndDay,
    /// The last one to three digits of the year: `201X` is 1, `20XX` is 2.
    YearDigits(u8),
}

impl Unspecified {
    /// Returns the first and the last year that a year can mean.
    pub(super) fn years(self, year: i32) -> (i32, i32) {
        let Unspecified::YearDigits(digits) = self else {
            return (year, year);
        };
        let more = 10_i32.pow(u32::from(digits.min(3))) - 1;
        match year < 0 {
            true => (year - more, year),
            false => (year, year + more),
        }
    }

    /// Writes the year as EDTF.
    pub(super) fn write_year(self, year: i32, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if year.unsigned_abs() > 9999 {
            return write!(f, "Y{year}");
        }
        let sign = if year < 0 { "-" } else { "" };
        let digits = format!("{:04}", year.unsigned_abs());
        let hidden = match self {
            Unspecified::YearDigits(hidden) => usize::from(hidden.min(3)),
            _ => 0,
        };
        let (shown, hidden) = digits.split_at(4 - hidden);
        write!(f, "{sign}{shown}{}", "X".repeat(hidden.len()))
    }

    /// Returns what follows the specified parts.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Unspecified::Day | Unspecified::Month => "-XX",
            Unspecified::MonthAndDay => "-XX-XX",
            Unspecified::Nothing | Unspecified::YearDigits(_) => "",
        }
    }
}

/// The time zone of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// Not stated: the time of the place.
    Local,
    /// `Z`: universal time.
    Utc,
    /// The offset from universal time in minutes.
    Offset(i16),
}

/// The time of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// The time zone.
    pub zone: Zone,
}

/// Writes `+05:30`, `Z`, or nothing for the time of the place.
impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Zone::Local => Ok(()),
            Zone::Utc => f.write_str("Z"),
            Zone::Offset(minutes) => {
                let sign = if *minutes < 0 { '-' } else { '+' };
                let minutes = minutes.unsigned_abs();
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

/// Writes `10:00:00+03:00`.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Time {
            hour,
            minute,
            second,
            zone,
        } = self;
        write!(f, "{hour:02}:{minute:02}:{second:02}{zone}")
    }
}
