//! A party to an agreement exists when the agreement is signed.

use super::{CheckContext, Finding, FindingTarget, date};
use crate::atlas::Relation;
use crate::diagnostic::{Code, Diagnostic};
use crate::site::Direction;

pub(super) fn of_relation(context: CheckContext<'_>, _: usize, relation: &Relation, found: &mut Vec<Finding>) {
    let CheckContext { site, atlas, .. } = context;
    // The relation by which agreements have parties is the one whose references can be signed.
    if site.vocabulary.relation(relation.relation).signatory.is_none() {
        return;
    }
    let (agreement, party) =
        (atlas.record(relation.at(Direction::Forward)), atlas.record(relation.at(Direction::Inverse)));
    let (Some((signed, _)), Some((founded, at))) = (date(site, agreement, "date"), date(site, party, "founded")) else {
        return;
    };
    if signed.definitely_before(founded) {
        let place = atlas.record(relation.owner).location(relation.span);
        let diagnostic = Diagnostic::new(Code::FoundedAfter, place).with("party", &*party.id);
        let diagnostic = diagnostic.with("founded", founded.to_string()).with("date", signed.to_string());
        let diagnostic = diagnostic.related(party.location(at));
        found.push(Finding { record: Some(relation.from), target: FindingTarget::Record, diagnostic });
    }
}
