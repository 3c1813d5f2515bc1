//! Replaces the relations of some pairs of records in the sorted list of all relations.

use std::collections::BTreeSet;

use super::record_map::RecordMap;
use super::relation::{Edge, Pair, Relation};
use crate::site::RelationIx;
use crate::source::CowVec;

/// The index of a relation that has been merged anew or is gone.
const GONE: u32 = u32::MAX;

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
        let old_pairs = replaced
            .iter()
            .map(|index| moved_pair(old[*index].pair(), map));
        let old_pairs: Vec<Option<Pair>> = old_pairs.collect();
        let new_pairs: Vec<Option<Pair>> = merged.iter().map(|new| Some(new.pair())).collect();
        if map.is_identity() && old_pairs == new_pairs {
            return RelationUpdate::in_place(old, &replaced, merged);
        }
        let types_of = |pairs: &[Option<Pair>], others: &BTreeSet<Option<Pair>>| {
            let differing = pairs.iter().filter(|pair| !others.contains(pair));
            differing.flatten().map(|pair| pair.0).collect::<Vec<_>>()
        };
        let [old_set, new_set] = [&old_pairs, &new_pairs].map(|all| all.iter().copied().collect());
        let mut changed_types: BTreeSet<RelationIx> = BTreeSet::new();
        changed_types.extend(types_of(&old_pairs, &new_set));
        changed_types.extend(types_of(&new_pairs, &old_set));
        let mut update = RelationUpdate {
            changed_types,
            ..RelationUpdate::spliced(old, map, &replaced, merged)
        };
        let lost = replaced
            .iter()
            .zip(&old_pairs)
            .filter(|(_, pair)| pair.is_none());
        update
            .changed_types
            .extend(lost.map(|(index, _)| old[*index].relation));
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
        for (index, relation) in replaced.iter().zip(merged) {
            new_index[*index] = GONE;
            if let Some(place) = relations.get_mut(*index) {
                *place = relation;
            }
        }
        RelationUpdate {
            relations,
            new_index,
            merged: replaced.iter().map(|index| *index as u32).collect(),
            changed_types: BTreeSet::new(),
        }
    }

    /// Copies all relations but the replaced ones, and inserts the others at their places.
    fn spliced(
        old: &CowVec<Relation>,
        map: &RecordMap,
        replaced: &[usize],
        merged: Vec<Relation>,
    ) -> RelationUpdate {
        let mut relations: Vec<Relation> = Vec::with_capacity(old.len() + merged.len());
        let mut new_index = Vec::with_capacity(old.len());
        let (mut merged_index, mut merged) = (Vec::new(), merged.into_iter().peekable());
        let mut replaced = replaced.iter().copied().peekable();
        for (index, relation) in old.iter().enumerate() {
            let is_replaced = replaced.next_if_eq(&index).is_some();
            let Some(moved) = moved_relation(relation, map).filter(|_| !is_replaced) else {
                new_index.push(GONE);
                continue;
            };
            while let Some(next) = merged.next_if(|next| next.pair() < moved.pair()) {
                merged_index.push(relations.len() as u32);
                relations.push(next);
            }
            new_index.push(relations.len() as u32);
            relations.push(moved);
        }
        for next in merged {
            merged_index.push(relations.len() as u32);
            relations.push(next);
        }
        RelationUpdate {
            relations: relations.into_iter().collect(),
            new_index,
            merged: merged_index,
            changed_types: BTreeSet::new(),
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

/// Returns the indexes of the relations of a pair.
fn range(relations: &CowVec<Relation>, pair: Pair) -> std::ops::Range<usize> {
    let start = relations.partition_point(|relation| relation.pair() < pair);
    let of_pair = (start..relations.len()).take_while(|index| relations[*index].pair() == pair);
    start..start + of_pair.count()
}

/// Returns a pair by new indexes; `None` if one of its records is removed.
pub(super) fn moved_pair((relation, from, to): Pair, map: &RecordMap) -> Option<Pair> {
    Some((relation, map.to_new(from)?, map.to_new(to)?))
}

fn moved_relation(relation: &Relation, map: &RecordMap) -> Option<Relation> {
    let via = match relation.via {
        Some(via) => Some(map.to_new(via)?),
        None => None,
    };
    Some(Relation {
        from: map.to_new(relation.from)?,
        to: map.to_new(relation.to)?,
        owner: map.to_new(relation.owner)?,
        via,
        ..relation.clone()
    })
}
