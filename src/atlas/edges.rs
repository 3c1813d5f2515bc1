//! The relations as each record sees them.

use super::{Edge, RecordIx, Relation};
use crate::site::{Direction, Site};

/// The relations of each record, by relation, side and the rank of the other record; and where each record's begin.
pub(super) fn of(relations: &[Relation], rank: &[u32], records: usize, site: &Site) -> (Vec<Edge>, Vec<u32>) {
    let mut starts = vec![0u32; records + 1];
    for relation in relations {
        starts[relation.from.index() + 1] += 1;
        starts[relation.to.index() + 1] += 1;
    }
    for i in 0..records {
        starts[i + 1] += starts[i];
    }
    let mut next = starts.clone();
    // An edge after what it is sorted by.
    let which = site.vocabulary.known.mentions;
    let none = Edge { relation: 0, other: RecordIx::new(0), which, side: Direction::Forward, bare: true };
    let mut keyed = vec![(0u64, none); relations.len() * 2];
    for (index, relation) in relations.iter().enumerate() {
        // Both sides of a symmetric relation are one group, and so in one order.
        let symmetric = site.vocabulary.relation(relation.relation).symmetric;
        let bare = relation.details.is_none() && relation.via.is_none() && !relation.derived;
        for side in [Direction::Forward, Direction::Inverse] {
            let place = &mut next[relation.at(side).index()];
            let group = (relation.relation.index() as u64) << 1 | u64::from(side == Direction::Inverse && !symmetric);
            let other = relation.at(side.other());
            let key = group << 32 | u64::from(rank[other.index()]);
            keyed[*place as usize] =
                (key, Edge { relation: index as u32, other, which: relation.relation, side, bare });
            *place += 1;
        }
    }
    for i in 0..records {
        let of_record = &mut keyed[starts[i] as usize..starts[i + 1] as usize];
        of_record.sort_by_key(|(key, edge)| (*key, edge.relation));
    }
    (keyed.into_iter().map(|(_, edge)| edge).collect(), starts)
}
