//! The output folder: its lock, and checks for files of others.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::error::PublishError;
use super::links;
use super::manifest::{self, Manifest};
use super::precompress::compressed_routes;
use crate::plan::Route;
use crate::site::Encoding;
use crate::source::without_following;

/// Treatment of files that no build wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverwritePolicy {
    /// Only files of earlier builds may be overwritten.
    OwnFiles,
    /// Any file may be overwritten.
    AnyFile,
}

/// An output folder, locked until it is dropped.
pub struct OutputFolder {
    pub(super) root: PathBuf,
    pub(super) old: Manifest,
    pub(super) encodings: Vec<Encoding>,
    pub(super) named_by_content: BTreeSet<Route>,
    _lock: File,
}

/// Names in the output folder that the program uses itself.
const LOCK: &str = ".atlas-lock";
pub(super) const STAGING: &str = ".atlas-tmp";
const OWN: [&str; 4] = [LOCK, STAGING, manifest::NAME, manifest::NEW];

impl OutputFolder {
    /// Locks a folder, and creates it if it is missing. Fails if it contains files of others, unless `policy` allows them.
    pub fn open(root: &Path, policy: OverwritePolicy) -> Result<OutputFolder, PublishError> {
        if let Some(link) = links::find_link(root, &OWN) {
            return Err(PublishError::Link(link));
        }
        let old = Manifest::read(root)
            .map_err(|error| PublishError::disk(&root.join(manifest::NAME), error))?
            .filter(|manifest| !manifest.is_empty());
        if old.is_none()
            && policy == OverwritePolicy::OwnFiles
            && let Some(foreign) = find_foreign_file(root)?
        {
            return Err(PublishError::Foreign(foreign));
        }
        fs::create_dir_all(root).map_err(|error| PublishError::disk(root, error))?;
        let path = root.join(LOCK);
        let lock = open_lock(&path).map_err(|error| PublishError::disk(&path, error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(PublishError::Busy),
            // A file system without locks cannot report another build.
            Err(TryLockError::Error(_)) => {}
        }
        Ok(OutputFolder {
            root: root.to_owned(),
            old: old.unwrap_or_default(),
            encodings: Vec::new(),
            named_by_content: BTreeSet::new(),
            _lock: lock,
        })
    }

    /// Sets the encodings of precompressed variants.
    #[must_use]
    pub fn with_encodings(mut self, encodings: &[Encoding]) -> OutputFolder {
        self.encodings = encodings.to_owned();
        self
    }

    /// Sets the routes that change whenever the bytes of their files do. A file of such a route is not rendered if it is published already.
    #[must_use]
    pub fn with_named_by_content(mut self, routes: BTreeSet<Route>) -> OutputFolder {
        self.named_by_content = routes;
        self
    }

    /// Fails if a parent folder of a file is a link, or if a file of others has the name of an output file.
    pub(super) fn check_conflicts(
        &self,
        published: &[&Route],
        policy: OverwritePolicy,
    ) -> Result<(), PublishError> {
        let routes = published.iter().map(|route| route.as_str());
        if let Some(link) =
            links::find_link_in_parents(&self.root, routes.clone().chain(self.old.routes()))
        {
            return Err(PublishError::Link(link));
        }
        // A folder without a manifest was empty when it was opened.
        if policy == OverwritePolicy::AnyFile || self.old.is_empty() {
            return Ok(());
        }
        let compressed: Vec<String> = routes
            .clone()
            .flat_map(|route| compressed_routes(route, &self.encodings))
            .map(|(_, compressed)| compressed)
            .collect();
        let mut all = routes.chain(compressed.iter().map(String::as_str));
        match all.find(|route| !self.old.has(route) && links::exists(&self.root.join(route))) {
            Some(route) => Err(PublishError::Foreign(self.root.join(route))),
            None => Ok(()),
        }
    }
}

/// Opens the lock file without following a link and without truncating it.
fn open_lock(path: &Path) -> io::Result<File> {
    let lock =
        without_following(File::options().write(true).create(true).truncate(false)).open(path)?;
    match lock.metadata()?.is_file() {
        true => Ok(lock),
        false => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "not a regular file",
        )),
    }
}

/// Returns a file in the folder that is neither the lock nor the staging directory.
fn find_foreign_file(root: &Path) -> Result<Option<PathBuf>, PublishError> {
    let entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(PublishError::disk(root, error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| PublishError::disk(root, error))?;
        let name = entry.file_name();
        if name != LOCK && name != STAGING {
            return Ok(Some(entry.path()));
        }
    }
    Ok(None)
}
