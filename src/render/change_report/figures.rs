//! The series of figures in words.

use super::sides::{Sides, words};
use crate::change::{ObservedValue, ValuePart};
use crate::history::{ChangeLine, ChangePart};
use crate::record::{Date, Observation, Quantity};

/// Returns the line of an observation: with the one before it, if it is a new one of a series.
pub(super) fn figure_line(
    sides: &Sides<'_>,
    record: &str,
    figure: &str,
    (from, to): (Option<&ObservedValue>, Option<&ObservedValue>),
) -> ChangeLine {
    let mut parts = Vec::new();
    match (from, to) {
        (Some(from), Some(to)) => {
            parts.push(ChangePart::Gone(observed(sides, from, from.on != to.on)));
            parts.push(words(" → "));
        }
        (Some(from), None) => {
            parts.push(words("− "));
            parts.push(ChangePart::Gone(observed(sides, from, true)));
        }
        (None, Some(to)) => match before(sides, record, figure, to) {
            Some(earlier) => {
                parts.push(words(earlier));
                parts.push(words(" → "));
            }
            None => parts.push(words("+ ")),
        },
        (None, None) => {}
    }
    if let Some(to) = to {
        parts.push(ChangePart::New(observed(sides, to, true)));
        parts.extend(sources(sides, from, to));
    }
    ChangeLine {
        label: label(sides, figure),
        language: String::new(),
        parts,
    }
}

fn label(sides: &Sides<'_>, figure: &str) -> String {
    let figures = &sides.new.site.vocabulary.figures;
    let known = figures.iter().find(|known| known.id == figure);
    known.map_or_else(
        || figure.to_owned(),
        |known| known.label.text(sides.language).to_owned(),
    )
}

/// Returns the value in words, with its date if `is_dated`.
fn observed(sides: &Sides<'_>, value: &ObservedValue, is_dated: bool) -> String {
    let quantity = Quantity::parse(&value.value);
    let number = quantity.map_or_else(
        || value.value.clone(),
        |quantity| sides.style.quantity(quantity),
    );
    match &*value.on {
        "" => number,
        _ if !is_dated => number,
        on => format!("{number} ({})", sides.date(on)),
    }
}

/// Returns the latest observation of the old state before another one, in words. `None` if there is none.
fn before(sides: &Sides<'_>, record: &str, figure: &str, to: &ObservedValue) -> Option<String> {
    let day = Date::parse(&to.on).ok()?.last_day();
    let atlas = &sides.old.atlas;
    let record = atlas.record(atlas.by_id(record)?);
    let vocabulary = &sides.old.site.vocabulary;
    let series = record.observations.iter();
    let earlier = series.filter(|it| vocabulary.figure(it.of).id == figure);
    let earlier = earlier.filter_map(|it| Some((it.on?.last_day(), it)));
    let latest = earlier
        .filter(|(on, _)| *on < day)
        .max_by_key(|(on, _)| *on);
    latest.map(|(_, it)| in_words(sides, it))
}

fn in_words(sides: &Sides<'_>, observation: &Observation) -> String {
    let number = sides.style.quantity(observation.value);
    match observation.on {
        Some(on) => format!("{number} ({})", sides.style.date(on)),
        None => number,
    }
}

/// Returns the sources that are new, in brackets, and another status.
fn sources(sides: &Sides<'_>, from: Option<&ObservedValue>, to: &ObservedValue) -> Vec<ChangePart> {
    let is_new =
        |part: &&(ValuePart, String)| from.is_none_or(|from| !from.provenance.contains(part));
    let mut parts = Vec::new();
    for (part, text) in to.provenance.iter().filter(is_new) {
        match part {
            ValuePart::Source => {
                parts.extend([words(" ["), sides.record(text), words("]")]);
            }
            ValuePart::Status => parts.push(words(format!(" · {}", sides.status(text)))),
            ValuePart::Note | ValuePart::Value => {}
        }
    }
    parts
}
