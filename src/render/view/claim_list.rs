//! Claims as the rows of a list, and the parts of a bar of claims.

use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::static_map::{map, optional};
use super::status::status;
use super::value::marked_value;
use crate::atlas::{Claim, ClaimPart, ClaimTarget, PartCounts, RecordIx};
use crate::render::filters::time_html;
use crate::site::Direction;

/// The label of a part.
pub(super) fn part_label(context: &PageContext, part: ClaimPart) -> Value {
    context.words(&format!("part_{}", part.id()))
}

/// The parts as the segments of a bar: each with its label, its count, and its place in percent.
pub(super) fn segments(context: &PageContext, counts: &PartCounts) -> Value {
    let total = counts.total().max(1) as f64;
    let mut before = 0;
    let segment = |(id, part): &(&'static str, ClaimPart)| {
        let count = counts.of(*part);
        let start = 100.0 * before as f64 / total;
        before += count;
        map([
            ("id", Value::from(*id)),
            ("label", part_label(context, *part)),
            ("count", Value::from(count)),
            ("start", Value::from(start)),
            ("share", Value::from(100.0 * count as f64 / total)),
        ])
    };
    ClaimPart::ALL.iter().map(segment).collect()
}

/// A claim as a row: the record that states it, its label, its value or the other record. `seen_from` is the record of the
/// page, from whose side a relation is read.
pub(super) fn claim_row(
    context: &Arc<PageContext>,
    claim: Claim,
    seen_from: Option<RecordIx>,
) -> Value {
    let model = &context.model;
    let vocabulary = &model.site.vocabulary;
    let record = model.atlas.record(claim.record);
    let (label, value, other): (Value, Option<Value>, Option<RecordIx>) = match claim.target {
        ClaimTarget::Name => (
            context.words("name"),
            Some(context.marked_text(&record.name)),
            None,
        ),
        ClaimTarget::Field(place) => {
            let fact = &record.fields[place];
            let label = context.marked_text(&vocabulary.field(fact.field).label);
            (label, Some(marked_value(context, fact)), None)
        }
        ClaimTarget::Observation(place) => {
            let observation = &record.observations[place];
            let label = context.marked_text(&vocabulary.figure(observation.of).label);
            let value = context.style.quantity_html(observation.value);
            let on = observation.on.map(|on| time_html(&context.style, on));
            let value = on.map_or(value.clone(), |on| format!("{value} ({on})"));
            (label, Some(Value::from_safe_string(value)), None)
        }
        ClaimTarget::Relation(index) => {
            let relation = &model.atlas.relations[index];
            let this = seen_from.unwrap_or(claim.record);
            let side = if relation.from == this {
                Direction::Forward
            } else {
                Direction::Inverse
            };
            let heading = vocabulary.relation(relation.relation).heading(side);
            let other = relation.at(side.other());
            (context.marked_text(heading), None, Some(other))
        }
    };
    map([
        ("record", context.record(claim.record)),
        ("label", label),
        ("status", status(context, model.atlas.claim_status(claim))),
        ("value", optional(value)),
        ("other", optional(other.map(|other| context.record(other)))),
    ])
}
