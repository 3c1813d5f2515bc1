//! An event of the file system.

use std::path::PathBuf;

/// An event of a backend.
pub(super) enum FileEvent {
    Changed(PathBuf),
    FolderCreated(PathBuf),
    Lost(String),
}
