//! Records that nobody has compared with their sources for longer than the site allows.

use super::{About, Finding, Subject, date};
use crate::atlas::RecordIx;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Day, Record, days_in};

pub(super) fn of_record(subject: Subject<'_>, ix: RecordIx, record: &Record, found: &mut Vec<Finding>) {
    let Subject { site, today, .. } = subject;
    let oldest = || day_number(today).saturating_sub(site.checked_days);
    if let Some((date, at)) = date(site, record, "checked")
        && day_number(date.last_day()) < oldest()
    {
        let diagnostic = Diagnostic::new(Code::NotChecked, record.location(at)).with("date", date.to_string());
        found.push(Finding { record: Some(ix), about: About::Record, diagnostic });
    }
}

/// The number of a day since the beginning of year 0, in the Gregorian calendar.
fn day_number((year, month, day): Day) -> u32 {
    let before = u32::from(year).saturating_sub(1);
    let leaps = if year == 0 { 0 } else { before / 4 - before / 100 + before / 400 + 1 };
    let months: u32 = (1..month).map(|month| u32::from(days_in(year, month))).sum();
    u32::from(year) * 365 + leaps + months + u32::from(day)
}

#[cfg(test)]
mod tests {
    use super::day_number;

    #[test]
    fn days_follow_one_another() {
        for (day, next) in
            [((2023, 12, 31), (2024, 1, 1)), ((2024, 2, 29), (2024, 3, 1)), ((1900, 2, 28), (1900, 3, 1))]
        {
            assert_eq!(day_number(day) + 1, day_number(next));
        }
        assert_eq!(day_number((2025, 11, 21)) - day_number((2024, 11, 21)), 365);
    }
}
