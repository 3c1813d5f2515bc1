//! What was announced for a day that has passed: did it happen?

use super::{Finding, Subject, date};
use crate::atlas::RecordIx;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::record::{Date, Status};

pub(super) fn find(subject: Subject<'_>, found: &mut Vec<Finding>) {
    let Subject { site, atlas, today, .. } = subject;
    let mut past = |record: RecordIx, owner: RecordIx, date: Date, span: Span| {
        if date.to().is_some() && date.last_day() < today {
            let at = atlas.record(owner).location(span);
            let diagnostic = Diagnostic::new(Code::PlannedPast, at).with("date", date.to_string());
            found.push(Finding { record: Some(record), diagnostic });
        }
    };
    for ix in atlas.each() {
        let record = atlas.record(ix);
        if record.status == Status::Planned {
            let when = ["date", "run", "founded"].into_iter().find_map(|key| date(site, record, key));
            if let Some((when, span)) = when {
                past(ix, ix, when, span);
            }
        }
        for figure in &record.figures {
            if figure.claim.status == Status::Planned
                && let Some(on) = figure.on
            {
                past(ix, ix, on, figure.span);
            }
        }
    }
    for relation in &atlas.relations {
        let Some(particulars) = &relation.particulars else { continue };
        if particulars.claim.status == Status::Planned
            && let Some(when) = particulars.until.or(particulars.on).or(particulars.since)
        {
            past(relation.from, relation.owner, when, relation.span);
        }
    }
}
