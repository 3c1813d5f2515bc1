//! BYTES: only changed files are written, each whole; what earlier builds left behind is removed last.
//!
//! Publishing has two phases. First every page whose bytes differ from the published file is written to a staging
//! directory inside the output (`.atlas-tmp`). A page that fails, or a full disk, ends the build there, and no published
//! file has changed. Then the new files are renamed into place one by one, and orphans are removed. A process that is
//! killed leaves every file wholly old or wholly new, and the next build completes the rest.
//!
//! The folder is never emptied: a file system creates and deletes far more slowly than it compares, and a host that is
//! fed by rsync would be sent everything.

mod error;
mod report;
mod size_budget;
mod links;
mod manifest;
mod staging;
mod staged_file;
mod precompress;
mod folder;
mod commit;
mod publish;

pub use error::PublishError;
pub use folder::{OutputFolder, OverwritePolicy};
pub use precompress::compressed_sizes;
pub use report::PublishReport;
pub use size_budget::SizeBudget;
pub use staged_file::Chunk;
