//! Merges two statements of one relation or value: their qualifiers and their provenance.

use std::collections::HashSet;
use std::sync::Arc;

use crate::record::{Provenance, RecordName, RelationDetails, Role, Value};
use crate::site::Localized;
use crate::text::Bilingual;

/// The name of a value that differs.
pub(super) type DetailConflict = Bilingual;

const ROLE: DetailConflict = difference("роль", "role");
const SINCE: DetailConflict = difference("начало", "since");
const UNTIL: DetailConflict = difference("конец", "until");
const ON: DetailConflict = difference("дата", "on");
const STATUS: DetailConflict = difference("статус", "status");
const NOTE: DetailConflict = difference("примечание", "note");
const QUALIFIERS: DetailConflict = difference("значения", "qualifiers");

const fn difference(ru: &'static str, en: &'static str) -> DetailConflict {
    Bilingual { ru, en }
}

/// Merges `theirs` into `ours`. Returns the values that differ, of which ours are kept.
pub(super) fn merge_details(
    ours: &mut RelationDetails,
    theirs: &RelationDetails,
) -> Vec<DetailConflict> {
    let RelationDetails {
        role,
        since,
        until,
        on,
        provenance,
        signatories,
        qualifiers,
    } = theirs;
    let mut differences = Vec::new();
    let mut note = |differs: bool, difference| {
        if differs {
            differences.push(difference);
        }
    };
    note(merge_role(&mut ours.role, role.as_ref()), ROLE);
    note(merge_option(&mut ours.since, since.as_ref()), SINCE);
    note(merge_option(&mut ours.until, until.as_ref()), UNTIL);
    note(merge_option(&mut ours.on, on.as_ref()), ON);
    differences.extend(merge_provenance(&mut ours.provenance, provenance));
    if merge_qualifiers(&mut ours.qualifiers, qualifiers) {
        differences.push(QUALIFIERS);
    }
    add_names(&mut ours.signatories, signatories);
    differences
}

/// Merges `theirs` into `ours`. Returns the values that differ, of which ours are kept.
pub(super) fn merge_provenance(ours: &mut Provenance, theirs: &Provenance) -> Vec<DetailConflict> {
    let Provenance {
        status,
        note,
        sources,
    } = theirs;
    let mut differences = Vec::new();
    if ours.status != *status {
        differences.push(STATUS);
    }
    if merge_texts(&mut ours.note, note) {
        differences.push(NOTE);
    }
    add_names(&mut ours.sources, sources);
    differences
}

/// Adds the texts of other languages. Returns whether a text in one language differs.
pub(super) fn merge_texts(ours: &mut Localized, theirs: &Localized) -> bool {
    let mut differs = false;
    for (language, text) in theirs.iter() {
        match ours.exact(language) {
            Some(known) => differs |= known != text,
            None => ours.set(language, text),
        }
    }
    differs
}

/// Adds the qualifiers that are not there yet. Returns whether one differs.
fn merge_qualifiers(ours: &mut Vec<(usize, Value)>, theirs: &[(usize, Value)]) -> bool {
    let mut differs = false;
    for (index, value) in theirs {
        match ours.binary_search_by_key(index, |(known, _)| *known) {
            Err(place) => ours.insert(place, (*index, value.clone())),
            Ok(place) => {
                differs |= match (&mut ours[place].1, value) {
                    (Value::Text(ours), Value::Text(theirs)) => merge_texts(ours, theirs),
                    (ours, theirs) => ours != theirs,
                }
            }
        }
    }
    differs
}

/// Whether two roles can be those of one relation: one is missing, or they are equal in the languages that both have.
pub(super) fn is_same_role(ours: Option<&Role>, theirs: Option<&Role>) -> bool {
    match (ours, theirs) {
        (Some(Role::Words(ours)), Some(Role::Words(theirs))) => {
            !merge_texts(&mut ours.clone(), theirs)
        }
        (Some(ours), Some(theirs)) => ours == theirs,
        (None, _) | (_, None) => true,
    }
}

/// Merges two roles. Returns whether they differ.
fn merge_role(ours: &mut Option<Role>, theirs: Option<&Role>) -> bool {
    match (ours, theirs) {
        (Some(Role::Words(ours)), Some(Role::Words(theirs))) => merge_texts(ours, theirs),
        (ours, theirs) => merge_option(ours, theirs),
    }
}

/// Fills a missing value with that of the other statement. Returns whether both are present and differ.
fn merge_option<T: Clone + PartialEq>(ours: &mut Option<T>, theirs: Option<&T>) -> bool {
    match (&ours, theirs) {
        (None, Some(_)) => {
            *ours = theirs.cloned();
            false
        }
        (Some(ours), Some(theirs)) => ours != theirs,
        (_, None) => false,
    }
}

/// Adds the names that are not there yet.
fn add_names(ours: &mut Vec<RecordName>, theirs: &[RecordName]) {
    if theirs.is_empty() {
        return;
    }
    let mut known: HashSet<Arc<str>> = ours.iter().map(|name| name.text.clone()).collect();
    let new = theirs.iter().filter(|name| known.insert(name.text.clone()));
    ours.extend(new.cloned());
}
