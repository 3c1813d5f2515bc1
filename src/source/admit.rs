//! What of the disk belongs to a site. The scan, the watcher and the poll all decide by these rules.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{Problem, SETTINGS, SpecialKind, is_ignored};

/// A top folder of a site (`content`, `layouts` or `assets`) at its real place.
pub(super) struct TopFolder {
    /// The folder's name in the site.
    pub(super) name: &'static str,
    /// Its place, with no link on the way.
    pub(super) place: PathBuf,
}

impl TopFolder {
    /// Finds a top folder below a root, which is a real path; `None` where there is none. It may be a link that stays
    /// below the root.
    pub(super) fn find(root: &Path, name: &'static str) -> Result<Option<TopFolder>, Problem> {
        let Some(found) = resolve(root, &root.join(name))? else { return Ok(None) };
        match found.kind {
            Kind::Folder => Ok(Some(TopFolder { name, place: found.place })),
            Kind::File => Err(unreadable(&io::ErrorKind::NotADirectory.into())),
            Kind::Special(kind) => Err(Problem::Special(kind)),
        }
    }
}

/// Finds the settings of a site below its root, a real path; `None` where there are none.
pub(super) fn settings(root: &Path) -> Result<Option<PathBuf>, Problem> {
    let Some(found) = resolve(root, &root.join(SETTINGS))? else { return Ok(None) };
    match found.kind {
        Kind::File => Ok(Some(found.place)),
        Kind::Folder => Err(unreadable(&io::ErrorKind::IsADirectory.into())),
        Kind::Special(kind) => Err(Problem::Special(kind)),
    }
}

/// What stands somewhere, links followed.
pub(super) struct Resolved {
    /// The real place.
    pub(super) place: PathBuf,
    pub(super) kind: Kind,
}

/// What a thing on the disk is, links aside.
pub(super) enum Kind {
    File,
    Folder,
    Special(SpecialKind),
}

impl From<FileType> for Kind {
    fn from(kind: FileType) -> Kind {
        if kind.is_file() {
            Kind::File
        } else if kind.is_dir() {
            Kind::Folder
        } else {
            Kind::Special(kind.into())
        }
    }
}

/// Resolves a path that may be a link. It must stay in `within`, and outside of what is ignored there. `None` where
/// nothing stands; a link to nothing is a problem.
fn resolve(within: &Path, path: &Path) -> Result<Option<Resolved>, Problem> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(&error)),
        Ok(state) if !state.is_symlink() => {
            Ok(Some(Resolved { place: path.to_owned(), kind: state.file_type().into() }))
        }
        Ok(_) => follow(within, path).map(Some),
    }
}

fn follow(within: &Path, link: &Path) -> Result<Resolved, Problem> {
    let place = fs::canonicalize(link).map_err(|error| match is_loop(&error) {
        true => Problem::Loops,
        false => unreadable(&error),
    })?;
    match place.strip_prefix(within) {
        Ok(below) if !below.iter().any(is_ignored) => {}
        _ => return Err(Problem::LeavesSite),
    }
    let state = fs::symlink_metadata(&place).map_err(|error| unreadable(&error))?;
    Ok(Resolved { place, kind: state.file_type().into() })
}

/// The targets of links in a top folder. In the content no target is read through two links, or a few links would make
/// a folder endless.
pub(super) struct Links<'t> {
    top: &'t TopFolder,
    targets: HashSet<PathBuf>,
}

impl<'t> Links<'t> {
    pub(super) fn new(top: &'t TopFolder) -> Links<'t> {
        Links { top, targets: HashSet::new() }
    }

    /// Follows a link; `open` are the real places of the folders by which it was reached.
    pub(super) fn follow<'p>(
        &mut self,
        link: &Path,
        mut open: impl Iterator<Item = &'p Path>,
    ) -> Result<Resolved, Problem> {
        let found = follow(&self.top.place, link)?;
        if open.any(|folder| folder == found.place) {
            return Err(Problem::Loops);
        }
        if self.top.name == "content" && !self.targets.insert(found.place.clone()) {
            return Err(Problem::Loops);
        }
        Ok(found)
    }
}

/// Lists a folder by name, without what is ignored. The types are those of the entries: a link is a link.
pub(super) fn entries(folder: &Path) -> io::Result<Vec<(OsString, FileType)>> {
    let listing = WalkDir::new(folder).min_depth(1).max_depth(1).follow_root_links(false).sort_by_file_name();
    let mut found = Vec::new();
    for entry in listing {
        match entry {
            Ok(entry) if is_ignored(entry.file_name()) => {}
            Ok(entry) => found.push((entry.file_name().to_owned(), entry.file_type())),
            Err(error) => {
                let error = io::Error::from(error);
                // A file that was removed since the folder was listed is no error.
                if error.kind() != io::ErrorKind::NotFound {
                    return Err(error);
                }
            }
        }
    }
    Ok(found)
}

pub(super) fn unreadable(error: &io::Error) -> Problem {
    Problem::Unreadable(error.to_string())
}

#[cfg(unix)]
fn is_loop(error: &io::Error) -> bool {
    rustix::io::Errno::from_io_error(error) == Some(rustix::io::Errno::LOOP)
}

#[cfg(not(unix))]
fn is_loop(_: &io::Error) -> bool {
    false
}
