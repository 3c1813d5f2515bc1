//! The folder in which new files wait until all of them are there.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::page::Route;

/// A tree of waiting files that mirrors the folders of the output; each file is moved into its place by a rename.
pub(super) struct Stage {
    root: PathBuf,
}

impl Stage {
    /// An empty stage with a folder for every folder of the routes. What a killed build left there is removed.
    pub(super) fn new(root: &Path, routes: &[&Route]) -> io::Result<Stage> {
        if let Err(error) = fs::remove_dir_all(root)
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(error);
        }
        fs::create_dir_all(root)?;
        let folders: BTreeSet<&str> =
            routes.iter().filter_map(|route| route.as_str().rsplit_once('/')).map(|(folder, _)| folder).collect();
        for folder in folders {
            fs::create_dir_all(root.join(folder))?;
        }
        Ok(Stage { root: root.to_owned() })
    }

    /// Writes one waiting file.
    pub(super) fn write(&self, route: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = fs::File::create(self.root.join(route))?;
        file.write_all(bytes)
    }

    /// Puts a waiting file in its place.
    pub(super) fn place(&self, route: &str, place: &Path) -> io::Result<()> {
        match fs::rename(self.root.join(route), place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if let Some(folder) = place.parent() {
                    fs::create_dir_all(folder)?;
                }
                fs::rename(self.root.join(route), place)
            }
            other => other,
        }
    }

    /// Removes the stage and what still waits there.
    pub(super) fn discard(&self) {
        // What cannot be removed now is removed by the next build.
        let _ = fs::remove_dir_all(&self.root);
    }
}
