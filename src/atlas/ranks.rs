//! The order of records by title.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::record_ix::RecordIx;
use crate::site::Language;

/// The rank of each record among the titles of each language.
pub(super) struct Ranks {
    /// By language, then by record.
    pub(super) of_languages: Vec<Arc<[u32]>>,
    /// The records whose title in the default language is new or differs from the version before.
    pub(super) retitled: BTreeSet<RecordIx>,
}

impl Ranks {
    /// Returns the ranks in a language, by record.
    pub(super) fn in_language(&self, language: Language) -> &Arc<[u32]> {
        &self.of_languages[language.index()]
    }
}

/// Returns the records in the order of their ranks.
pub(super) fn by_rank(ranks: &[u32]) -> Vec<RecordIx> {
    let mut order = vec![RecordIx::new(0); ranks.len()];
    for (record, rank) in ranks.iter().enumerate() {
        order[*rank as usize] = RecordIx::new(record);
    }
    order
}
