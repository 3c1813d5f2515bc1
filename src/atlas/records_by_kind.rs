//! The kind of each record, and the records of each kind.

use std::sync::Arc;

use super::ranks::by_rank;
use super::record_ix::RecordIx;
use crate::record::Record;
use crate::site::KindIx;
use crate::source::CowVec;

/// The kind of each record, and the records of each kind.
pub(super) struct RecordsByKind {
    /// By record, stored contiguously for fast access.
    pub(super) of_record: Vec<KindIx>,
    /// By kind, sorted by name in the default language.
    pub(super) records: Vec<Vec<RecordIx>>,
}

impl RecordsByKind {
    /// Groups records by kind; `ranks` are those in the default language.
    pub(super) fn new(records: &CowVec<Arc<Record>>, ranks: &[u32], kinds: usize) -> RecordsByKind {
        let of_record: Vec<KindIx> = records.iter().map(|record| record.kind).collect();
        let mut of_kinds: Vec<Vec<RecordIx>> = vec![Vec::new(); kinds];
        for record in by_rank(ranks) {
            of_kinds[of_record[record.index()].index()].push(record);
        }
        RecordsByKind {
            of_record,
            records: of_kinds,
        }
    }
}
