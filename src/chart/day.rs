//! Days on a line.

/// A day of the Gregorian calendar; a month or a day out of range is brought into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// May be before our era: 0 is 1 BC.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Day {
    /// A day as it is written.
    pub const fn new(year: i32, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    /// The first day of a year, or of a month where one is given.
    pub fn first(year: i32, month: Option<u8>) -> Self {
        Self::new(year, month.unwrap_or(1), 1)
    }

    /// The last day of a year, or of a month where one is given.
    pub fn last(year: i32, month: Option<u8>) -> Self {
        let month = month.unwrap_or(12).clamp(1, 12);
        Self::new(year, month, month_length(year, month))
    }

    /// The place in time in years: 2017-07-02 is about 2017.5.
    pub fn years(self) -> f64 {
        let month = self.month.clamp(1, 12);
        let before: u16 = (1..month).map(|m| u16::from(month_length(self.year, m))).sum();
        let day = before + u16::from(self.day.clamp(1, month_length(self.year, month))) - 1;
        let length = if is_leap(self.year) { 366.0 } else { 365.0 };
        f64::from(self.year) + f64::from(day) / length
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn month_length(year: i32, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_lie_between_their_years_in_order() {
        assert!((Day::new(2017, 1, 1).years() - 2017.0).abs() < 1e-9);
        assert!((Day::new(2017, 7, 2).years() - 2017.4986).abs() < 1e-4);
        assert!(Day::new(2020, 12, 31).years() < 2021.0);
        assert!(Day::last(2020, Some(2)).years() < Day::first(2020, Some(3)).years());
    }

    #[test]
    fn impossible_days_are_brought_into_range() {
        let same = |one: Day, other: Day| assert!((one.years() - other.years()).abs() < 1e-9, "{one:?} {other:?}");
        same(Day::new(2017, 2, 31), Day::new(2017, 2, 28));
        same(Day::new(2017, 0, 0), Day::new(2017, 1, 1));
        same(Day::new(2017, 99, 99), Day::new(2017, 12, 31));
    }
}
