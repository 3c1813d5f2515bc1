//! HISTORY: what has changed in an atlas, as values that pages, feeds and commands show.
//!
//! The values come from outside: a command reads them from git and compares states; nothing here looks for them.

mod change_report;
mod model;
mod change_markdown;

pub use change_markdown::{MarkdownWords, markdown};
pub use change_report::{ChangeLine, ChangePart, ChangeReport, SubjectChange, SubjectState};
pub use model::{ChangeDay, History, KnownDay, KnownDays};
