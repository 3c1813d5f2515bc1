//! Nothing ends before it begins.

use super::{About, Finding, Subject, date};
use crate::atlas::RecordIx;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::record::{Date, End, Value};

pub(super) fn find(subject: Subject<'_>, found: &mut Vec<Finding>) {
    let Subject { site, atlas, .. } = subject;
    for ix in atlas.each() {
        let record = atlas.record(ix);
        for fact in &record.facts {
            if let Value::Date(Date::Between(End::At(from), End::At(to))) = fact.value
                && from.first_day() > to.last_day()
            {
                found.push(reversed(ix, from.to_string(), to.to_string(), record.location(fact.span)));
            }
        }
        if let (Some((founded, _)), Some((closed, at))) = (date(site, record, "founded"), date(site, record, "closed"))
            && closed.surely_before(founded)
        {
            found.push(reversed(ix, founded.to_string(), closed.to_string(), record.location(at)));
        }
    }
    for relation in &atlas.relations {
        let Some(particulars) = &relation.particulars else { continue };
        if let (Some(since), Some(until)) = (particulars.since, particulars.until)
            && until.surely_before(since)
        {
            let at = atlas.record(relation.owner).location(relation.span);
            found.push(reversed(relation.owner, since.to_string(), until.to_string(), at));
        }
    }
}

fn reversed(record: RecordIx, from: String, to: String, at: Location) -> Finding {
    let diagnostic = Diagnostic::new(Code::DateOrder, at).with("from", from).with("to", to);
    Finding { record: Some(record), about: About::Record, diagnostic }
}
