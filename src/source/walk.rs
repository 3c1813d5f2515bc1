//! Walking a top folder: which files are read under which names, and what stands there that is not read.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::FileType;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::vec;

use super::admit::{self, Kind, Links, Resolved, TopFolder};
use super::{Problem, SourcePath};

/// Which part of a site is read.
pub(super) enum Scope {
    /// All of it.
    Whole,
    /// What stands at some paths and below them.
    Below(BTreeSet<SourcePath>),
}

/// Where a path stands in a scope.
#[derive(PartialEq, Eq)]
enum Relation {
    Inside,
    OnTheWay,
    Outside,
}

impl Scope {
    /// Whether a path is read.
    pub(super) fn holds(&self, path: &SourcePath) -> bool {
        self.relation(path) == Relation::Inside
    }

    fn relation(&self, path: &SourcePath) -> Relation {
        let Scope::Below(paths) = self else { return Relation::Inside };
        let name = path.as_str();
        let ancestors = name.match_indices('/').map(|(at, _)| &name[..at]);
        if ancestors.chain([name]).any(|ancestor| paths.contains(ancestor)) {
            return Relation::Inside;
        }
        let below = format!("{name}/");
        match paths.range::<str, _>((Bound::Included(&*below), Bound::Unbounded)).next() {
            Some(next) if next.as_str().starts_with(&below) => Relation::OnTheWay,
            _ => Relation::Outside,
        }
    }
}

/// A walk through a top folder.
pub(super) struct Walk<'w> {
    top: &'w TopFolder,
    scope: &'w Scope,
    links: Links<'w>,
    /// What stands in the folder and cannot be read.
    pub(super) problems: Vec<(SourcePath, Problem)>,
    /// Whether there was a link. What a link means depends on all others, so a part alone cannot be read.
    pub(super) has_links: bool,
    /// Whether anything but a plain folder stood on the way to the paths of the scope.
    pub(super) is_obstructed: bool,
}

/// A folder whose entries are being walked.
struct Folder {
    /// The name in the site.
    name: String,
    place: PathBuf,
    /// Whether the name is the folder's own and not a replacement of what is no Unicode.
    is_unicode: bool,
    entries: vec::IntoIter<(OsString, FileType)>,
}

impl<'w> Walk<'w> {
    pub(super) fn new(top: &'w TopFolder, scope: &'w Scope) -> Walk<'w> {
        let (problems, links) = (Vec::new(), Links::new(top));
        Walk { top, scope, links, problems, has_links: false, is_obstructed: false }
    }

    /// Passes each file on, in the order of their names, with its real place.
    pub(super) fn run(&mut self, take: &mut dyn FnMut(SourcePath, PathBuf)) {
        let mut open = Vec::new();
        open.extend(self.enter(self.top.name.to_owned(), self.top.place.clone(), true));
        while let Some(folder) = open.last_mut() {
            let Some((entry, kind)) = folder.entries.next() else {
                open.pop();
                continue;
            };
            let (text, place) = (entry.to_string_lossy(), folder.place.join(&entry));
            let (name, is_unicode) = (format!("{}/{text}", folder.name), folder.is_unicode && entry.to_str().is_some());
            let path = SourcePath::new(&name);
            let relation = self.scope.relation(&path);
            if relation == Relation::Outside {
                continue;
            }
            self.is_obstructed |= relation == Relation::OnTheWay && !kind.is_dir();
            match self.admit(&place, kind, &open) {
                Ok(Resolved { place, kind: Kind::Folder }) => open.extend(self.enter(name, place, is_unicode)),
                Ok(Resolved { place, kind: Kind::File }) if is_unicode => take(path, place),
                Ok(Resolved { kind: Kind::File, .. }) => self.problems.push((path, Problem::NameNotUnicode)),
                Ok(Resolved { kind: Kind::Special(kind), .. }) => self.problems.push((path, Problem::Special(kind))),
                Err(problem) => self.problems.push((path, problem)),
            }
        }
    }

    fn admit(&mut self, place: &Path, kind: FileType, open: &[Folder]) -> Result<Resolved, Problem> {
        if !kind.is_symlink() {
            return Ok(Resolved { place: place.to_owned(), kind: kind.into() });
        }
        self.has_links = true;
        self.links.follow(place, open.iter().map(|folder| folder.place.as_path()))
    }

    fn enter(&mut self, name: String, place: PathBuf, is_unicode: bool) -> Option<Folder> {
        match admit::entries(&place) {
            Ok(entries) => Some(Folder { name, place, is_unicode, entries: entries.into_iter() }),
            Err(error) => {
                let path = SourcePath::new(&name);
                self.is_obstructed |= !self.scope.holds(&path);
                self.problems.push((path, admit::unreadable(&error)));
                None
            }
        }
    }
}
