//! The staging directory, which collects new files before any of them is published.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::plan::Route;

/// A directory with the same folders as the output. Each of its files is moved to its target by a rename.
pub(super) struct StagingDir {
    root: PathBuf,
}

impl StagingDir {
    /// Creates an empty staging directory with the parent folders of all routes. Files of an interrupted build are
    /// removed.
    pub(super) fn new<'r>(root: &Path, routes: &[&'r Route]) -> io::Result<StagingDir> {
        if let Err(error) = fs::remove_dir_all(root)
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(error);
        }
        fs::create_dir_all(root)?;
        let folder = |route: &&'r Route| route.as_str().rsplit_once('/').map(|(folder, _)| folder);
        let mut folders: Vec<&str> = routes.iter().filter_map(folder).collect();
        // Neighbouring routes usually share a folder.
        folders.dedup();
        folders.sort_unstable();
        folders.dedup();
        for folder in folders {
            fs::create_dir_all(root.join(folder))?;
        }
        Ok(StagingDir {
            root: root.to_owned(),
        })
    }

    /// Creates a staged file.
    pub(super) fn create(&self, route: &str) -> io::Result<fs::File> {
        fs::File::create_new(self.root.join(route))
    }

    /// Returns the path of a staged file.
    pub(super) fn path(&self, route: &str) -> PathBuf {
        self.root.join(route)
    }

    /// Removes a staged file.
    pub(super) fn remove(&self, route: &str) -> io::Result<()> {
        fs::remove_file(self.root.join(route))
    }

    /// Moves every top-level folder that the output does not have yet, with its files. Returns the names of these
    /// folders.
    pub(super) fn move_new_folders(&self, output: &Path) -> io::Result<Vec<String>> {
        let mut moved = Vec::new();
        for entry in fs::read_dir(&self.root)? {
            let entry = entry?;
            let (Ok(name), true) = (entry.file_name().into_string(), entry.file_type()?.is_dir())
            else {
                continue;
            };
            let target = output.join(&name);
            let free = fs::symlink_metadata(&target)
                .is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
            if free {
                fs::rename(entry.path(), &target)?;
                moved.push(name);
            }
        }
        Ok(moved)
    }

    /// Moves a staged file to its target.
    pub(super) fn move_to(&self, route: &str, target: &Path) -> io::Result<()> {
        match fs::rename(self.root.join(route), target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if let Some(folder) = target.parent() {
                    fs::create_dir_all(folder)?;
                }
                fs::rename(self.root.join(route), target)
            }
            other => other,
        }
    }

    /// Removes the staging directory with the files that are left in it.
    pub(super) fn discard(&self) {
        // The next build removes what cannot be removed now.
        let _ = fs::remove_dir_all(&self.root);
    }
}
