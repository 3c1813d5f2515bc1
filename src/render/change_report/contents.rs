//! What a new record says, in a few lines.

use super::sides::{Sides, words};
use crate::history::{ChangeLine, ChangePart};
use crate::record::Value;
use crate::site::{Direction, RelationIx};

/// Limit of the records that a line of a new record names.
const MOST_NAMED: usize = 8;

/// Returns what a new record says: its date, and the records that it is related to.
pub(super) fn contents(sides: &Sides<'_>, id: &str) -> Vec<ChangeLine> {
    let (atlas, vocabulary) = (&sides.new.atlas, &sides.new.site.vocabulary);
    let Some(ix) = atlas.by_id(id) else {
        return Vec::new();
    };
    let record = atlas.record(ix);
    let mut lines = Vec::new();
    let date = vocabulary.kind(record.kind).known.date;
    for field in record
        .fields
        .iter()
        .filter(|field| Some(field.field) == date)
    {
        if let Value::Date(date) = field.value_in(sides.language) {
            let label = &vocabulary.field(field.field).label;
            lines.push(ChangeLine {
                label: label.text(sides.language).to_owned(),
                language: String::new(),
                parts: vec![words(sides.style.date(*date))],
            });
        }
    }
    let mut groups: Vec<((RelationIx, Direction), Vec<&str>)> = Vec::new();
    for edge in atlas.edges(ix) {
        let described = vocabulary.relation(edge.relation_type);
        let is_derived = atlas.relations[edge.relation as usize].derived;
        if is_derived || described.from_text {
            continue;
        }
        let of = (edge.relation_type, edge.side);
        let other = &*atlas.record(edge.other).id;
        match groups.iter_mut().find(|(known, _)| *known == of) {
            Some((_, others)) => others.push(other),
            None => groups.push((of, vec![other])),
        }
    }
    for ((relation, side), others) in groups {
        let heading = vocabulary.relation(relation).heading(side);
        lines.push(ChangeLine {
            label: heading.text(sides.language).to_owned(),
            language: String::new(),
            parts: named(sides, &others),
        });
    }
    lines
}

fn named(sides: &Sides<'_>, ids: &[&str]) -> Vec<ChangePart> {
    let mut parts = Vec::new();
    for id in ids.iter().take(MOST_NAMED) {
        if !parts.is_empty() {
            parts.push(words(", "));
        }
        parts.push(sides.record(id));
    }
    if let Some(more) = ids.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        let count = sides.style.number(more as f64);
        let more = sides.fill("line_more", &[("count", &count)]);
        parts.push(words(format!(" {more}")));
    }
    parts
}
