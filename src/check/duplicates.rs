//! Rules `duplicate-identifier` and `duplicate-name`: two records that seem to be one.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use foldhash::fast::RandomState;
use unicode_normalization::UnicodeNormalization;

use super::context::CheckContext;
use crate::atlas::RecordIx;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::record::{Record, Value};
use crate::site::{Key, KindIx, Language};
use crate::text::folding::fold_name;

/// Finds the records that share an identifier, or kind and name, with an earlier one.
pub(super) fn find_duplicates(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let (mut found, of_names) =
        rayon::join(|| shared_identifiers(context), || shared_names(context));
    found.extend(of_names);
    found
}

fn shared_identifiers(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if !context.site.is_rule_enabled(Code::DuplicateIdentifier) {
        return found;
    }
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
    found
}

fn shared_names(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let (atlas, mut found) = (context.atlas, Vec::new());
    if !context.site.is_rule_enabled(Code::DuplicateName) {
        return found;
    }
    let records = atlas.records.len();
    let mut first: HashMap<(KindIx, u64), RecordIx, RandomState> =
        HashMap::with_capacity_and_hasher(records, RandomState::default());
    for ix in atlas.indices() {
        let Some(hash) = atlas.name_hash(ix) else {
            continue;
        };
        match first.entry((atlas.kind(ix), hash)) {
            Entry::Vacant(entry) => drop(entry.insert(ix)),
            Entry::Occupied(known) => {
                let [record, other] = [ix, *known.get()].map(|ix| &**atlas.record(ix));
                found.extend(same_name(record, other));
            }
        }
    }
    found
}

/// Returns the diagnostic for two records with one name. `None` if their names differ, although their hashes are equal.
fn same_name(record: &Record, other: &Record) -> Option<Diagnostic> {
    let names = [record, other].map(|it| it.name.text(Language::DEFAULT));
    let [name, known] = names.map(fold_name);
    if name != known || !letters(names[0]).eq(letters(names[1])) {
        return None;
    }
    let place = |record: &Record| record.location_of(Key::Name).unwrap_or(&record.at).clone();
    let diagnostic = Diagnostic::new(Code::DuplicateName, place(record)).with("id", &*other.id);
    Some(diagnostic.related(place(other)))
}

/// Returns the letters and digits of a name in lower case. A reference may leave accents out, but «Ärla» and «Arla» are two
/// names; `ё` is written as `е` in many texts.
fn letters(name: &str) -> impl Iterator<Item = char> + '_ {
    let lower = name.nfc().flat_map(char::to_lowercase);
    let letters = lower.filter(|c| c.is_alphanumeric());
    letters.map(|c| if c == 'ё' { 'е' } else { c })
}
