//! What comes of a comparison of a list with the atlas.

use super::listed_table::ListedRow;
use super::matching::Candidate;
use crate::atlas::RecordIx;

/// What comes of a list.
pub struct Comparison {
    /// The rows in the order of the list.
    pub rows: Vec<RowResult>,
    /// The records that the list does not have.
    pub only_here: Vec<RecordIx>,
}

/// What comes of a row.
pub struct RowResult {
    /// The row.
    pub row: ListedRow,
    /// What it is.
    pub outcome: RowOutcome,
}

/// What a row is.
pub enum RowOutcome {
    /// A record with the same values.
    Same(Candidate),
    /// A record with other values.
    Differs(Candidate, Vec<ValueDifference>),
    /// No record.
    OnlyThere,
    /// One of some records, or none.
    Doubtful(Vec<Candidate>),
    /// Somebody has decided that it is no record of the atlas.
    Ignored,
}

/// A value that differs.
pub struct ValueDifference {
    /// The exported column.
    pub column: String,
    /// The value in the atlas.
    pub here: String,
    /// The value in the list.
    pub there: String,
}

impl RowOutcome {
    /// Returns the name of the outcome in data.
    pub fn name(&self) -> &'static str {
        match self {
            RowOutcome::Same(_) => "same",
            RowOutcome::Differs(..) => "differs",
            RowOutcome::OnlyThere => "only-there",
            RowOutcome::Doubtful(_) => "doubtful",
            RowOutcome::Ignored => "ignored",
        }
    }

    /// Returns the records that the row is or may be.
    pub fn candidates(&self) -> &[Candidate] {
        match self {
            RowOutcome::Same(candidate) | RowOutcome::Differs(candidate, _) => {
                std::slice::from_ref(candidate)
            }
            RowOutcome::Doubtful(candidates) => candidates,
            RowOutcome::OnlyThere | RowOutcome::Ignored => &[],
        }
    }

    /// Returns the values that differ.
    pub fn differences(&self) -> &[ValueDifference] {
        match self {
            RowOutcome::Differs(_, differences) => differences,
            RowOutcome::Same(_)
            | RowOutcome::OnlyThere
            | RowOutcome::Doubtful(_)
            | RowOutcome::Ignored => &[],
        }
    }
}
