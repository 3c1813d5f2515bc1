//! The real locations of the top folders and of the settings.

use std::io;
use std::path::{Path, PathBuf};

use super::file_error::FileError;
use super::resolve::{EntryKind, resolve};
use super::site_paths::SETTINGS;

/// A top folder of a site (one of [`super::FOLDERS`]).
pub(super) struct TopFolder {
    /// The name in the site.
    pub(super) name: &'static str,
    /// The path on the disk, without links.
    pub(super) disk_path: PathBuf,
}

impl TopFolder {
    /// Finds a top folder. `root` has no links; the folder may be a link to a folder below the root. `None` if there is no
    /// folder.
    pub(super) fn find(root: &Path, name: &'static str) -> Result<Option<TopFolder>, FileError> {
        let Some(found) = resolve(root, &root.join(name))? else {
            return Ok(None);
        };
        match found.kind {
            EntryKind::Folder => Ok(Some(TopFolder {
                name,
                disk_path: found.disk_path,
            })),
            EntryKind::File => Err(io::Error::from(io::ErrorKind::NotADirectory).into()),
            EntryKind::Special(kind) => Err(FileError::Special(kind)),
        }
    }
}

/// Finds the settings file. `root` has no links. `None` if there is no file.
pub(super) fn find_settings(root: &Path) -> Result<Option<PathBuf>, FileError> {
    let Some(found) = resolve(root, &root.join(SETTINGS))? else {
        return Ok(None);
    };
    match found.kind {
        EntryKind::File => Ok(Some(found.disk_path)),
        EntryKind::Folder => Err(io::Error::from(io::ErrorKind::IsADirectory).into()),
        EntryKind::Special(kind) => Err(FileError::Special(kind)),
    }
}
