//! What was announced for a day that has passed: did it happen?
//!
//! The day for which something is announced is that of a planned record, the value of a planned date, the end of a
//! planned relation or else its beginning, and the date of a planned figure: `on` is the day that a figure is target, and
//! of a plan that is the day by which it counts. When a plan was made, its source says. `on` of a relation is the day for
//! which it is said, that of the text, and nothing is due then.

use super::{CheckContext, Finding, FindingTarget, date};
use crate::atlas::{RecordIx, Relation};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::record::{Date, Record, Status, Value};

pub(super) fn of_record(context: CheckContext<'_>, ix: RecordIx, record: &Record, found: &mut Vec<Finding>) {
    let mut past = |target, date, span| found.extend(past(context, ix, target, date, record, span));
    let own = match record.status {
        Status::Planned => ["date", "run", "founded"].into_iter().find_map(|key| date(context.site, record, key)),
        _ => None,
    };
    if let Some((when, span)) = own {
        past(FindingTarget::Record, when, span);
    }
    for fact in &record.fields {
        if let Value::Date(when) = fact.value
            && fact.status() == Status::Planned
            && own.is_none_or(|(_, span)| span != fact.span)
        {
            past(FindingTarget::Field(fact.field), when, fact.span);
        }
    }
    for figure in &record.observations {
        if figure.provenance.status == Status::Planned
            && let Some(on) = figure.on
        {
            past(FindingTarget::Figure(figure.of), on, figure.span);
        }
    }
}

pub(super) fn of_relation(context: CheckContext<'_>, index: usize, relation: &Relation, found: &mut Vec<Finding>) {
    let Some(details) = &relation.details else { return };
    if details.provenance.status == Status::Planned
        && let Some(when) = details.until.or(details.since)
    {
        let owner = context.atlas.record(relation.owner);
        found.extend(past(context, relation.from, FindingTarget::Relation(index), when, owner, relation.span));
    }
}

/// That a date has passed, if it has; it stands at a place in the file of a record.
fn past(
    context: CheckContext<'_>,
    record: RecordIx,
    target: FindingTarget,
    date: Date,
    owner: &Record,
    span: Span,
) -> Option<Finding> {
    let is_past = date.to().is_some() && date.last_day() < context.today;
    is_past.then(|| {
        let diagnostic = Diagnostic::new(Code::PlannedPast, owner.location(span)).with("date", date.to_string());
        Finding { record: Some(record), target, diagnostic }
    })
}
