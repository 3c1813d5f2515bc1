//! RECONCILE: a list of somebody else against the records of a kind: what is the same, differs, or is in one of them only.
//!
//! Nothing is written to content. What is not certain is doubtful, with its candidates, until a person decides.

mod edit_distance;
mod name_form;
mod record_names;
mod matching;
mod decisions;
mod listed_table;
mod row_outcome;
mod comparison;
mod markdown_report;
mod report;
mod site_lists;

pub use comparison::{ReconcileOptions, reconcile};
pub use decisions::{Decision, Decisions};
pub use listed_table::{ListedRow, listed_rows};
pub use matching::{Candidate, MatchReason};
pub use report::{ReportFormat, write_report};
pub use row_outcome::{Comparison, RowOutcome, RowResult, ValueDifference};
pub use site_lists::compare_site_lists;
