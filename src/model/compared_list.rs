//! A list of somebody else beside the records of its kind, as a page shows it.

use crate::atlas::RecordIx;
use crate::site::Localized;

/// What a list and the records of its kind have in common, and what not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ComparedList {
    /// The rows of the list.
    pub rows: usize,
    /// The rows that are a record with the same values.
    pub same: usize,
    /// The records with other values than the list.
    pub differing: Vec<DifferingRecord>,
    /// The rows that may be a record, until a person decides.
    pub doubtful: Vec<DoubtfulRow>,
    /// The names of the rows that are no record.
    pub only_there: Vec<String>,
    /// The records that the list does not have.
    pub only_here: Vec<RecordIx>,
}

/// A record with other values than the list.
#[derive(Clone, Debug, PartialEq)]
pub struct DifferingRecord {
    /// The record.
    pub record: RecordIx,
    /// The values: the label, the value of the record and that of the list.
    pub values: Vec<(Localized, String, String)>,
}

/// A row that may be a record.
#[derive(Clone, Debug, PartialEq)]
pub struct DoubtfulRow {
    /// The name in the list.
    pub name: String,
    /// The records that it may be.
    pub candidates: Vec<RecordIx>,
}
