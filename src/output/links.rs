//! Symbolic links in the output folder: a build writes, reads and deletes nothing through one. The folder itself may be a
//! link, which its owner named.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Finds a link among some names in the output folder.
pub(super) fn among(root: &Path, names: &[&str]) -> Option<PathBuf> {
    names.iter().map(|name| root.join(name)).find(|path| is_link(path))
}

/// Finds a link among the folders that lead to some routes; of several the one nearest to the root. Each folder is
/// looked at once.
pub(super) fn on_the_way<'r>(root: &Path, routes: impl Iterator<Item = &'r str>) -> Option<PathBuf> {
    let mut folders = BTreeSet::new();
    for route in routes {
        let mut path = route;
        while let Some((folder, _)) = path.rsplit_once('/') {
            if !folders.insert(folder) {
                break;
            }
            path = folder;
        }
    }
    folders.into_iter().map(|folder| root.join(folder)).find(|path| is_link(path))
}

/// Whether something stands at a path, be it a link to nothing.
pub(super) fn is_taken(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether a folder stands at a path, and no link to one.
pub(super) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|state| state.is_dir())
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|state| state.is_symlink())
}
