//! Detection of symbolic links in the output folder. A build writes, reads and deletes nothing through a link, except
//! that the folder itself may be one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the first of some names in the output folder that is a link.
pub(super) fn find_link(root: &Path, names: &[&str]) -> Option<PathBuf> {
    names
        .iter()
        .map(|name| root.join(name))
        .find(|path| is_link(path))
}

/// Returns a link among the parent folders of some routes, the one nearest to the root first. Each folder is checked
/// once.
pub(super) fn find_link_in_parents<'r>(
    root: &Path,
    routes: impl Iterator<Item = &'r str>,
) -> Option<PathBuf> {
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
    folders
        .into_iter()
        .map(|folder| root.join(folder))
        .find(|path| is_link(path))
}

/// Returns true if the path exists. A dangling link exists.
pub(super) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Returns true for a folder, false for a link to one.
pub(super) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|state| state.is_dir())
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|state| state.is_symlink())
}
