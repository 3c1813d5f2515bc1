//! The real places of a site's files and folders, for whoever watches them. No link is followed: what an admitted link
//! leads to lies in the same top folder, and is found there.

use std::io;
use std::path::{Path, PathBuf};

use super::admit::{self, TopFolder};
use super::{FOLDERS, SETTINGS};

/// The real places of a site's files and folders.
#[derive(Debug, Default)]
pub struct Survey {
    /// The folders, each after the one that holds it.
    pub folders: Vec<PathBuf>,
    /// All that is no folder: files, links, and what is neither.
    pub others: Vec<PathBuf>,
}

/// Surveys a site whose root is a real path. What cannot be listed is left out.
pub fn survey(root: &Path) -> Survey {
    let mut found = Survey::default();
    for name in FOLDERS {
        if let Some(top) = top_folder(root, name) {
            found.add(top);
        }
    }
    let settings = settings(root);
    found.others.extend([root.join(SETTINGS)].into_iter().filter(|place| Some(place) != settings.as_ref()));
    found.others.extend(settings);
    found
}

/// Returns the real place of a top folder; `None` where the site has none, or one that is not admitted.
pub fn top_folder(root: &Path, name: &'static str) -> Option<PathBuf> {
    TopFolder::find(root, name).ok().flatten().map(|top| top.place)
}

/// Returns the real place of the settings; `None` where the site has none, or they are not admitted.
pub fn settings(root: &Path) -> Option<PathBuf> {
    admit::settings(root).ok().flatten()
}

/// Returns a folder at a real place and the folders below it, each after the one that holds it.
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
            // A folder that is gone or closed has nothing that could be watched; its own change is told by its parent.
            let entries: io::Result<_> = admit::entries(&folder);
            for (name, kind) in entries.unwrap_or_default() {
                let list = if kind.is_dir() { &mut self.folders } else { &mut self.others };
                list.push(folder.join(name));
            }
        }
    }
}
