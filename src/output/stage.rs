//! The folder in which new files wait until all of them are there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::page::Route;

/// A tree of waiting files that mirrors the folders of the output; each file is moved into its place by a rename.
pub(super) struct Stage {
    root: PathBuf,
}

impl Stage {
    /// An empty stage with a folder for every folder of the routes. What a killed build left there is removed.
    pub(super) fn new<'r>(root: &Path, routes: &[&'r Route]) -> io::Result<Stage> {
        if let Err(error) = fs::remove_dir_all(root)
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(error);
        }
        fs::create_dir_all(root)?;
        let folder = |route: &&'r Route| route.as_str().rsplit_once('/').map(|(folder, _)| folder);
        let mut folders: Vec<&str> = routes.iter().filter_map(folder).collect();
        // Most routes stand beside others of their folder.
        folders.dedup();
        folders.sort_unstable();
        folders.dedup();
        for folder in folders {
            fs::create_dir_all(root.join(folder))?;
        }
        Ok(Stage { root: root.to_owned() })
    }

    /// Creates one waiting file.
    pub(super) fn create(&self, route: &str) -> io::Result<fs::File> {
        fs::File::create_new(self.root.join(route))
    }

    /// Where a file waits.
    pub(super) fn path(&self, route: &str) -> PathBuf {
        self.root.join(route)
    }

    /// Removes a waiting file.
    pub(super) fn withdraw(&self, route: &str) -> io::Result<()> {
        fs::remove_file(self.root.join(route))
    }

    /// Puts every folder in its place that is not there yet, with all that waits in it, and tells which these are.
    pub(super) fn place_folders(&self, output: &Path) -> io::Result<Vec<String>> {
        let mut placed = Vec::new();
        for entry in fs::read_dir(&self.root)? {
            let entry = entry?;
            let (Ok(name), true) = (entry.file_name().into_string(), entry.file_type()?.is_dir()) else { continue };
            let place = output.join(&name);
            let free = fs::symlink_metadata(&place).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
            if free {
                fs::rename(entry.path(), &place)?;
                placed.push(name);
            }
        }
        Ok(placed)
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
