//! Which record a text means: an id, an old id, a name, short name or alias.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use foldhash::fast::RandomState;

use super::{DraftIds, RecordIx};
use crate::record::Record;
use crate::site::Localized;

/// The ids of an atlas, and its names for those who write them instead.
pub(super) struct Names {
    ids: HashMap<Arc<str>, RecordIx, RandomState>,
    /// Made when somebody first writes a name in place of an id.
    names: OnceLock<HashMap<String, Vec<RecordIx>>>,
    drafts: DraftIds,
}

/// Why a text means no single record.
pub(super) enum Miss {
    /// No record is called so.
    Unknown,
    /// Several are: the first of them, and how many more there are.
    Ambiguous(Vec<RecordIx>, usize),
}

/// How many records of the same name are told apart in a message.
const MOST_NAMED: usize = 10;

impl Names {
    pub(super) fn new(records: &[Arc<Record>], drafts: DraftIds) -> Names {
        let mut ids = HashMap::with_capacity_and_hasher(records.len(), RandomState::default());
        for (index, record) in records.iter().enumerate() {
            for old in &record.aka {
                ids.entry(old.text.clone()).or_insert(RecordIx::new(index));
            }
        }
        for (index, record) in records.iter().enumerate() {
            ids.insert(record.id.clone(), RecordIx::new(index));
        }
        Names { ids, names: OnceLock::new(), drafts }
    }

    pub(super) fn resolve<'r>(
        &self,
        records: impl IntoIterator<Item = &'r Arc<Record>>,
        text: &str,
    ) -> Result<RecordIx, Miss> {
        if let Some(record) = self.ids.get(text) {
            return Ok(*record);
        }
        let names = self.names.get_or_init(|| by_name(records));
        match names.get(&plain(text)).map(Vec::as_slice) {
            None => Err(Miss::Unknown),
            Some([record]) => Ok(*record),
            Some(several) => {
                let first = &several[..several.len().min(MOST_NAMED)];
                Err(Miss::Ambiguous(first.to_vec(), several.len() - first.len()))
            }
        }
    }

    /// The record with an id, or an old id.
    pub(super) fn id(&self, id: &str) -> Option<RecordIx> {
        self.ids.get(id).copied()
    }

    pub(super) fn is_draft(&self, text: &str) -> bool {
        self.drafts.contains(text)
    }

    /// The ids, for suggesting one.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.keys().map(|id| &**id)
    }
}

fn by_name<'r>(records: impl IntoIterator<Item = &'r Arc<Record>>) -> HashMap<String, Vec<RecordIx>> {
    let mut names: HashMap<String, Vec<RecordIx>> = HashMap::new();
    for (index, record) in records.into_iter().enumerate() {
        let all = [&record.name, &record.short].into_iter().chain(&record.aliases);
        for (_, name) in all.flat_map(Localized::iter) {
            let known = names.entry(plain(name)).or_default();
            if known.last() != Some(&RecordIx::new(index)) {
                known.push(RecordIx::new(index));
            }
        }
    }
    names
}

/// A name without what people write differently: case, ё, quotation marks, the width of spaces.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase().replace('ё', "е");
    let bare: String = lower.chars().filter(|c| !matches!(c, '«' | '»' | '"' | '“' | '”' | '„')).collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}
