//! Records that nobody has compared with their sources for longer than the site allows.

use super::{CheckContext, Finding, FindingTarget, date};
use crate::atlas::RecordIx;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Record;

pub(super) fn of_record(context: CheckContext<'_>, ix: RecordIx, record: &Record, found: &mut Vec<Finding>) {
    let CheckContext { site, today, .. } = context;
    let oldest = || today.unix_days() - i64::from(site.checked_days);
    if let Some((date, at)) = date(site, record, "checked")
        && date.last_day().unix_days() < oldest()
    {
        let diagnostic = Diagnostic::new(Code::NotChecked, record.location(at)).with("date", date.to_string());
        found.push(Finding { record: Some(ix), target: FindingTarget::Record, diagnostic });
    }
}
