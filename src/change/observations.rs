//! The series of figures.

use super::bag::{subtract, take_pairs};
use super::difference::{Alteration, ObservedValue};
use super::value_text::Side;
use crate::record::{Observation, Record};

/// Returns the differences of the observations of a record.
pub(super) fn observation_differences(
    (old, old_side): (&Record, Side<'_, '_>),
    (new, new_side): (&Record, Side<'_, '_>),
) -> Vec<Alteration> {
    let all = |record: &Record, side: Side<'_, '_>| -> Vec<(String, ObservedValue)> {
        let observations = record.observations.iter();
        observations
            .map(|observation| observed(observation, side))
            .collect()
    };
    let (mut gone, mut added) = subtract(&all(old, old_side), &all(new, new_side));
    let mut pairs = take_pairs(&mut gone, &mut added, |(figure, it)| {
        (figure.clone(), it.on.clone(), it.by.clone())
    });
    pairs.extend(take_pairs(&mut gone, &mut added, |(figure, it)| {
        (figure.clone(), it.on.clone())
    }));
    pairs.extend(take_pairs(&mut gone, &mut added, |(figure, it)| {
        (figure.clone(), it.value.clone())
    }));
    let changed = pairs
        .into_iter()
        .map(|((figure, from), (_, to))| Alteration::Figure {
            figure,
            from: Some(from),
            to: Some(to),
        });
    let gone = gone.into_iter().map(|(figure, from)| Alteration::Figure {
        figure,
        from: Some(from),
        to: None,
    });
    let added = added.into_iter().map(|(figure, to)| Alteration::Figure {
        figure,
        from: None,
        to: Some(to),
    });
    changed.chain(gone).chain(added).collect()
}

fn observed(observation: &Observation, side: Side<'_, '_>) -> (String, ObservedValue) {
    let Observation {
        of,
        value,
        on,
        by,
        provenance,
        at: _,
    } = observation;
    let figure = side.site.vocabulary.figure(*of).id.clone();
    let value = ObservedValue {
        value: value.to_string(),
        on: on.map_or_else(String::new, |on| on.to_string()),
        by: by
            .as_ref()
            .map_or_else(String::new, |by| side.named(&by.text)),
        provenance: side.provenance(provenance),
    };
    (figure, value)
}
