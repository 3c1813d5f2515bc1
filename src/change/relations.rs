//! Relations and their qualifiers.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::bag::{subtract, take_pairs, zip_rest};
use super::difference::{Alteration, Difference, Subject, ValuePart};
use super::record_pairs::RecordPairs;
use super::value_text::{Side, value_text};
use crate::atlas::Relation;
use crate::record::{RelationDetails, Role};
use crate::site::RelationIx;

/// A relation with its two records, by their ids in the new state.
type Ends<'m> = (&'m str, &'m Arc<str>, &'m Arc<str>);

/// The values of the qualifiers of a relation, by key. Sorted, so that order is no difference.
type Qualifiers = BTreeSet<(String, String)>;

/// Returns the differences of all relations. Those of records that only one state has follow from that.
pub(super) fn relation_differences<'m>(
    old: Side<'m, '_>,
    new: Side<'m, '_>,
    pairs: &RecordPairs<'m>,
) -> Vec<Difference> {
    let old = stated_relations(old, pairs);
    let new = stated_relations(new, pairs);
    let ends: BTreeSet<&Ends<'_>> = old.keys().chain(new.keys()).collect();
    let mut found = Vec::new();
    for ends in ends {
        let of = |side: &HashMap<Ends<'m>, Vec<Qualifiers>>| -> Vec<Qualifiers> {
            side.get(ends).cloned().unwrap_or_default()
        };
        let (_, from, to) = ends;
        let is_merged = pairs.is_merged(from) || pairs.is_merged(to);
        let all = of(&new);
        let (gone, added) = subtract(&of(&old), &all);
        if gone.is_empty() && added.is_empty() {
            continue;
        }
        let known: &[Qualifiers] = if is_merged { &all } else { &[] };
        found.extend(
            compare(ends, gone, added, known).map(|alteration| Difference {
                subject: Subject::Record((*from).clone()),
                alteration,
            }),
        );
    }
    found
}

/// Returns the relations that records state by their ends, with their qualifiers.
fn stated_relations<'m>(
    side: Side<'m, '_>,
    pairs: &RecordPairs<'m>,
) -> HashMap<Ends<'m>, Vec<Qualifiers>> {
    let vocabulary = &side.site.vocabulary;
    let mut stated: HashMap<Ends<'m>, Vec<Qualifiers>> = HashMap::new();
    for relation in &side.atlas.relations {
        let described = vocabulary.relation(relation.relation);
        let (mut from, mut to) = (side.id(relation.from), side.id(relation.to));
        let is_known = !pairs.is_single(from) && !pairs.is_single(to);
        if relation.derived || described.from_text || !is_known {
            continue;
        }
        if described.symmetric && from > to {
            std::mem::swap(&mut from, &mut to);
        }
        let ends = (&*described.name, from, to);
        stated
            .entry(ends)
            .or_default()
            .push(qualifiers(side, relation));
    }
    stated
}

/// Compares relations of the same ends. `known` are all of the new state if records were merged: then what one of them
/// has is not gone.
fn compare(
    (relation, _, to): &Ends<'_>,
    mut gone: Vec<Qualifiers>,
    mut added: Vec<Qualifiers>,
    known: &[Qualifiers],
) -> impl Iterator<Item = Alteration> + use<> {
    gone.retain(|old| !known.iter().any(|new| old.is_subset(new)));
    let (relation, to) = ((*relation).to_owned(), (*to).clone());
    let value = |key: &'static str| {
        move |qualifiers: &Qualifiers| -> Vec<(String, String)> {
            let of_key = qualifiers.iter().filter(|(known, _)| known == key);
            of_key.cloned().collect()
        }
    };
    let mut pairs = take_pairs(&mut gone, &mut added, value("role"));
    pairs.extend(take_pairs(&mut gone, &mut added, value("since")));
    let left = gone.len().min(added.len());
    pairs.extend(gone.drain(..left).zip(added.drain(..left)));
    let mut found = Vec::new();
    for (old, new) in pairs {
        found.extend(compare_qualifiers(&relation, &to, &old, &new));
    }
    let is_gone = gone.into_iter().map(|_| Alteration::RelationGone {
        relation: relation.clone(),
        to: to.clone(),
    });
    found.extend(is_gone);
    let begun = added.into_iter().map(|_| Alteration::RelationBegun {
        relation: relation.clone(),
        to: to.clone(),
    });
    found.extend(begun);
    found.into_iter()
}

fn compare_qualifiers(
    relation: &str,
    to: &Arc<str>,
    old: &Qualifiers,
    new: &Qualifiers,
) -> Vec<Alteration> {
    let mut keys: BTreeMap<&str, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for (key, value) in old.difference(new) {
        keys.entry(key).or_default().0.push(value.clone());
    }
    for (key, value) in new.difference(old) {
        keys.entry(key).or_default().1.push(value.clone());
    }
    let mut found = Vec::new();
    for (key, (gone, added)) in keys {
        for (was, is) in zip_rest(gone, added) {
            let (relation, to) = (relation.to_owned(), to.clone());
            found.push(match (key, was, is) {
                ("until", None, Some(until)) => Alteration::RelationEnded {
                    relation,
                    to,
                    until,
                },
                (key, was, is) => Alteration::RelationQualified {
                    relation,
                    to,
                    qualifier: key.to_owned(),
                    was,
                    is,
                },
            });
        }
    }
    found
}

fn qualifiers(side: Side<'_, '_>, relation: &Relation) -> Qualifiers {
    let details = relation.details.as_deref();
    details.map_or_else(Qualifiers::new, |details| {
        stated_qualifiers(side, relation.relation, details)
    })
}

fn stated_qualifiers(
    side: Side<'_, '_>,
    relation: RelationIx,
    details: &RelationDetails,
) -> Qualifiers {
    let RelationDetails {
        role,
        since,
        until,
        on,
        provenance,
        signatories,
        qualifiers,
    } = details;
    let vocabulary = &side.site.vocabulary;
    let mut found = Qualifiers::new();
    match role {
        Some(Role::Known(index)) => {
            let role = &vocabulary.roles[usize::from(*index)].id;
            found.insert(("role".to_owned(), role.clone()));
        }
        Some(Role::Words(words)) => found.extend(words.iter().map(|(language, text)| {
            let code = side.site.code(language);
            ("role".to_owned(), format!("{code}: {text}"))
        })),
        None => {}
    }
    for (key, date) in [("since", since), ("until", until), ("on", on)] {
        found.extend(date.map(|date| (key.to_owned(), date.to_string())));
    }
    let parts = side.provenance(provenance).into_iter();
    found.extend(parts.map(|(part, text)| {
        let key = match part {
            ValuePart::Status => "status",
            ValuePart::Source => "source",
            ValuePart::Note | ValuePart::Value => "note",
        };
        (key.to_owned(), text)
    }));
    let signatories = side.all_named(signatories);
    found.extend(signatories.map(|id| ("signatory".to_owned(), id)));
    let known = &vocabulary.relation(relation).qualifiers;
    found.extend(qualifiers.iter().map(|(index, value)| {
        let qualifier = &known[*index];
        let text = value_text(side.site, &qualifier.value, value);
        (qualifier.id.clone(), text)
    }));
    found
}
