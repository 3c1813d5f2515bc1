//! Errors of publishing.

use std::io;
use std::path::{Path, PathBuf};

/// The reason why nothing was published.
#[derive(Debug)]
pub enum PublishError {
    /// The file system returned an error for a path.
    Disk(PathBuf, io::Error),
    /// The folder contains files that no build wrote, such as this one.
    Foreign(PathBuf),
    /// The folder contains a symbolic link through which files would be written or deleted.
    Link(PathBuf),
    /// Another build is writing to the folder.
    Busy,
    /// The number of pages that could not be rendered.
    Pages(usize),
    /// The files exceed limits of the host.
    Refused,
}

impl PublishError {
    /// Wraps an error of the file system for a path.
    pub(super) fn disk(path: &Path, error: io::Error) -> PublishError {
        PublishError::Disk(path.to_owned(), error)
    }
}
