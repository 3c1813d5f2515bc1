//! Lookup of records by id, old id, name, short name or alias.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use foldhash::fast::RandomState;

use super::draft_index::DraftIndex;
use super::drafts::DraftsById;
use super::names::names_of;
use super::record_ix::RecordIx;
use super::suggestions::Suggestions;
use crate::diagnostic::MAX_SUGGESTIONS;
use crate::record::Record;
use crate::site::KindIx;
use crate::text::folding::{fold_name, is_dash};

/// The ids of an atlas, and its names.
pub(super) struct NameIndex {
    ids: HashMap<Arc<str>, RecordIx, RandomState>,
    /// The records by folded name. Built on the first lookup of a text that is no id.
    names: OnceLock<HashMap<String, Vec<RecordIx>>>,
    drafts: DraftIndex,
    suggestions: Suggestions,
    /// The suggestions of folded names.
    name_suggestions: Suggestions,
}

/// Why a text does not identify one record.
pub(super) enum ResolveError {
    /// No record has this id or name.
    Unknown,
    /// Several records have this name: the first of them, and the number of the others.
    Ambiguous(Vec<RecordIx>, usize),
}

/// The maximum number of candidates that a message lists.
const MAX_CANDIDATES: usize = 10;

impl NameIndex {
    pub(super) fn new(records: &[Arc<Record>], drafts: DraftsById) -> NameIndex {
        let mut ids = HashMap::with_capacity_and_hasher(records.len(), RandomState::default());
        for (index, record) in records.iter().enumerate() {
            for old in &record.aka {
                ids.entry(old.text.clone()).or_insert(RecordIx::new(index));
            }
        }
        for (index, record) in records.iter().enumerate() {
            ids.insert(record.id.clone(), RecordIx::new(index));
        }
        NameIndex {
            ids,
            names: OnceLock::new(),
            drafts: DraftIndex::new(drafts),
            suggestions: Suggestions::default(),
            name_suggestions: Suggestions::default(),
        }
    }

    /// Returns the record that a text identifies: by id or old id first, then by folded name.
    pub(super) fn resolve<'r>(
        &self,
        records: impl IntoIterator<Item = &'r Arc<Record>>,
        text: &str,
    ) -> Result<RecordIx, ResolveError> {
        if let Some(record) = self.ids.get(text) {
            return Ok(*record);
        }
        let names = self.names.get_or_init(|| by_name(records));
        match names.get(&fold_name(text)).map(Vec::as_slice) {
            None => Err(ResolveError::Unknown),
            Some([record]) => Ok(*record),
            Some(several) => {
                let first = &several[..several.len().min(MAX_CANDIDATES)];
                Err(ResolveError::Ambiguous(
                    first.to_vec(),
                    several.len() - first.len(),
                ))
            }
        }
    }

    /// Returns the record with an id or old id.
    pub(super) fn by_id(&self, id: &str) -> Option<RecordIx> {
        self.ids.get(id).copied()
    }

    /// Returns the drafts that are left out.
    pub(super) fn drafts(&self) -> &DraftIndex {
        &self.drafts
    }

    /// Returns the id, or else the name, of a record of one of `kinds` that an unknown text resembles (see
    /// [`Suggestions::find`]). No kinds mean any. A name that several records have is no help, and the id stands for one
    /// that YAML would read otherwise.
    pub(super) fn suggest<'r>(
        &self,
        records: impl IntoIterator<Item = &'r Arc<Record>> + Copy,
        text: &str,
        kinds: &[KindIx],
        found: usize,
    ) -> Option<String> {
        if found >= MAX_SUGGESTIONS {
            return None;
        }
        let of_records: Vec<KindIx> = match kinds {
            [] => Vec::new(),
            _ => records.into_iter().map(|record| record.kind).collect(),
        };
        let is_allowed = |record: RecordIx| {
            let kind = of_records.get(record.index());
            kind.is_none_or(|kind| kinds.contains(kind))
        };
        let ids = self.ids.iter().filter(|(_, record)| is_allowed(**record));
        let ids = ids.map(|(id, _)| &**id);
        if let Some(id) = self.suggestions.find(text, kinds, ids, found) {
            return Some(id);
        }
        let names = self.names.get_or_init(|| by_name(records));
        let single = names.iter().filter(|(_, records)| match &records[..] {
            [record] => is_allowed(*record),
            _ => false,
        });
        let single = single.map(|(name, _)| name.as_str());
        let folded = self
            .name_suggestions
            .find(&fold_name(text), kinds, single, found)?;
        let record = names.get(&folded)?.first()?;
        let record = records.into_iter().nth(record.index())?;
        let name = names_of(record).find(|name| fold_name(name) == folded)?;
        let is_plain = |c: char| c.is_alphanumeric() || c == ' ' || is_dash(c);
        Some(match name.chars().all(is_plain) {
            true => name.to_owned(),
            false => record.id.to_string(),
        })
    }
}

fn by_name<'r>(
    records: impl IntoIterator<Item = &'r Arc<Record>>,
) -> HashMap<String, Vec<RecordIx>> {
    let mut names: HashMap<String, Vec<RecordIx>> = HashMap::new();
    for (index, record) in records.into_iter().enumerate() {
        for name in names_of(record) {
            let known = names.entry(fold_name(name)).or_default();
            if known.last() != Some(&RecordIx::new(index)) {
                known.push(RecordIx::new(index));
            }
        }
    }
    names
}
