//! The current day. No other file reads the clock.

#![expect(clippy::disallowed_methods, reason = "the one reader of the clock")]

use std::time::{SystemTime, UNIX_EPOCH};

use super::error::CommandError;
use crate::text::Day;

/// The variable that overrides the clock: <https://reproducible-builds.org/specs/source-date-epoch/>.
const VARIABLE: &str = "SOURCE_DATE_EPOCH";

const SECONDS_PER_DAY: u64 = 86_400;

/// 9999-12-31 as days since 1970-01-01, the last day with a year of four digits.
const LAST_DAY: i32 = 2_932_896;

/// Returns the day of `SOURCE_DATE_EPOCH`, or the current day in UTC.
///
/// An invalid value is an error: a reproducible build must not silently use another day.
pub(super) fn today() -> Result<Day, CommandError> {
    let seconds = match std::env::var_os(VARIABLE).filter(|given| !given.is_empty()) {
        None => SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs()),
        Some(given) => given
            .to_str()
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| {
                let given = given.display();
                CommandError::new(
                    format!("{VARIABLE}: «{given}» — не число секунд с 1970 года"),
                    format!("{VARIABLE}: `{given}` is no number of seconds since 1970"),
                )
            })?,
    };
    let days = i32::try_from(seconds / SECONDS_PER_DAY).map_or(LAST_DAY, |days| days.min(LAST_DAY));
    Ok(Day::from_unix_days(days))
}
