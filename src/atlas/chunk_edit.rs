//! The replacement of relations in one chunk of the sorted list of all relations.

use std::sync::Arc;

use super::record_map::RecordMap;
use super::relation::{Pair, Relation};
use crate::source::CowVec;

/// The index of a relation that has been merged anew or is gone.
pub(super) const GONE: u32 = u32::MAX;

/// A chunk of the list before, and what changes in it.
pub(super) struct ChunkEdit {
    old: Arc<Vec<Relation>>,
    /// The places of the removed relations in the chunk, in order.
    removed: Vec<usize>,
    /// The new relations, sorted by pair.
    inserted: Vec<Relation>,
}

/// A chunk of the next list.
pub(super) struct EditedChunk {
    pub(super) relations: Arc<Vec<Relation>>,
    /// The new place of each old relation in the chunk, or [`GONE`].
    pub(super) new_index: Vec<u32>,
    /// The places of the inserted relations.
    pub(super) merged: Vec<u32>,
}

impl ChunkEdit {
    /// Divides a replacement among the chunks of a list. `removed` are indexes in order; `inserted` are sorted by pair.
    pub(super) fn list(
        relations: &CowVec<Relation>,
        map: &RecordMap,
        removed: &[usize],
        inserted: Vec<Relation>,
    ) -> Vec<ChunkEdit> {
        let mut removed = removed.iter().copied().peekable();
        let mut inserted = inserted.into_iter().peekable();
        let mut edits: Vec<ChunkEdit> = Vec::new();
        for (start, chunk) in relations.chunks() {
            let mut edit = ChunkEdit::new(chunk.clone());
            while let Some(index) = removed.next_if(|index| *index < start + chunk.len()) {
                edit.removed.push(index - start);
            }
            // What stands before the first kept relation of this chunk belongs to the chunk before.
            if let (Some(first), Some(before)) = (edit.first_pair(map), edits.last_mut()) {
                while let Some(next) = inserted.next_if(|next| next.pair() < first) {
                    before.inserted.push(next);
                }
            }
            edits.push(edit);
        }
        if edits.is_empty() {
            edits.push(ChunkEdit::new(Arc::default()));
        }
        edits
            .last_mut()
            .into_iter()
            .for_each(|last| last.inserted.extend(inserted.by_ref()));
        edits
    }

    fn new(old: Arc<Vec<Relation>>) -> ChunkEdit {
        ChunkEdit {
            old,
            removed: Vec::new(),
            inserted: Vec::new(),
        }
    }

    /// Returns the pair of the first relation that is kept, by new indexes. `None` if all are removed.
    fn first_pair(&self, map: &RecordMap) -> Option<Pair> {
        let mut kept =
            (0..self.old.len()).filter(|place| self.removed.binary_search(place).is_err());
        kept.find_map(|place| moved_pair(self.old[place].pair(), map))
    }

    /// Applies the edit. A chunk in which nothing differs is shared with the list before.
    pub(super) fn apply(self, map: &RecordMap) -> EditedChunk {
        let ChunkEdit {
            old,
            removed,
            inserted,
        } = self;
        if map.is_identity() && removed.is_empty() && inserted.is_empty() {
            return EditedChunk {
                new_index: (0..old.len() as u32).collect(),
                merged: Vec::new(),
                relations: old,
            };
        }
        let mut relations: Vec<Relation> = Vec::with_capacity(old.len() + inserted.len());
        let (mut new_index, mut merged) = (Vec::with_capacity(old.len()), Vec::new());
        let mut removed = removed.into_iter().peekable();
        let mut inserted = inserted.into_iter().peekable();
        for (place, relation) in old.iter().enumerate() {
            let is_removed = removed.next_if_eq(&place).is_some();
            let Some(moved) = moved_relation(relation, map).filter(|_| !is_removed) else {
                new_index.push(GONE);
                continue;
            };
            while let Some(next) = inserted.next_if(|next| next.pair() < moved.pair()) {
                merged.push(relations.len() as u32);
                relations.push(next);
            }
            new_index.push(relations.len() as u32);
            relations.push(moved);
        }
        for next in inserted {
            merged.push(relations.len() as u32);
            relations.push(next);
        }
        EditedChunk {
            relations: Arc::new(relations),
            new_index,
            merged,
        }
    }
}

/// Returns a pair by new indexes; `None` if one of its records is removed.
pub(super) fn moved_pair((relation, from, to): Pair, map: &RecordMap) -> Option<Pair> {
    Some((relation, map.to_new(from)?, map.to_new(to)?))
}

/// Returns a relation by new indexes; `None` if one of its records is removed.
pub(super) fn moved_relation(relation: &Relation, map: &RecordMap) -> Option<Relation> {
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
