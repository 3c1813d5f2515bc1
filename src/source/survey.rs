//! Lists the paths of a site's files and folders on the disk, for the watcher.
//!
//! Links are not followed: the target of an allowed link is in the same top folder, and is listed there.

use std::path::{Path, PathBuf};

use super::resolve::list_folder;
use super::site_paths::{FOLDERS, SETTINGS};
use super::top_folder::{TopFolder, find_settings};

/// The paths of a site's files and folders on the disk.
#[derive(Debug, Default)]
pub struct Survey {
    /// The folders, each after its parent.
    pub folders: Vec<PathBuf>,
    /// All other entries: files, links and special files.
    pub others: Vec<PathBuf>,
}

/// Lists a site. `root` has no links. Folders that cannot be listed are left out.
pub fn survey(root: &Path) -> Survey {
    let mut found = Survey::default();
    for name in FOLDERS {
        if let Some(top) = top_folder(root, name) {
            found.add(top);
        }
    }
    let settings = settings(root);
    found.others.extend(
        [root.join(SETTINGS)]
            .into_iter()
            .filter(|path| Some(path) != settings.as_ref()),
    );
    found.others.extend(settings);
    found
}

/// Returns the path of a top folder on the disk. `None` if it is missing or not allowed.
pub fn top_folder(root: &Path, name: &'static str) -> Option<PathBuf> {
    TopFolder::find(root, name)
        .ok()
        .flatten()
        .map(|top| top.disk_path)
}

/// Returns the path of the settings on the disk. `None` if they are missing or not allowed.
pub fn settings(root: &Path) -> Option<PathBuf> {
    find_settings(root).ok().flatten()
}

/// Returns a folder and all folders below it, each after its parent.
pub fn folders_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Survey::default();
    found.add(folder.to_owned());
    found.folders
}

impl Survey {
    fn add(&mut self, top: PathBuf) {
        let mut next = self.folders.len();
        self.folders.push(top);
        while let Some(folder) = self.folders.get(next).cloned() {
            next += 1;
            // A folder that cannot be listed has nothing to watch. Its parent reports when it changes.
            for (name, kind) in list_folder(&folder, |_| true).unwrap_or_default() {
                let list = if kind.is_dir() {
                    &mut self.folders
                } else {
                    &mut self.others
                };
                list.push(folder.join(name));
            }
        }
    }
}
