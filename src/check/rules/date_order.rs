//! Rule `date-order`: an end before its beginning.

use crate::atlas::{RecordIx, Relation};
use crate::check::context::CheckContext;
use crate::check::finding::Finding;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::record::{Date, IntervalEnd, Record, Value};

/// Checks a record.
pub(in crate::check) fn check_record(
    context: CheckContext<'_>,
    ix: RecordIx,
    record: &Record,
    found: &mut Vec<Finding>,
) {
    for field in &record.fields {
        for value in field.value.all() {
            if let Value::Date(Date::Between(IntervalEnd::At(from), IntervalEnd::At(to))) = value
                && from.first_day() > to.last_day()
            {
                found.push(reversed(
                    ix,
                    from.to_string(),
                    to.to_string(),
                    field.at.clone(),
                ));
            }
        }
    }
    let closed = context.date(record, |known| known.closed);
    let founded = context.date(record, |known| known.founded);
    if let (Some((closed, at)), Some((founded, _))) = (closed, founded)
        && closed.definitely_before(founded)
    {
        found.push(reversed(
            ix,
            founded.to_string(),
            closed.to_string(),
            at.clone(),
        ));
    }
}

/// Checks a relation.
pub(in crate::check) fn check_relation(
    _: CheckContext<'_>,
    _: usize,
    relation: &Relation,
    found: &mut Vec<Finding>,
) {
    let Some(details) = &relation.details else {
        return;
    };
    if let (Some(since), Some(until)) = (details.since, details.until)
        && until.definitely_before(since)
    {
        found.push(reversed(
            relation.owner,
            since.to_string(),
            until.to_string(),
            relation.at.clone(),
        ));
    }
}

/// Creates the finding; `from` is later than `to`.
fn reversed(record: RecordIx, from: String, to: String, at: Location) -> Finding {
    let diagnostic = Diagnostic::new(Code::DateOrder, at)
        .with("from", from)
        .with("to", to);
    Finding::about_record(record, diagnostic)
}
