//! Rule `contradiction`: different values of a figure on one date.

use std::collections::HashMap;

use crate::atlas::RecordIx;
use crate::check::context::CheckContext;
use crate::check::finding::{Finding, FindingTarget};
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Observation, Record};
use crate::site::Language;

/// Checks the observations of a record.
pub(in crate::check) fn check_record(
    context: CheckContext<'_>,
    ix: RecordIx,
    record: &Record,
    found: &mut Vec<Finding>,
) {
    for (first, second) in contradictions(record) {
        let label = &context.site.vocabulary.figure(first.of).label;
        let date = first.on.map_or("?".to_owned(), |date| date.to_string());
        let values = format!("{} / {}", first.value, second.value);
        let diagnostic = Diagnostic::new(Code::Contradiction, second.at.clone());
        let diagnostic = diagnostic
            .with("figure", label.text(Language::DEFAULT))
            .with("date", date);
        let diagnostic = diagnostic.with("values", values).related(first.at.clone());
        found.push(Finding {
            record: Some(ix),
            target: FindingTarget::Figure(first.of),
            diagnostic,
        });
    }
}

/// Returns the pairs of contradicting observations.
fn contradictions(record: &Record) -> impl Iterator<Item = (&Observation, &Observation)> {
    // For each figure and date: the first observation, and the first one that differs from it.
    let mut known: HashMap<_, (&Observation, Option<&Observation>)> = HashMap::new();
    record.observations.iter().filter_map(move |second| {
        let (first, other) = known
            .entry((second.of, second.on))
            .or_insert((second, None));
        if first.value == second.value {
            return other.map(|other| (other, second));
        }
        other.get_or_insert(second);
        Some((*first, second))
    })
}
