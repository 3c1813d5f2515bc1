//! Today, which comes in with the command line: nothing further in reads a clock.

use std::time::{SystemTime, UNIX_EPOCH};

use super::Trouble;
use crate::record::Day;

/// The variable that stands in for the clock: <https://reproducible-builds.org/specs/source-date-epoch/>.
const GIVEN: &str = "SOURCE_DATE_EPOCH";

/// The day of `SOURCE_DATE_EPOCH`, or today in UTC. What is given and is no number of seconds is refused: a build that
/// should be repeatable must not silently take another day.
pub(super) fn today() -> Result<Day, Trouble> {
    let seconds = match std::env::var_os(GIVEN).filter(|given| !given.is_empty()) {
        None => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()),
        Some(given) => given.to_str().and_then(|text| text.parse().ok()).ok_or_else(|| {
            let given = given.display();
            Trouble::new(
                format!("{GIVEN}: «{given}» — не число секунд с 1970 года"),
                format!("{GIVEN}: `{given}` is no number of seconds since 1970"),
            )
        })?,
    };
    Ok(day(seconds / 86_400))
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
