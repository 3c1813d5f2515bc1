//! Today, which comes in with the command line: nothing further in reads a clock.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::record::Day;

/// The day of `SOURCE_DATE_EPOCH` (<https://reproducible-builds.org/specs/source-date-epoch/>), or today in UTC.
pub(super) fn today() -> Day {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse::<u64>().ok());
    let seconds =
        given.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()));
    day(seconds / 86_400)
}

/// The day that lies some days after 1 January 1970, in the Gregorian calendar (the algorithm `civil_from_days` of
/// Howard Hinnant, <https://howardhinnant.github.io/date_algorithms.html>).
fn day(days: u64) -> Day {
    let z = days.min(2_932_896) + 719_468;
    let (era, day_of_era) = (z / 146_097, z % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    (year as u16, month as u8, day as u8)
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(day(0), (1970, 1, 1));
        assert_eq!(day(19_782), (2024, 2, 29));
        assert_eq!(day(20_778), (2026, 11, 21));
        assert_eq!(day(u64::MAX), (9999, 12, 31));
    }
}
