//! Replaces the relations of some pairs of records in the sorted list of all relations.

use std::collections::{BTreeMap, BTreeSet};

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
        also_stated_in: relation
            .also_stated_in
            .iter()
            .filter_map(|owner| map.to_new(*owner))
            .collect(),
        ..relation.clone()
    })
}
