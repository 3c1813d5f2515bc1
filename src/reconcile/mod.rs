//! RECONCILE: a list of somebody else against the records of a kind: what is the same, differs, or is in one of them only.
//!
//! Nothing is written to content. What is not certain is doubtful, with its candidates, until a person decides.

mod edit_distance;
mod name_form;
mod record_names;
mod matching;
mod decisions;
mod listed_table;
mod comparison;
mod report;

pub use comparison::{ReconcileOptions, reconcile};
pub use decisions::{Decision, Decisions};
pub use listed_table::{ListColumns, ListedRow, listed_rows};
pub use matching::{Candidate, MatchReason};
pub use report::{Comparison, ReportFormat, RowOutcome, RowResult, ValueDifference, write_report};
