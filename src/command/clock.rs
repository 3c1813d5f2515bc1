//! Today, which comes in with the command line: nothing further in reads a clock.

use std::time::{SystemTime, UNIX_EPOCH};

use super::Trouble;
use crate::text::Day;

/// The variable that stands in for the clock: <https://reproducible-builds.org/specs/source-date-epoch/>.
const GIVEN: &str = "SOURCE_DATE_EPOCH";

const SECONDS_PER_DAY: u64 = 86_400;

/// 9999-12-31 as days since 1970-01-01, the last day with a year of four digits.
const LAST_DAY: i32 = 2_932_896;

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
    let days = i32::try_from(seconds / SECONDS_PER_DAY).map_or(LAST_DAY, |days| days.min(LAST_DAY));
    Ok(Day::from_unix_days(days))
}
