//! Rule `unlikely-year`: years that look like slips, such as 0204 and 9999.

use crate::atlas::{RecordIx, Relation};
use crate::check::context::CheckContext;
use crate::check::finding::{Finding, FindingTarget};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::record::{Date, Record, Value};

/// The first year that is likely.
const FIRST: i32 = 1000;

/// How many years from today are likely.
const AHEAD: i32 = 100;

/// Checks a record.
pub(in crate::check) fn check_record(
    context: CheckContext<'_>,
    ix: RecordIx,
    record: &Record,
    found: &mut Vec<Finding>,
) {
    for field in &record.fields {
        let target = FindingTarget::Field(field.field);
        for date in field.value.all().flat_map(dates) {
            found.extend(unlikely(context, ix, target, date, &field.at));
        }
    }
    for observation in &record.observations {
        let target = FindingTarget::Figure(observation.of);
        if let Some(date) = observation.on {
            found.extend(unlikely(context, ix, target, date, &observation.at));
        }
    }
}

/// Checks a relation.
pub(in crate::check) fn check_relation(
    context: CheckContext<'_>,
    index: usize,
    relation: &Relation,
    found: &mut Vec<Finding>,
) {
    let Some(details) = &relation.details else {
        return;
    };
    let dates = [details.since, details.until, details.on];
    for date in dates.into_iter().flatten() {
        let target = FindingTarget::Relation(index);
        found.extend(unlikely(
            context,
            relation.owner,
            target,
            date,
            &relation.at,
        ));
    }
}

/// Returns the dates of a value.
fn dates(value: &Value) -> Vec<Date> {
    match value {
        Value::Date(date) => vec![*date],
        Value::List(values) => values.iter().flat_map(dates).collect(),
        _ => Vec::new(),
    }
}

/// Returns a finding if a year of a date is unlikely.
fn unlikely(
    context: CheckContext<'_>,
    record: RecordIx,
    target: FindingTarget,
    date: Date,
    at: &Location,
) -> Option<Finding> {
    let ends = [date.from(), date.to()].into_iter().flatten();
    let mut years = ends.map(|end| end.year);
    // A minus or a `Y` is not written by mistake.
    let is_unlikely = |year: &i32| {
        (0..=9999).contains(year) && !(FIRST..=context.today.year + AHEAD).contains(year)
    };
    let year = years.find(is_unlikely)?;
    let diagnostic = Diagnostic::new(Code::UnlikelyYear, at.clone());
    Some(Finding {
        record: Some(record),
        target,
        diagnostic: diagnostic.with("year", format!("{year:04}")),
    })
}
