//! Rule `not-checked`: records whose last check against their sources is too long ago.

use crate::atlas::RecordIx;
use crate::check::context::CheckContext;
use crate::check::finding::Finding;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Record;

/// Checks a record.
pub(in crate::check) fn check_record(
    context: CheckContext<'_>,
    ix: RecordIx,
    record: &Record,
    found: &mut Vec<Finding>,
) {
    let CheckContext { site, today, .. } = context;
    let oldest = || today.unix_days() - i64::from(site.checked_days);
    if let Some((date, at)) = context.date(record, |known| known.checked)
        && date.last_day().unix_days() < oldest()
    {
        let diagnostic =
            Diagnostic::new(Code::NotChecked, at.clone()).with("date", date.to_string());
        found.push(Finding::about_record(ix, diagnostic));
    }
}
