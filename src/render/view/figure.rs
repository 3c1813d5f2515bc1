//! The figures of a record as template values, with their observations.

use std::sync::Arc;

use minijinja::value::Value;

use super::charts;
use super::context::PageContext;
use super::date::plain_date;
use super::static_map::{map, optional};
use super::status::{note, status};
use crate::atlas::{Claim, ClaimTarget, RecordIx};
use crate::record::{Date, Observation};
use crate::site::VocabularyTerm;

/// The figures of a record: one entry per indicator, with observations from the latest to the earliest.
pub(super) fn figures(context: &Arc<PageContext>, ix: RecordIx) -> Value {
    let record = context.model.atlas.record(ix);
    let mut order: Vec<_> = record.observations.iter().map(|figure| figure.of).collect();
    order.dedup();
    let mut seen = Vec::new();
    order.retain(|of| {
        if seen.contains(of) {
            false
        } else {
            seen.push(*of);
            true
        }
    });
    let one = |of| {
        let VocabularyTerm { id, label } = context.model.site.vocabulary.figure(of);
        let mut places: Vec<usize> = (0..record.observations.len())
            .filter(|place| record.observations[*place].of == of)
            .collect();
        places.sort_by_key(|place| {
            std::cmp::Reverse(record.observations[*place].on.map(Date::last_day))
        });
        let observations = places.iter().map(|place| &record.observations[*place]);
        let observations: Vec<&Observation> = observations.collect();
        map([
            ("id", Value::from(id.as_str())),
            ("label", context.marked_text(label)),
            ("contradiction", Value::from(contradicts(&observations))),
            ("series", charts::series(context, id, label, &observations)),
            (
                "observations",
                places
                    .iter()
                    .map(|place| observation(context, ix, *place))
                    .collect(),
            ),
        ])
    };
    order.into_iter().map(one).collect()
}

fn contradicts(observations: &[&Observation]) -> bool {
    observations
        .windows(2)
        .any(|pair| pair[0].on == pair[1].on && pair[0].value != pair[1].value)
}

fn observation(context: &Arc<PageContext>, ix: RecordIx, place: usize) -> Value {
    let figure = &context.model.atlas.record(ix).observations[place];
    let target = ClaimTarget::Observation(place);
    let claim = Claim { record: ix, target };
    let notes = context.claim_notes(claim);
    let by = figure
        .by
        .as_ref()
        .and_then(|by| context.model.atlas.resolve(&by.text));
    map([
        ("value", context.style.marked_quantity(figure.value)),
        ("number", Value::from(figure.value.number)),
        ("on", plain_date(figure.on)),
        ("by", optional(by.map(|by| context.record(by)))),
        ("status", status(context, figure.provenance.status)),
        ("note", note(context, &figure.provenance.note)),
        ("notes", notes.html(context)),
    ])
}
