//! Two values of one figure on one date.

use std::collections::HashMap;

use super::{CheckContext, Finding, FindingTarget};
use crate::atlas::RecordIx;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Observation, Record};
use crate::site::Language;

pub(super) fn of_record(context: CheckContext<'_>, ix: RecordIx, record: &Record, found: &mut Vec<Finding>) {
    for (first, second) in contradictions(record) {
        let (_, label) = &context.site.vocabulary.figures[first.of.index()];
        let date = first.on.map_or("?".to_owned(), |date| date.to_string());
        let values = format!("{} / {}", first.value, second.value);
        let diagnostic = Diagnostic::new(Code::Contradiction, record.location(second.span));
        let diagnostic = diagnostic.with("figure", label.text(Language::DEFAULT)).with("date", date);
        let diagnostic = diagnostic.with("values", values).related(record.location(first.span));
        found.push(Finding { record: Some(ix), target: FindingTarget::Record, diagnostic });
    }
}

/// The pairs of a record's figures that say different things target the same date.
fn contradictions(record: &Record) -> impl Iterator<Item = (&Observation, &Observation)> {
    // Of each figure and date the first observation, and the first that differs from it.
    let mut known: HashMap<_, (&Observation, Option<&Observation>)> = HashMap::new();
    record.observations.iter().filter_map(move |second| {
        let (first, other) = known.entry((second.of, second.on)).or_insert((second, None));
        if first.value == second.value {
            return other.map(|other| (other, second));
        }
        other.get_or_insert(second);
        Some((*first, second))
    })
}
