//! Rule `founded-after`: an agreement signed before one of its parties was founded.

use crate::atlas::Relation;
use crate::check::context::CheckContext;
use crate::check::finding::Finding;
use crate::diagnostic::{Code, Diagnostic};
use crate::site::Direction;

/// Checks a relation.
pub(in crate::check) fn check_relation(
    context: CheckContext<'_>,
    _: usize,
    relation: &Relation,
    found: &mut Vec<Finding>,
) {
    let CheckContext { site, atlas, .. } = context;
    // Only the relation from agreements to their parties has signatories.
    if site
        .vocabulary
        .relation(relation.relation)
        .signatory
        .is_none()
    {
        return;
    }
    let (agreement, party) = (
        atlas.record(relation.at(Direction::Forward)),
        atlas.record(relation.at(Direction::Inverse)),
    );
    let (Some((signed, _)), Some((founded, at))) = (
        context.date(agreement, |known| known.date),
        context.date(party, |known| known.founded),
    ) else {
        return;
    };
    if signed.definitely_before(founded) {
        let diagnostic =
            Diagnostic::new(Code::FoundedAfter, relation.at.clone()).with("party", &*party.id);
        let diagnostic = diagnostic
            .with("founded", founded.to_string())
            .with("date", signed.to_string());
        let diagnostic = diagnostic.related(at.clone());
        found.push(Finding::about_record(relation.from, diagnostic));
    }
}
