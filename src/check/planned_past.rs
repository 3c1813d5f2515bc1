//! What was announced for a day that has passed: did it happen?
//!
//! The day for which something is announced is that of a planned record, the value of a planned date, the end of a
//! planned relation or else its beginning, and the date of a planned figure: `on` is the day that a figure is about, and
//! of a plan that is the day by which it counts. When a plan was made, its source says. `on` of a relation is the day for
//! which it is said, that of the text, and nothing is due then.

use super::{About, Finding, Subject, date};
use crate::atlas::{RecordIx, Relation};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::record::{Date, Record, Status, Value};

pub(super) fn of_record(subject: Subject<'_>, ix: RecordIx, record: &Record, found: &mut Vec<Finding>) {
    let mut past = |about, date, span| found.extend(past(subject, ix, about, date, record, span));
    let own = match record.status {
        Status::Planned => ["date", "run", "founded"].into_iter().find_map(|key| date(subject.site, record, key)),
        _ => None,
    };
    if let Some((when, span)) = own {
        past(About::Record, when, span);
    }
    for fact in &record.fields {
        if let Value::Date(when) = fact.value
            && fact.status() == Status::Planned
            && own.is_none_or(|(_, span)| span != fact.span)
        {
            past(About::Field(fact.field), when, fact.span);
        }
    }
    for figure in &record.observations {
        if figure.provenance.status == Status::Planned
            && let Some(on) = figure.on
        {
            past(About::Figure(figure.of), on, figure.span);
        }
    }
}

pub(super) fn of_relation(subject: Subject<'_>, index: usize, relation: &Relation, found: &mut Vec<Finding>) {
    let Some(details) = &relation.details else { return };
    if details.provenance.status == Status::Planned
        && let Some(when) = details.until.or(details.since)
    {
        let owner = subject.atlas.record(relation.owner);
        found.extend(past(subject, relation.from, About::Relation(index), when, owner, relation.span));
    }
}

/// That a date has passed, if it has; it stands at a place in the file of a record.
fn past(
    subject: Subject<'_>,
    record: RecordIx,
    about: About,
    date: Date,
    owner: &Record,
    span: Span,
) -> Option<Finding> {
    let is_past = date.to().is_some() && date.last_day() < subject.today;
    is_past.then(|| {
        let diagnostic = Diagnostic::new(Code::PlannedPast, owner.location(span)).with("date", date.to_string());
        Finding { record: Some(record), about, diagnostic }
    })
}
