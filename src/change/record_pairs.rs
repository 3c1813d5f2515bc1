//! Which record of the old state is which of the new one.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::difference::{Alteration, Difference, Subject};
use crate::atlas::{Atlas, RecordIx};
use crate::record::Record;

/// The records of two states, paired by id, else by former id.
pub(super) struct RecordPairs<'m> {
    /// The records of both states.
    pub(super) pairs: Vec<(RecordIx, RecordIx)>,
    /// What is new, gone, renamed or merged.
    pub(super) differences: Vec<Difference>,
    /// The ids of the new state, by those of the old state that are others.
    new_ids: HashMap<&'m str, &'m Arc<str>>,
    /// The records of the new state that others have become a part of.
    merged: HashSet<&'m str>,
    /// The records that only one state has.
    single: HashSet<&'m str>,
    /// The former ids that follow from renames and merges.
    implied: HashSet<(&'m str, &'m str)>,
}

impl<'m> RecordPairs<'m> {
    /// Pairs the records.
    pub(super) fn new(old: &'m Atlas, new: &'m Atlas) -> RecordPairs<'m> {
        let by_id = |atlas: &'m Atlas| -> HashMap<&'m str, RecordIx> {
            let records = atlas.indices();
            records.map(|ix| (&*atlas.record(ix).id, ix)).collect()
        };
        let (old_ids, new_ids) = (by_id(old), by_id(new));
        let mut found = RecordPairs {
            pairs: Vec::new(),
            differences: Vec::new(),
            new_ids: HashMap::new(),
            merged: HashSet::new(),
            single: HashSet::new(),
            implied: HashSet::new(),
        };
        let mut renamed: HashSet<&str> = HashSet::new();
        for ix in old.indices() {
            let record = old.record(ix);
            if let Some(same) = new_ids.get(&*record.id) {
                found.pairs.push((ix, *same));
                continue;
            }
            let Some(heir) = new.by_id(&record.id) else {
                found.single.insert(&record.id);
                found.push(&record.id, Alteration::Removed);
                continue;
            };
            let heir_record = new.record(heir);
            found.imply(record, heir_record);
            let is_renamed =
                !old_ids.contains_key(&*heir_record.id) && renamed.insert(&heir_record.id);
            match is_renamed {
                true => {
                    found.pairs.push((ix, heir));
                    let from = record.id.clone();
                    found.push(&heir_record.id, Alteration::Renamed { from });
                }
                false => {
                    found.merged.insert(&heir_record.id);
                    let into = heir_record.id.clone();
                    found.push(&record.id, Alteration::Merged { into });
                }
            }
        }
        for ix in new.indices() {
            let id = &new.record(ix).id;
            if !old_ids.contains_key(&**id) && !renamed.contains(&**id) {
                found.single.insert(id);
                found.push(id, Alteration::Added);
            }
        }
        found
    }

    fn push(&mut self, id: &Arc<str>, alteration: Alteration) {
        let subject = Subject::Record(id.clone());
        self.differences.push(Difference {
            subject,
            alteration,
        });
    }

    /// Notes the former ids of a record that its heir has for it.
    fn imply(&mut self, record: &'m Record, heir: &'m Record) {
        self.new_ids.insert(&record.id, &heir.id);
        let former = record.aka.iter().map(|old| &*old.text);
        for id in former.chain([&*record.id]) {
            self.implied.insert((&heir.id, id));
        }
        self.implied.insert((&heir.id, &heir.id));
    }

    /// Returns the id of the new state for one of the old state.
    pub(super) fn new_id(&self, old: &'m Arc<str>) -> &'m Arc<str> {
        self.new_ids.get(&**old).copied().unwrap_or(old)
    }

    /// Whether others have become a part of a record of the new state.
    pub(super) fn is_merged(&self, id: &str) -> bool {
        self.merged.contains(id)
    }

    /// Whether only one state has a record.
    pub(super) fn is_single(&self, id: &str) -> bool {
        self.single.contains(id)
    }

    /// Whether a record has a former id because of a rename or a merge.
    pub(super) fn implies(&self, id: &str, former: &str) -> bool {
        self.implied.contains(&(id, former))
    }
}
