//! Links the records that a change touches, and takes everything else from the version before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::chunk_edit::moved_pair;
use super::incremental::Changes;
use super::link_diagnostics::LinkDiagnostics;
use super::link_records::{LinkResult, concatenate, link_some};
use super::merge_relations::{MergedRelations, merge_relations};
use super::record_ix::RecordIx;
use super::record_linker::{LinkContext, LinkedBatch};
use super::relation::Pair;
use super::relation_update::RelationUpdate;
use super::rows::Rows;
use super::stated_relation::StatedRelation;
use crate::site::{RelationIx, Site};

/// The touched records, linked, and the pairs of records about which they state or stated something.
struct TouchedRecords {
    batch: LinkedBatch,
    /// The pairs by old index.
    old_pairs: BTreeSet<Pair>,
    /// The pairs by new index, without those of removed records.
    new_pairs: BTreeSet<Pair>,
}

/// Links the touched records, and merges the relations of the pairs of records about which they state or stated something.
pub(super) fn link_touched(context: LinkContext<'_>, changes: &Changes<'_>) -> LinkResult {
    let (before, map) = (changes.before, &changes.map);
    let index = &before.index;
    let touched = TouchedRecords::new(context, changes);
    let (merged, others) = merge_pairs(context, changes, &touched);
    let kept = index.diagnostics.of_pairs.iter();
    let mut of_pairs: BTreeMap<Pair, _> = kept
        .filter(|(pair, _)| !touched.old_pairs.contains(pair))
        .filter_map(|(pair, found)| Some((moved_pair(*pair, map)?, found.clone())))
        .collect();
    let relations = concatenate(merged, &mut of_pairs);
    let count = context.records.len();
    let move_target = |target: &Option<RecordIx>| target.and_then(|old| map.to_new(old));
    let (targets, keys) = (&index.link_targets, &index.references);
    let batch = touched.batch;
    let (update, (link_targets, references)) = rayon::join(
        || RelationUpdate::new(&before.relations, map, &touched.old_pairs, relations),
        || {
            let (new_targets, new_keys) = (&batch.link_targets, &batch.references);
            rayon::join(
                || update_rows(targets, new_targets, changes, count, move_target),
                || update_rows(keys, new_keys, changes, count, |key| *key),
            )
        },
    );
    let kept = |old: &RecordIx| map.to_new(*old).filter(|new| !changes.is_touched(*new));
    let mut suspects: BTreeSet<RecordIx> = index.suspects.iter().filter_map(kept).collect();
    suspects.extend(batch.suspects);
    let mut of_records: BTreeMap<RecordIx, _> = BTreeMap::new();
    for (old, found) in &index.diagnostics.of_records {
        of_records.extend(kept(old).map(|new| (new, found.clone())));
    }
    of_records.extend(batch.diagnostics);
    LinkResult {
        relations: update.relations.clone(),
        suspects,
        link_targets,
        references,
        diagnostics: LinkDiagnostics {
            of_records,
            of_pairs,
        },
        update: Some(update),
        pairs: touched.new_pairs,
        linked: changes.touched.len() + others,
    }
}

impl TouchedRecords {
    fn new(context: LinkContext<'_>, changes: &Changes<'_>) -> TouchedRecords {
        let (before, map) = (changes.before, &changes.map);
        let index = &before.index;
        let old_context =
            LinkContext::new(&before.records, &index.names, &index.files, context.site);
        let old = link_some(old_context, &changes.touched_before);
        let batch = link_some(context, &changes.touched);
        let edges = map
            .removed
            .iter()
            .flat_map(|removed| before.edges(*removed));
        let of_removed = edges.map(|edge| before.relations[edge.relation as usize].pair());
        let mut old_pairs: BTreeSet<Pair> = pairs(&old).chain(of_removed).collect();
        let mut new_pairs: BTreeSet<Pair> = pairs(&batch).collect();
        new_pairs.extend(old_pairs.iter().filter_map(|pair| moved_pair(*pair, map)));
        let old_pair = |(relation, from, to)| Some((relation, map.to_old(from)?, map.to_old(to)?));
        old_pairs.extend(new_pairs.iter().filter_map(|pair| old_pair(*pair)));
        TouchedRecords {
            batch,
            old_pairs,
            new_pairs,
        }
    }
}

fn pairs(batch: &LinkedBatch) -> impl Iterator<Item = Pair> {
    let stated = batch.stated.iter().flatten();
    stated.map(|stated| stated.relation.pair())
}

/// Merges the relations of the new pairs by type. Returns them with the number of other records that were linked, because they
/// may state something about the same pairs.
fn merge_pairs(
    context: LinkContext<'_>,
    changes: &Changes<'_>,
    touched: &TouchedRecords,
) -> (Vec<MergedRelations>, usize) {
    let mut others = owners(&touched.new_pairs, changes, context.site);
    others.retain(|other| !changes.is_touched(*other));
    let others: Vec<RecordIx> = others.into_iter().collect();
    let of_others = link_some(context, &others);
    let merge = |(own, theirs): (&Vec<StatedRelation>, &Vec<StatedRelation>)| {
        let is_of_pair =
            |stated: &&StatedRelation| touched.new_pairs.contains(&stated.relation.pair());
        let both = own.iter().chain(theirs).filter(is_of_pair);
        let mut stated: Vec<StatedRelation> = both.cloned().collect();
        stated.sort_by_key(|stated| stated.relation.owner);
        merge_relations(stated, context.records, context.site)
    };
    let of_types = touched.batch.stated.iter().zip(&of_others.stated);
    (of_types.map(merge).collect(), others.len())
}

/// Returns the records that can state something about some pairs: those of the pair, and the parties of an agreement, which can
/// name who signed it.
fn owners(pairs: &BTreeSet<Pair>, changes: &Changes<'_>, site: &Site) -> BTreeSet<RecordIx> {
    let mut owners = BTreeSet::new();
    for (relation, from, to) in pairs {
        owners.extend([*from, *to]);
        let names_signatories =
            |stated: RelationIx| site.vocabulary.relation(stated).signatory == Some(*relation);
        let old = changes.map.to_old(*from);
        let edges = old.map_or(&[][..], |old| changes.before.edges(old));
        let parties = edges
            .iter()
            .filter(|edge| names_signatories(edge.relation_type));
        owners.extend(parties.filter_map(|edge| changes.map.to_new(edge.other)));
    }
    owners
}

/// Returns the rows of all records: those of the touched records from `new`, all others from `old`.
fn update_rows<T: Clone + PartialEq>(
    old: &Arc<Rows<T>>,
    new: &Rows<T>,
    changes: &Changes<'_>,
    count: usize,
    convert: impl Fn(&T) -> T,
) -> Arc<Rows<T>> {
    let mut rows = changes.touched.iter().enumerate();
    let is_same =
        |(row, touched): (usize, &RecordIx)| old.get(*touched) == new.get(RecordIx::new(row));
    if changes.map.is_identity() && rows.all(is_same) {
        return old.clone();
    }
    let mut rows = Rows::with_capacity(count, old.len() + new.len());
    let mut touched = changes.touched.iter().enumerate().peekable();
    for record in (0..count).map(RecordIx::new) {
        if let Some((row, _)) = touched.next_if(|(_, touched)| **touched == record) {
            rows.extend_record(new.get(RecordIx::new(row)).iter().cloned());
        } else {
            let kept = changes
                .map
                .to_old(record)
                .map_or(&[][..], |old_ix| old.get(old_ix));
            rows.extend_record(kept.iter().map(&convert));
        }
    }
    Arc::new(rows)
}
