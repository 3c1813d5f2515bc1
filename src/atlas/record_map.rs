//! Maps the records of one version of an atlas to those of the next.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::record_ix::RecordIx;
use crate::record::Record;
use crate::source::CowVec;

/// The records of a version and of the next one, in both directions. Records that are in both keep their order.
pub(super) struct RecordMap {
    /// The indexes in the other version, by old and by new index. `None`: every record has the same index in both.
    shifted: Option<Shifted>,
    /// The new indexes of records that are new or differ, in order.
    pub(super) altered: Vec<RecordIx>,
    /// The old indexes of records that are not in the next version, in order.
    pub(super) removed: Vec<RecordIx>,
}

struct Shifted {
    new_of_old: Vec<Option<RecordIx>>,
    old_of_new: Vec<Option<RecordIx>>,
}

impl RecordMap {
    /// Maps records to those with the same kind, file and id.
    pub(super) fn new(old: &CowVec<Arc<Record>>, new: &[Arc<Record>]) -> RecordMap {
        let is_same_place = |(old, new)| Arc::ptr_eq(old, new) || is_same_record(old, new);
        if old.len() == new.len() && old.iter().zip(new).all(is_same_place) {
            let pairs = old.iter().zip(new).enumerate();
            let altered = pairs.filter(|(_, (old, new))| !Arc::ptr_eq(old, new));
            return RecordMap {
                shifted: None,
                altered: altered.map(|(index, _)| RecordIx::new(index)).collect(),
                removed: Vec::new(),
            };
        }
        RecordMap::shifted(old, new)
    }

    fn shifted(old: &CowVec<Arc<Record>>, new: &[Arc<Record>]) -> RecordMap {
        let places = new.iter().enumerate();
        let places: HashMap<&str, usize, RandomState> =
            places.map(|(index, record)| (&*record.id, index)).collect();
        let mut new_of_old = vec![None; old.len()];
        let mut old_of_new = vec![None; new.len()];
        let (mut altered, mut removed, mut next) = (Vec::new(), Vec::new(), 0);
        for (index, record) in old.iter().enumerate() {
            let place = match new.get(next) {
                Some(at_next) if is_same_record(record, at_next) => Some(next),
                // A record that has moved before others of its file is removed and new.
                _ => places
                    .get(&*record.id)
                    .copied()
                    .filter(|place| *place > next && is_same_record(record, &new[*place])),
            };
            let Some(place) = place else {
                removed.push(RecordIx::new(index));
                continue;
            };
            altered.extend((next..place).map(RecordIx::new));
            if !Arc::ptr_eq(record, &new[place]) {
                altered.push(RecordIx::new(place));
            }
            new_of_old[index] = Some(RecordIx::new(place));
            old_of_new[place] = Some(RecordIx::new(index));
            next = place + 1;
        }
        altered.extend((next..new.len()).map(RecordIx::new));
        RecordMap {
            shifted: Some(Shifted {
                new_of_old,
                old_of_new,
            }),
            altered,
            removed,
        }
    }

    /// Whether every record has the same index in both versions.
    pub(super) fn is_identity(&self) -> bool {
        self.shifted.is_none()
    }

    /// Returns the new index of an old record; `None` if it is removed.
    pub(super) fn to_new(&self, old: RecordIx) -> Option<RecordIx> {
        match &self.shifted {
            None => Some(old),
            Some(shifted) => shifted.new_of_old[old.index()],
        }
    }

    /// Returns the old index of a new record; `None` if there was none.
    pub(super) fn to_old(&self, new: RecordIx) -> Option<RecordIx> {
        match &self.shifted {
            None => Some(new),
            Some(shifted) => shifted.old_of_new[new.index()],
        }
    }
}

/// Whether two versions of a record stand in the same list of records.
fn is_same_record(old: &Record, new: &Record) -> bool {
    old.id == new.id && old.kind == new.kind && old.at.path == new.at.path
}
