//! Reads the files of a change.

use std::io;
use std::path::Path;

use super::change::Change;
use crate::source::{self, Tree};

/// Limit of changed paths. Above it, reading the whole site is faster.
const MOST_REREAD: usize = 64;

/// Returns the tree after a change on the disk; `None` if the bytes of all files are the same, or the folder is missing.
pub fn read_change(before: &Tree, root: &Path, change: &Change) -> io::Result<Option<Tree>> {
    let tree = match change {
        Change::Paths(paths) if paths.len() <= MOST_REREAD => {
            source::reread(before, root, &paths.iter().cloned().collect::<Vec<_>>())
        }
        Change::Paths(_) | Change::Rescan { .. } | Change::RootReturned => source::scan(root)?,
        // The last snapshot remains until the folder is back.
        Change::RootMissing => return Ok(None),
    };
    let is_same = tree.differences(before).is_empty() && tree.has_same_errors(before);
    Ok((!is_same).then_some(tree))
}
