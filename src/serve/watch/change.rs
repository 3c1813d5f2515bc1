//! A change of the site on the disk.

use std::collections::BTreeSet;
use std::path::PathBuf;

/// A debounced set of changes on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Files or folders relative to the root, to be read again with their contents. They may have been written, created
    /// or removed.
    Paths(BTreeSet<PathBuf>),
    /// Events were lost, so that any file may have changed.
    Rescan {
        /// The reason, for the terminal.
        reason: String,
    },
    /// The folder of the site is gone. The next change reports its return.
    RootMissing,
    /// The folder of the site exists again, or was replaced. Any file may have changed.
    RootReturned,
}
