//! Rule `planned-past`: plans whose date has passed.
//!
//! The date of a plan is the date of a planned record, the value of a planned date field, `on` of a planned observation,
//! and the end of a planned relation, or else its beginning. `on` of a relation is the date of the statement, not of the
//! plan.

use crate::atlas::{RecordIx, Relation};
use crate::check::context::CheckContext;
use crate::check::finding::{Finding, FindingTarget};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::record::{Date, Record, Status, Value};

/// Checks a record.
pub(in crate::check) fn check_record(
    context: CheckContext<'_>,
    ix: RecordIx,
    record: &Record,
    found: &mut Vec<Finding>,
) {
    let mut past = |target, date, at| found.extend(past(context, ix, target, date, at));
    let own = match record.status {
        Status::Planned => context
            .site
            .vocabulary
            .kind(record.kind)
            .known
            .dates()
            .find_map(|field| context.date(record, |_| Some(field))),
        _ => None,
    };
    if let Some((when, at)) = own {
        past(FindingTarget::Record, when, at);
    }
    for field in &record.fields {
        if field.status() != Status::Planned || own.is_some_and(|(_, at)| *at == field.at) {
            continue;
        }
        for value in field.value.all() {
            if let Value::Date(when) = value {
                past(FindingTarget::Field(field.field), *when, &field.at);
            }
        }
    }
    for observation in &record.observations {
        if observation.provenance.status == Status::Planned
            && let Some(on) = observation.on
        {
            past(FindingTarget::Figure(observation.of), on, &observation.at);
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
    if details.provenance.status == Status::Planned
        && let Some(when) = details.until.or(details.since)
    {
        found.extend(past(
            context,
            relation.from,
            FindingTarget::Relation(index),
            when,
            &relation.at,
        ));
    }
}

/// Returns a finding if a date has passed.
fn past(
    context: CheckContext<'_>,
    record: RecordIx,
    target: FindingTarget,
    date: Date,
    at: &Location,
) -> Option<Finding> {
    let is_past = date.to().is_some() && date.last_day() < context.today;
    is_past.then(|| {
        let diagnostic =
            Diagnostic::new(Code::PlannedPast, at.clone()).with("date", date.to_string());
        Finding {
            record: Some(record),
            target,
            diagnostic,
        }
    })
}
