//! Replaces the relations of some pairs of records in the sorted list of all relations.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::chunk_edit::{ChunkEdit, EditedChunk, GONE, moved_relation};
use super::record_map::RecordMap;
use super::relation::{Edge, Pair, Relation};
use crate::site::RelationIx;
use crate::source::CowVec;

/// The relations of a version, and where those of the version before stand in it.
pub(super) struct RelationUpdate {
    /// All relations, by type and records.
    pub(super) relations: CowVec<Relation>,
    /// The new index of each old relation, or [`GONE`].
    new_index: Vec<u32>,
    /// The indexes of the relations that have been merged anew.
    pub(super) merged: Vec<u32>,
    /// The relation types that have gained or lost a pair of records.
    pub(super) changed_types: BTreeSet<RelationIx>,
    /// The pairs whose relations differ in more than their locations.
    pub(super) changed_pairs: BTreeSet<Pair>,
    /// Whether every relation has the index and the edges that it had.
    pub(super) has_same_edges: bool,
}

impl RelationUpdate {
    /// Replaces the relations of the pairs `stale`, by old index, with `merged`. These are sorted, and of the same pairs or of
    /// new ones.
    pub(super) fn new(
        old: &CowVec<Relation>,
        map: &RecordMap,
        stale: &BTreeSet<Pair>,
        merged: Vec<Relation>,
    ) -> RelationUpdate {
        let replaced: Vec<usize> = stale.iter().flat_map(|pair| range(old, *pair)).collect();
        let before = replaced
            .iter()
            .map(|index| moved_relation(&old[*index], map));
        let before: Vec<Option<Relation>> = before.collect();
        let mut lost: BTreeSet<RelationIx> = BTreeSet::new();
        for (index, _) in replaced
            .iter()
            .zip(&before)
            .filter(|(_, moved)| moved.is_none())
        {
            lost.insert(old[*index].relation);
        }
        let before: Vec<Relation> = before.into_iter().flatten().collect();
        let changed_pairs = changed_pairs(&before, &merged);
        let pairs = |relations: &[Relation]| relations.iter().map(Relation::pair).collect();
        let (old_pairs, new_pairs): (Vec<Pair>, Vec<Pair>) = (pairs(&before), pairs(&merged));
        let mut update = if map.is_identity() && old_pairs == new_pairs {
            RelationUpdate::in_place(old, &replaced, merged)
        } else {
            RelationUpdate::spliced(old, map, &replaced, merged)
        };
        let [old_set, new_set] = [old_pairs, new_pairs].map(BTreeSet::from_iter);
        update.changed_types = lost;
        let differing = old_set.symmetric_difference(&new_set);
        update
            .changed_types
            .extend(differing.map(|(relation, ..)| *relation));
        update.changed_pairs = changed_pairs;
        update
    }

    /// Replaces as many relations by as many others of the same pairs.
    fn in_place(
        old: &CowVec<Relation>,
        replaced: &[usize],
        merged: Vec<Relation>,
    ) -> RelationUpdate {
        let mut relations = old.clone();
        let mut new_index: Vec<u32> = (0..old.len() as u32).collect();
        let mut has_same_edges = true;
        for (index, relation) in replaced.iter().zip(merged) {
            new_index[*index] = GONE;
            has_same_edges &= old[*index].is_bare() == relation.is_bare();
            if let Some(place) = relations.get_mut(*index) {
                *place = relation;
            }
        }
        RelationUpdate {
            relations,
            new_index,
            merged: replaced.iter().map(|index| *index as u32).collect(),
            changed_types: BTreeSet::new(),
            changed_pairs: BTreeSet::new(),
            has_same_edges,
        }
    }

    /// Removes the replaced relations, and inserts the others at their places. Chunks in which nothing differs are shared.
    fn spliced(
        old: &CowVec<Relation>,
        map: &RecordMap,
        replaced: &[usize],
        merged: Vec<Relation>,
    ) -> RelationUpdate {
        let edits = ChunkEdit::list(old, map, replaced, merged).into_par_iter();
        let chunks: Vec<EditedChunk> = edits.map(|edit| edit.apply(map)).collect();
        let mut new_index: Vec<u32> = Vec::with_capacity(old.len());
        let (mut merged, mut start) = (Vec::new(), 0);
        for chunk in &chunks {
            let moved = |index: &u32| if *index == GONE { GONE } else { start + index };
            new_index.extend(chunk.new_index.iter().map(moved));
            merged.extend(chunk.merged.iter().map(|index| start + index));
            start += chunk.relations.len() as u32;
        }
        RelationUpdate {
            relations: CowVec::from_chunks(chunks.into_iter().map(|chunk| chunk.relations)),
            new_index,
            merged,
            changed_types: BTreeSet::new(),
            changed_pairs: BTreeSet::new(),
            has_same_edges: false,
        }
    }

    /// Returns an edge of the version before with its new indexes. `None` if its relation has been merged anew or is gone.
    pub(super) fn moved_edge(&self, edge: &Edge, map: &RecordMap) -> Option<Edge> {
        let relation = self.new_index[edge.relation as usize];
        let other = map.to_new(edge.other)?;
        (relation != GONE).then_some(Edge {
            relation,
            other,
            ..*edge
        })
    }
}

/// Returns the pairs whose relations differ in more than their locations. Both lists are sorted.
fn changed_pairs(old: &[Relation], new: &[Relation]) -> BTreeSet<Pair> {
    let mut of_pairs: BTreeMap<Pair, [Vec<&Relation>; 2]> = BTreeMap::new();
    for (version, relations) in [old, new].into_iter().enumerate() {
        for relation in relations {
            of_pairs.entry(relation.pair()).or_default()[version].push(relation);
        }
    }
    let is_same = |old: &Relation, new: &Relation| {
        (&old.details, old.via, old.derived, old.owner)
            == (&new.details, new.via, new.derived, new.owner)
    };
    let differs = |[old, new]: &[Vec<&Relation>; 2]| {
        old.len() != new.len() || !old.iter().zip(new).all(|(old, new)| is_same(old, new))
    };
    let changed = of_pairs.iter().filter(|(_, versions)| differs(versions));
    changed.map(|(pair, _)| *pair).collect()
}

/// Returns the indexes of the relations of a pair.
fn range(relations: &CowVec<Relation>, pair: Pair) -> std::ops::Range<usize> {
    let start = relations.partition_point(|relation| relation.pair() < pair);
    let of_pair = (start..relations.len()).take_while(|index| relations[*index].pair() == pair);
    start..start + of_pair.count()
}
