//! Merges the two sides of each relation into one.

use std::sync::Arc;

use super::merge_details::{is_same_role, merge_details};
use super::relation::Relation;
use super::stated_relation::StatedRelation;
use crate::diagnostic::{Code, Collector, Diagnostic};
use crate::record::{Record, RelationDetails, Role};
use crate::site::{RelationType, Site};

/// The maximum number of relations of one type between the same two records, such as one for each role.
const MAX_PARALLEL: usize = 100;

/// Merges the stated relations of one type, which are given by batch. Returns them sorted by their records.
pub(super) fn merge_relations(
    stated: Vec<Vec<StatedRelation>>,
    records: &[Arc<Record>],
    site: &Site,
) -> (Vec<Relation>, Vec<Diagnostic>) {
    let mut all: Vec<StatedRelation> = Vec::with_capacity(stated.iter().map(Vec::len).sum());
    stated.into_iter().for_each(|some| all.extend(some));
    // The input is almost sorted, because records are linked in order.
    all.sort_by_key(|stated| (stated.relation.from, stated.relation.to, stated.side));
    let (mut relations, mut diagnostics) = (Vec::with_capacity(all.len()), Collector::default());
    let mut group: Vec<StatedRelation> = Vec::new();
    let ends = |stated: &StatedRelation| (stated.relation.from, stated.relation.to);
    for next in all {
        if group
            .first()
            .is_some_and(|first| ends(first) != ends(&next))
        {
            merge_group(&mut group, &mut relations, records, site, &mut diagnostics);
        }
        group.push(next);
    }
    merge_group(&mut group, &mut relations, records, site, &mut diagnostics);
    (relations, diagnostics.finish())
}

/// Merges the relations between the same two records, and empties the group.
fn merge_group(
    group: &mut Vec<StatedRelation>,
    relations: &mut Vec<Relation>,
    records: &[Arc<Record>],
    site: &Site,
    diagnostics: &mut Collector,
) {
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
            Some(known) => merge_statements(known, &next.relation, records),
        };
        diagnostics.extend(found.and_then(|diagnostic| site.apply_severity(diagnostic)));
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

/// The diagnostic for more parallel relations than [`MAX_PARALLEL`].
fn too_many(relation: &Relation, records: &[Arc<Record>]) -> Diagnostic {
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
    records: &[Arc<Record>],
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
    records: &[Arc<Record>],
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
