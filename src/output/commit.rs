//! The second phase of publishing: staged files are moved into place, and orphans are removed.

use std::fs;
use std::io;
use std::path::Path;

use super::error::PublishError;
use super::folder::OutputFolder;
use super::links;
use super::manifest::Manifest;
use super::staging::StagingDir;

impl OutputFolder {
    /// Returns the files of earlier builds that are not in `new`, which is sorted.
    pub(super) fn orphans(&self, new: &[&str]) -> Vec<&str> {
        self.old
            .routes()
            .filter(|route| new.binary_search(route).is_err())
            .collect()
    }

    /// Moves the staged files `changed` into place and removes the `orphans`. Returns the number of removed files. `new` is
    /// sorted.
    ///
    /// Until it ends, the manifest lists old and new files, so that the next build knows all files of a killed one.
    pub(super) fn commit(
        &self,
        staging: &StagingDir,
        new: &[&str],
        changed: &[&str],
        orphans: &[&str],
    ) -> Result<usize, PublishError> {
        if !changed.is_empty() || !orphans.is_empty() {
            let mut both = [new, orphans].concat();
            both.sort();
            Manifest::write(&self.root, &both)
                .map_err(|error| PublishError::disk(&self.root, error))?;
        }
        let moved = staging
            .move_new_folders(&self.root)
            .map_err(|error| PublishError::disk(&self.root, error))?;
        let is_moved = |route: &str| {
            route
                .split_once('/')
                .is_some_and(|(folder, _)| moved.iter().any(|name| name == folder))
        };
        for route in changed.iter().filter(|route| !is_moved(route)) {
            let target = self.root.join(route);
            // An orphan may have the name of a new folder, or an old folder that of a new file.
            staging
                .move_to(route, &target)
                .or_else(|_| {
                    clear_path(&self.root, route)?;
                    staging.move_to(route, &target)
                })
                .map_err(|error| PublishError::disk(&target, error))?;
        }
        let removed = self.remove_orphans(orphans)?;
        if !orphans.is_empty() {
            Manifest::write(&self.root, new)
                .map_err(|error| PublishError::disk(&self.root, error))?;
        }
        staging.discard();
        Ok(removed)
    }

    /// Removes files of earlier builds, and the folders that become empty. Returns the number of removed files.
    fn remove_orphans(&self, orphans: &[&str]) -> Result<usize, PublishError> {
        let mut removed = 0;
        for route in orphans {
            let target = self.root.join(route);
            match fs::remove_file(&target) {
                Ok(()) => removed += 1,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(_) if links::is_folder(&target) => {}
                Err(error) => return Err(PublishError::disk(&target, error)),
            }
            remove_empty_folders(&self.root, route);
        }
        Ok(removed)
    }
}

/// Removes files of earlier builds in place of the parent folders of a route, and an empty folder in place of its file.
fn clear_path(root: &Path, route: &str) -> io::Result<()> {
    let mut path = root.to_owned();
    for part in Path::new(route)
        .parent()
        .into_iter()
        .flat_map(Path::components)
    {
        path.push(part);
        if fs::symlink_metadata(&path).is_ok_and(|meta| !meta.is_dir()) {
            fs::remove_file(&path)?;
        }
    }
    fs::create_dir_all(&path)?;
    let target = root.join(route);
    if links::is_folder(&target) {
        fs::remove_dir(&target)
    } else {
        Ok(())
    }
}

/// Removes the empty parent folders of a route.
fn remove_empty_folders(root: &Path, route: &str) {
    let mut folder = Path::new(route).parent();
    while let Some(parent) = folder.filter(|parent| !parent.as_os_str().is_empty()) {
        // The file system refuses to remove a folder that is not empty.
        if fs::remove_dir(root.join(parent)).is_err() {
            break;
        }
        folder = parent.parent();
    }
}
