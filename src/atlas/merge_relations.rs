//! Merges the two sides of each relation into one.

use std::sync::Arc;

use super::merge_details::{is_same_role, merge_details};
use super::relation::{Pair, Relation};
use super::stated_relation::StatedRelation;
use crate::diagnostic::{Code, Collector, Diagnostic};
use crate::record::{Record, RelationDetails, Role};
use crate::site::{RelationType, Site};
use crate::source::CowVec;

/// The maximum number of relations of one type between the same two records, such as one for each role.
const MAX_PARALLEL: usize = 100;

/// The relations of one type, and the diagnostics of the pairs that have some.
pub(super) struct MergedRelations {
    /// The relations, sorted by their records.
    pub(super) relations: Vec<Relation>,
    pub(super) diagnostics: Vec<(Pair, Vec<Diagnostic>)>,
}

/// Merges the stated relations of one type, which are given in the order of the records that state them.
pub(super) fn merge_relations(
    mut all: Vec<StatedRelation>,
    records: &CowVec<Arc<Record>>,
    site: &Site,
) -> MergedRelations {
    // The input is almost sorted, because records are linked in order.
    all.sort_by_key(|stated| (stated.relation.from, stated.relation.to, stated.side));
    let mut merged = MergedRelations {
        relations: Vec::with_capacity(all.len()),
        diagnostics: Vec::new(),
    };
    let mut group: Vec<StatedRelation> = Vec::new();
    for next in all {
        if group
            .first()
            .is_some_and(|first| first.relation.pair() != next.relation.pair())
        {
            merge_group(&mut group, &mut merged, records, site);
        }
        group.push(next);
    }
    merge_group(&mut group, &mut merged, records, site);
    merged
}

/// Merges the relations between the same two records, and empties the group.
fn merge_group(
    group: &mut Vec<StatedRelation>,
    merged: &mut MergedRelations,
    records: &CowVec<Arc<Record>>,
    site: &Site,
) {
    let Some(pair) = group.first().map(|stated| stated.relation.pair()) else {
        return;
    };
    let (relations, mut diagnostics) = (&mut merged.relations, Collector::default());
    let first = relations.len();
    for next in group.drain(..) {
        let is_full = relations.len() - first == MAX_PARALLEL;
        let counterpart = relations[first..]
            .iter_mut()
            .find(|known| is_same(known, &next.relation));
        let found = match counterpart {
            None if is_full => Some(too_many(&next.relation, records)),
            None => {
                relations.push(next.relation);
                None
            }
            Some(known) if is_one_file(known, &next.relation) => {
                let kind = site.vocabulary.relation(next.relation.relation);
                let is_repeated = !known.derived && !next.relation.derived && !kind.from_text;
                let found = is_repeated.then(|| duplicate_reference(known, &next, kind, records));
                // The sources of both are kept.
                merge_statements(known, &next.relation, records);
                found
            }
            Some(known) => {
                add_owner(known, &next.relation);
                merge_statements(known, &next.relation, records)
            }
        };
        diagnostics.extend(found.and_then(|diagnostic| site.apply_severity(diagnostic)));
    }
    let found = diagnostics.finish();
    if !found.is_empty() {
        merged.diagnostics.push((pair, found));
    }
}

/// Whether two stated relations are the same: of two files, if their roles agree; of one file, if all but their sources
/// agrees.
fn is_same(known: &Relation, next: &Relation) -> bool {
    if known.via != next.via {
        return false;
    }
    if is_one_file(known, next) {
        return known.details == next.details || is_repeated(known, next);
    }
    let (known, next) = (role(known), role(next));
    is_same_role(known, next)
}

/// Whether two relations of one file differ only in their sources, signatories, or a note that one of them lacks.
fn is_repeated(known: &Relation, next: &Relation) -> bool {
    let nothing = RelationDetails::default();
    let details = |relation: &'_ Relation| relation.details.as_deref().unwrap_or(&nothing).clone();
    let (mut known, next) = (details(known), details(next));
    let is_same_role = known.role == next.role;
    let is_same_time = (known.since, known.until, known.on) == (next.since, next.until, next.on);
    is_same_role && is_same_time && merge_details(&mut known, &next).is_empty()
}

fn role(relation: &Relation) -> Option<&Role> {
    relation.details.as_ref()?.role.as_ref()
}

/// Whether one file of one record states both relations. A translation is a file of its own.
fn is_one_file(known: &Relation, next: &Relation) -> bool {
    known.owner == next.owner && known.at.path == next.at.path
}

/// Adds the record that states `next`. A relation that one record states is no derived one.
fn add_owner(known: &mut Relation, next: &Relation) {
    if next.derived || next.owner == known.owner {
        return;
    }
    if known.derived {
        known.derived = false;
        known.owner = next.owner;
        known.at = next.at.clone();
    } else if !known.also_stated_in.contains(&next.owner) {
        let mut owners = std::mem::take(&mut known.also_stated_in).into_vec();
        owners.push(next.owner);
        known.also_stated_in = owners.into();
    }
}

/// The diagnostic for more parallel relations than [`MAX_PARALLEL`].
fn too_many(relation: &Relation, records: &CowVec<Arc<Record>>) -> Diagnostic {
    let id = &records[relation.other().index()].id;
    let ru = format!("с «{id}» больше {MAX_PARALLEL} связей одного вида");
    let en = format!("more than {MAX_PARALLEL} relations of one sort with `{id}`");
    Diagnostic::new(Code::RecordLimit, relation.at.clone())
        .with("words", ru)
        .with("words_en", en)
}

fn duplicate_reference(
    known: &Relation,
    next: &StatedRelation,
    kind: &RelationType,
    records: &CowVec<Arc<Record>>,
) -> Diagnostic {
    let other = &records[known.other().index()].id;
    let diagnostic = Diagnostic::new(Code::DuplicateReference, next.relation.at.clone());
    diagnostic
        .with("target", &**other)
        .with("field", kind.key(next.side))
        .related(known.at.clone())
}

/// Adds the details of the other side. Returns a diagnostic if both sides give different details.
fn merge_statements(
    known: &mut Relation,
    next: &Relation,
    records: &CowVec<Arc<Record>>,
) -> Option<Diagnostic> {
    let theirs = next.details.as_ref()?;
    let Some(ours) = known.details.as_mut() else {
        known.details = Some(theirs.clone());
        return None;
    };
    let differences = merge_details(Arc::make_mut(ours), theirs);
    if differences.is_empty() {
        return None;
    }
    let ru: Vec<&str> = differences.iter().map(|it| it.ru).collect();
    let en: Vec<&str> = differences.iter().map(|it| it.en).collect();
    let diagnostic = Diagnostic::new(Code::RelationConflict, next.at.clone())
        .with("target", &*records[next.other().index()].id);
    let diagnostic = diagnostic
        .with("what", ru.join(", "))
        .with("what_en", en.join(", "));
    Some(diagnostic.related(known.at.clone()))
}
