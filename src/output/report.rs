//! The result of publishing, in numbers.

/// Counts of files by what happened to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PublishReport {
    /// Files written, because they are new or their bytes changed.
    pub written: usize,
    /// Files kept, because their bytes are the same.
    pub kept: usize,
    /// Files of earlier builds removed.
    pub removed: usize,
    /// Total size of the site's files, in bytes.
    pub bytes: u64,
}
