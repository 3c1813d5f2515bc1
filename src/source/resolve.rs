//! Rules for files and symbolic links that belong to a site. The scan and the watcher share them.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::file_error::{FileError, SpecialKind};
use super::ignore::is_ignored;

/// A file or folder, after links are followed.
pub(super) struct Resolved {
    /// The path on the disk, without links.
    pub(super) disk_path: PathBuf,
    pub(super) kind: EntryKind,
}

/// The kind of a directory entry that is not a link.
pub(super) enum EntryKind {
    File,
    Folder,
    Special(SpecialKind),
}

impl From<FileType> for EntryKind {
    fn from(kind: FileType) -> EntryKind {
        if kind.is_file() {
            EntryKind::File
        } else if kind.is_dir() {
            EntryKind::Folder
        } else {
            EntryKind::Special(kind.into())
        }
    }
}

/// Resolves a path that may be a link. The target must be in `within` and must not be ignored there. `None` if nothing has
/// this path; a broken link is an error.
pub(super) fn resolve(within: &Path, path: &Path) -> Result<Option<Resolved>, FileError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
        Ok(metadata) if !metadata.is_symlink() => Ok(Some(Resolved {
            disk_path: path.to_owned(),
            kind: metadata.file_type().into(),
        })),
        Ok(_) => follow_link(within, path).map(Some),
    }
}

fn follow_link(within: &Path, link: &Path) -> Result<Resolved, FileError> {
    let disk_path = fs::canonicalize(link).map_err(|error| match is_loop(&error) {
        true => FileError::Loops,
        false => error.into(),
    })?;
    match disk_path.strip_prefix(within) {
        Ok(below) if !below.iter().any(is_ignored) => {}
        _ => return Err(FileError::LeavesSite),
    }
    let metadata = fs::symlink_metadata(&disk_path)?;
    Ok(Resolved {
        disk_path,
        kind: metadata.file_type().into(),
    })
}

/// Follows the links in a top folder. In `content` each target is read through one link only: a few links could otherwise
/// form an endless folder.
pub(super) struct LinkResolver<'t> {
    top: &'t Path,
    is_content: bool,
    targets: HashSet<PathBuf>,
}

impl<'t> LinkResolver<'t> {
    /// `top` is the path of the top folder on the disk, `name` its name in the site.
    pub(super) fn new(top: &'t Path, name: &str) -> LinkResolver<'t> {
        LinkResolver {
            top,
            is_content: name == "content",
            targets: HashSet::new(),
        }
    }

    /// Follows a link. `parents` are the folders that contain it, by their paths on the disk.
    pub(super) fn follow<'p>(
        &mut self,
        link: &Path,
        mut parents: impl Iterator<Item = &'p Path>,
    ) -> Result<Resolved, FileError> {
        let found = follow_link(self.top, link)?;
        if parents.any(|folder| folder == found.disk_path) {
            return Err(FileError::Loops);
        }
        if self.is_content && !self.targets.insert(found.disk_path.clone()) {
            return Err(FileError::Loops);
        }
        Ok(found)
    }
}

/// Lists the wanted entries of a folder by name, without ignored ones. Links are not followed.
pub(super) fn list_folder(
    folder: &Path,
    is_wanted: impl Fn(&OsStr) -> bool,
) -> io::Result<Vec<(OsString, FileType)>> {
    let listing = WalkDir::new(folder)
        .min_depth(1)
        .max_depth(1)
        .follow_root_links(false);
    let mut found = Vec::new();
    for entry in listing {
        match entry {
            Ok(entry) if !is_wanted(entry.file_name()) || is_ignored(entry.file_name()) => {}
            Ok(entry) => found.push((entry.file_name().to_owned(), entry.file_type())),
            Err(error) => {
                let error = io::Error::from(error);
                // A file may be removed while the folder is listed.
                if error.kind() != io::ErrorKind::NotFound {
                    return Err(error);
                }
            }
        }
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(found)
}

#[cfg(unix)]
fn is_loop(error: &io::Error) -> bool {
    rustix::io::Errno::from_io_error(error) == Some(rustix::io::Errno::LOOP)
}

#[cfg(not(unix))]
fn is_loop(_: &io::Error) -> bool {
    false
}
