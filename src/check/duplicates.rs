//! Rules `duplicate-identifier` and `duplicate-name`: two records that seem to be one.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

use super::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::record::{Record, Value};
use crate::site::{Key, KindIx, Language};
use crate::text::folding::fold_name;

/// Finds the records that share an identifier, or kind and name, with an earlier one.
pub(super) fn find_duplicates(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if context.site.is_rule_enabled(Code::DuplicateIdentifier) {
        shared_identifiers(context, &mut found);
    }
    if context.site.is_rule_enabled(Code::DuplicateName) {
        shared_names(context, &mut found);
    }
    found
}

fn shared_identifiers(context: CheckContext<'_>, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<(u16, &str), (&Record, &Location)> = HashMap::new();
    for record in &context.atlas.records {
        let facts = record.fields.iter();
        let values = facts.flat_map(|fact| fact.value.all().map(move |value| (fact, value)));
        for (fact, value) in values {
            let Value::Identifiers(ids) = value else {
                continue;
            };
            for (scheme, id) in ids {
                match first.entry((*scheme, id)) {
                    Entry::Vacant(entry) => drop(entry.insert((record, &fact.at))),
                    Entry::Occupied(known) if known.get().0.id == record.id => {}
                    Entry::Occupied(known) => {
                        let (other, at) = known.get();
                        let label = &context.site.vocabulary.schemes[usize::from(*scheme)].label;
                        let diagnostic =
                            Diagnostic::new(Code::DuplicateIdentifier, fact.at.clone())
                                .with("scheme", label.text(Language::DEFAULT))
                                .with("value", &**id)
                                .with("id", &*other.id);
                        found.push(diagnostic.related((*at).clone()));
                    }
                }
            }
        }
    }
}

fn shared_names(context: CheckContext<'_>, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<(KindIx, u64), &Record> = HashMap::new();
    for record in &context.atlas.records {
        // The name of a record that could not be read whole may be its id.
        let Some(at) = record.location_of(Key::Name).filter(|_| !record.is_partial) else {
            continue;
        };
        let name = record.name.text(Language::DEFAULT);
        match first.entry((record.kind, letters_hash(name))) {
            Entry::Vacant(entry) => drop(entry.insert(record)),
            Entry::Occupied(known) if !has_name(known.get(), name) => {}
            Entry::Occupied(known) => {
                let other = known.get();
                let diagnostic =
                    Diagnostic::new(Code::DuplicateName, at.clone()).with("id", &*other.id);
                let place = other.location_of(Key::Name).unwrap_or(&other.at);
                found.push(diagnostic.related(place.clone()));
            }
        }
    }
}

/// Returns the hash of the letters and digits of a name, which is cheaper than the normalized name.
fn letters_hash(name: &str) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    let lower = name.chars().flat_map(char::to_lowercase);
    for c in lower.filter(|c| c.is_alphanumeric()) {
        // Names compare with `ё` as `е`.
        hasher.write_u32(u32::from(if c == 'ё' { 'е' } else { c }));
    }
    hasher.finish()
}

fn has_name(record: &Record, name: &str) -> bool {
    fold_name(record.name.text(Language::DEFAULT)) == fold_name(name)
}
