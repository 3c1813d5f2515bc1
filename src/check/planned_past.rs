//! What was announced for a day that has passed: did it happen?
//!
//! The day for which something is announced is that of a planned record, the value of a planned date, the end of a
//! planned relation or else its beginning, and the date of a planned figure: `on` is the day that a figure is about, and
//! of a plan that is the day by which it counts. When a plan was made, its source says. `on` of a relation is the day for
//! which it is said, that of the text, and nothing is due then.

use super::{About, Finding, Subject, date};
use crate::atlas::RecordIx;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::record::{Date, Status, Value};

pub(super) fn find(subject: Subject<'_>, found: &mut Vec<Finding>) {
    let Subject { site, atlas, today, .. } = subject;
    let mut past = |record: RecordIx, about: About, owner: RecordIx, date: Date, span: Span| {
        if date.to().is_some() && date.last_day() < today {
            let at = atlas.record(owner).location(span);
            let diagnostic = Diagnostic::new(Code::PlannedPast, at).with("date", date.to_string());
            found.push(Finding { record: Some(record), about, diagnostic });
        }
    };
    for ix in atlas.each() {
        let record = atlas.record(ix);
        let own = ["date", "run", "founded"].into_iter().find_map(|key| date(site, record, key));
        let own = own.filter(|_| record.status == Status::Planned);
        if let Some((when, span)) = own {
            past(ix, About::Record, ix, when, span);
        }
        for fact in &record.facts {
            if let Value::Date(when) = fact.value
                && fact.status() == Status::Planned
                && own.is_none_or(|(_, span)| span != fact.span)
            {
                past(ix, About::Field(fact.field), ix, when, fact.span);
            }
        }
        for figure in &record.figures {
            if figure.claim.status == Status::Planned
                && let Some(on) = figure.on
            {
                past(ix, About::Figure(figure.of), ix, on, figure.span);
            }
        }
    }
    for (index, relation) in atlas.relations.iter().enumerate() {
        let Some(particulars) = &relation.particulars else { continue };
        if particulars.claim.status == Status::Planned
            && let Some(when) = particulars.until.or(particulars.since)
        {
            past(relation.from, About::Relation(index), relation.owner, when, relation.span);
        }
    }
}
