//! The adjacency list: for every record its relations in both directions.

use std::collections::{BTreeMap, BTreeSet};

use super::record_ix::RecordIx;
use super::record_map::RecordMap;
use super::relation::{Edge, Relation};
use super::relation_update::RelationUpdate;
use super::rows::Rows;
use crate::site::{Direction, Site};
use crate::source::CowVec;

/// The edges of all records. Those of a record are grouped by relation and side and sorted by the name rank of the other
/// record.
pub(super) struct Adjacency(Rows<Edge>);

/// The sort key of an edge: its group, then the rank of the other record.
type EdgeKey = u64;

impl Adjacency {
    /// Builds the list by counting sort.
    pub(super) fn new(
        relations: &CowVec<Relation>,
        rank: &[u32],
        records: usize,
        site: &Site,
    ) -> Adjacency {
        let starts = offsets(relations, records);
        let mut next = starts.clone();
        let relation_type = site.vocabulary.known.mentions;
        let unset = Edge {
            relation: 0,
            other: RecordIx::new(0),
            relation_type,
            side: Direction::Forward,
            bare: true,
        };
        // Each edge with its sort key.
        let mut keyed = vec![(0, unset); relations.len() * 2];
        for (index, relation) in relations.iter().enumerate() {
            for edge in edges_of(index, relation) {
                let slot = &mut next[relation.at(edge.side).index()];
                keyed[*slot as usize] = (key(&edge, rank, site), edge);
                *slot += 1;
            }
        }
        for i in 0..records {
            let edges_of_record = &mut keyed[starts[i] as usize..starts[i + 1] as usize];
            edges_of_record.sort_by_key(|(key, edge)| (*key, edge.relation));
        }
        let edges = keyed.into_iter().map(|(_, edge)| edge).collect();
        Adjacency(Rows::from_parts(edges, starts))
    }

    /// Returns the list of a version with the same edges, in which those of the records `resorted` are sorted again.
    pub(super) fn resorted(
        &self,
        resorted: &BTreeSet<RecordIx>,
        rank: &[u32],
        site: &Site,
    ) -> Adjacency {
        let mut rows = self.0.clone();
        for record in resorted {
            let edges = rows.get_mut(*record);
            edges.sort_by_key(|edge| (key(edge, rank, site), edge.relation));
        }
        Adjacency(rows)
    }

    /// Returns the list of the next version. The edges of records with merged relations, and those of the records `resorted`,
    /// are sorted again.
    pub(super) fn updated(
        &self,
        map: &RecordMap,
        update: &RelationUpdate,
        resorted: &BTreeSet<RecordIx>,
        rank: &[u32],
        site: &Site,
    ) -> Adjacency {
        let mut added: BTreeMap<RecordIx, Vec<Edge>> = BTreeMap::new();
        for record in resorted {
            added.entry(*record).or_default();
        }
        for index in update.merged.iter().map(|index| *index as usize) {
            let relation = &update.relations[index];
            for edge in edges_of(index, relation) {
                added.entry(relation.at(edge.side)).or_default().push(edge);
            }
        }
        let mut rows = Rows::with_capacity(rank.len(), self.0.len() + 2 * update.merged.len());
        let mut added = added.into_iter().peekable();
        for record in (0..rank.len()).map(RecordIx::new) {
            let old = map.to_old(record).map_or(&[][..], |old| self.edges(old));
            let kept = old.iter().filter_map(|edge| update.moved_edge(edge, map));
            match added.next_if(|(sorted, _)| *sorted == record) {
                None => rows.extend_record(kept),
                Some((_, new)) => {
                    let mut edges: Vec<Edge> = kept.chain(new).collect();
                    edges.sort_by_key(|edge| (key(edge, rank, site), edge.relation));
                    rows.extend_record(edges);
                }
            }
        }
        Adjacency(rows)
    }

    /// Returns the edges of a record.
    pub(super) fn edges(&self, record: RecordIx) -> &[Edge] {
        self.0.get(record)
    }
}

/// Returns the two edges of a relation, given with its index.
fn edges_of(index: usize, relation: &Relation) -> [Edge; 2] {
    [Direction::Forward, Direction::Inverse].map(|side| Edge {
        relation: index as u32,
        other: relation.at(side.other()),
        relation_type: relation.relation,
        side,
        bare: relation.is_bare(),
    })
}

fn key(edge: &Edge, rank: &[u32], site: &Site) -> EdgeKey {
    // Both sides of a symmetric relation form one group.
    let symmetric = site.vocabulary.relation(edge.relation_type).symmetric;
    let group = (edge.relation_type.index() as u64) << 1
        | u64::from(edge.side == Direction::Inverse && !symmetric);
    group << 32 | u64::from(rank[edge.other.index()])
}

/// Returns the offset of the first edge of each record, and the total.
fn offsets(relations: &CowVec<Relation>, records: usize) -> Vec<u32> {
    let mut starts = vec![0u32; records + 1];
    for relation in relations {
        starts[relation.from.index() + 1] += 1;
        starts[relation.to.index() + 1] += 1;
    }
    for i in 0..records {
        starts[i + 1] += starts[i];
    }
    starts
}
