//! Lists the files of a top folder.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs::FileType;
use std::path::{Path, PathBuf};
use std::vec;

use super::file_error::FileError;
use super::path::SourcePath;
use super::resolve::{EntryKind, LinkResolver, Resolved, list_folder};
use super::scope::{ScanScope, ScopeRelation};
use super::top_folder::TopFolder;
use crate::text::folding::nfc;

/// A depth-first walk through a top folder.
pub(super) struct Walker<'w> {
    top: &'w TopFolder,
    scope: &'w ScanScope,
    links: LinkResolver<'w>,
    /// The errors of entries that cannot be read.
    pub(super) errors: Vec<(SourcePath, FileError)>,
    /// Whether a link was found. The meaning of a link depends on all others, so a part alone cannot be read.
    pub(super) has_links: bool,
    /// Whether a parent of the scope is not a plain folder.
    pub(super) is_obstructed: bool,
}

/// A folder whose entries are being listed.
struct OpenFolder {
    /// The name in the site.
    name: String,
    disk_path: PathBuf,
    /// Whether the name is valid Unicode, without replacement characters.
    is_unicode: bool,
    entries: vec::IntoIter<(OsString, FileType)>,
}

impl<'w> Walker<'w> {
    pub(super) fn new(top: &'w TopFolder, scope: &'w ScanScope) -> Walker<'w> {
        let links = LinkResolver::new(&top.disk_path, top.name);
        Walker {
            top,
            scope,
            links,
            errors: Vec::new(),
            has_links: false,
            is_obstructed: false,
        }
    }

    /// Calls `on_file` for each file in the order of the names, with its path on the disk.
    pub(super) fn run(&mut self, on_file: &mut dyn FnMut(SourcePath, PathBuf)) {
        let mut open = Vec::new();
        open.extend(self.enter(self.top.name.to_owned(), self.top.disk_path.clone(), true));
        while let Some(folder) = open.last_mut() {
            let Some((entry, kind)) = folder.entries.next() else {
                open.pop();
                continue;
            };
            let (text, disk_path) = (entry.to_string_lossy(), folder.disk_path.join(&entry));
            let (name, is_unicode) = (
                format!("{}/{text}", folder.name),
                folder.is_unicode && entry.to_str().is_some(),
            );
            let path = SourcePath::new(&name);
            let relation = self.scope.relation(&path);
            if relation == ScopeRelation::Outside {
                continue;
            }
            self.is_obstructed |= relation == ScopeRelation::Parent && !kind.is_dir();
            match self.resolve(&disk_path, kind, &open) {
                Ok(Resolved {
                    disk_path,
                    kind: EntryKind::Folder,
                }) => {
                    open.extend(self.enter(name, disk_path, is_unicode));
                }
                Ok(Resolved {
                    disk_path,
                    kind: EntryKind::File,
                }) if is_unicode => on_file(path, disk_path),
                Ok(Resolved {
                    kind: EntryKind::File,
                    ..
                }) => self.errors.push((path, FileError::NameNotUnicode)),
                Ok(Resolved {
                    kind: EntryKind::Special(kind),
                    ..
                }) => {
                    self.errors.push((path, FileError::Special(kind)));
                }
                Err(error) => self.errors.push((path, error)),
            }
        }
    }

    fn resolve(
        &mut self,
        disk_path: &Path,
        kind: FileType,
        open: &[OpenFolder],
    ) -> Result<Resolved, FileError> {
        if !kind.is_symlink() {
            return Ok(Resolved {
                disk_path: disk_path.to_owned(),
                kind: kind.into(),
            });
        }
        self.has_links = true;
        self.links.follow(
            disk_path,
            open.iter().map(|folder| folder.disk_path.as_path()),
        )
    }

    fn enter(&mut self, name: String, disk_path: PathBuf, is_unicode: bool) -> Option<OpenFolder> {
        // A changed file may stand in a folder of thousands: the others are not looked at.
        let wanted = self.scope.entries_of(&name);
        let is_wanted = |entry: &OsStr| {
            let is_in = |names: &BTreeSet<&str>| names.contains(&*nfc(entry.to_string_lossy()));
            wanted.as_ref().is_none_or(is_in)
        };
        match list_folder(&disk_path, is_wanted) {
            Ok(entries) => Some(OpenFolder {
                name,
                disk_path,
                is_unicode,
                entries: entries.into_iter(),
            }),
            Err(error) => {
                let path = SourcePath::new(&name);
                self.is_obstructed |= !self.scope.contains(&path);
                self.errors.push((path, error.into()));
                None
            }
        }
    }
}
