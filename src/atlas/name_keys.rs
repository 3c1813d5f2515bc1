//! The keys of the names of records, by which records with equal names are found.

use std::sync::Arc;

use rayon::prelude::*;

use super::incremental::Changes;
use super::name_key::{NameKey, NameKeys, name_key};
use super::record_ix::RecordIx;
use crate::record::Record;
use crate::site::{Key, Language};
use crate::source::CowVec;

/// Returns the keys of all records. Only the names of altered records are hashed again.
pub(super) fn name_keys(records: &CowVec<Arc<Record>>, changes: Option<&Changes<'_>>) -> NameKeys {
    let Some(changes) = changes else {
        let all = (0..records.len()).into_par_iter();
        let keys: Vec<_> = all.map(|index| key_of(&records[index])).collect();
        return keys.into_iter().collect();
    };
    let known = &changes.before.index.name_keys;
    let map = &changes.map;
    let mut keys: NameKeys = match map.is_identity() {
        true => known.clone(),
        false => {
            let old = (0..records.len()).map(|new| map.to_old(RecordIx::new(new)));
            old.map(|old| old.and_then(|old| known[old.index()]))
                .collect()
        }
    };
    for altered in &map.altered {
        if let Some(key) = keys.get_mut(altered.index()) {
            *key = key_of(&records[altered.index()]);
        }
    }
    keys
}

fn key_of(record: &Record) -> Option<NameKey> {
    record.location_of(Key::Name)?;
    (!record.is_partial).then(|| name_key(record.name.text(Language::DEFAULT)))
}
