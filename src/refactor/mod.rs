//! REFACTOR: edits of a whole site: renames, moves and merges of records, each with a proof.
//!
//! A plan edits a tree in memory; the edited tree is linked and compared with what was meant. Only then is anything written:
//! all files or none, by a journal.

mod refusal;
mod working_site;
mod record_place;
mod naming;
mod link_rewriter;
mod rename_references;
mod proof;
mod rename;
mod list_item;
mod move_record;
mod merge_values;
mod merged_references;
mod merge;
mod fix;
mod link_mentions;
mod journal_entry;
mod journal;

pub use fix::{Certainty, fix, replacement};
pub use journal::{Journal, JournalDirection, JournalError};
pub use link_mentions::{link_mentions, quoted_link};
pub use merge::{MergePlan, Take, merge};
pub use merge_values::Conflict;
pub use move_record::{Destination, move_record};
pub use proof::{RefactorPlan, prove};
pub use refusal::Refusal;
pub use rename::{rename, rename_keeping_files};
pub use working_site::{FileChange, WorkingSite};
