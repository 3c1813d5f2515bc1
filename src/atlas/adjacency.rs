//! The adjacency list: for every record its relations in both directions.

use super::record_ix::RecordIx;
use super::relation::{Edge, Relation};
use crate::site::{Direction, Site};

/// The edges of all records in one flat array, with an offset for each record.
pub(super) struct Adjacency {
    edges: Vec<Edge>,
    /// The offset of the first edge of each record, and the total.
    starts: Vec<u32>,
}

impl Adjacency {
    /// Builds the list by counting sort. Edges of a record are grouped by relation and side and sorted by the name rank
    /// of the other record.
    pub(super) fn new(
        relations: &[Relation],
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
        let mut keyed = vec![(0u64, unset); relations.len() * 2];
        for (index, relation) in relations.iter().enumerate() {
            // Both sides of a symmetric relation form one group.
            let symmetric = site.vocabulary.relation(relation.relation).symmetric;
            let bare = relation.details.is_none() && relation.via.is_none() && !relation.derived;
            for side in [Direction::Forward, Direction::Inverse] {
                let slot = &mut next[relation.at(side).index()];
                let group = (relation.relation.index() as u64) << 1
                    | u64::from(side == Direction::Inverse && !symmetric);
                let other = relation.at(side.other());
                let key = group << 32 | u64::from(rank[other.index()]);
                let edge = Edge {
                    relation: index as u32,
                    other,
                    relation_type: relation.relation,
                    side,
                    bare,
                };
                keyed[*slot as usize] = (key, edge);
                *slot += 1;
            }
        }
        for i in 0..records {
            let edges_of_record = &mut keyed[starts[i] as usize..starts[i + 1] as usize];
            edges_of_record.sort_by_key(|(key, edge)| (*key, edge.relation));
        }
        Adjacency {
            edges: keyed.into_iter().map(|(_, edge)| edge).collect(),
            starts,
        }
    }

    /// Returns the edges of a record.
    pub(super) fn edges(&self, record: RecordIx) -> &[Edge] {
        let start = self.starts[record.index()] as usize;
        &self.edges[start..self.starts[record.index() + 1] as usize]
    }
}

/// Returns the offset of the first edge of each record, and the total.
fn offsets(relations: &[Relation], records: usize) -> Vec<u32> {
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
