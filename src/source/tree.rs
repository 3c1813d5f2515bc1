//! The files of a site in memory.

use std::collections::{BTreeMap, BTreeSet};

use super::cow_map::CowMap;
use super::file::File;
use super::file_error::FileError;
use super::path::SourcePath;

/// All files of a site at one moment. Cloning is cheap; versions share their files.
#[derive(Clone, Default)]
pub struct Tree {
    pub(super) files: CowMap<SourcePath, File>,
    pub(super) errors: BTreeMap<SourcePath, FileError>,
    /// The top folders that contain symbolic links. There a path cannot be read again alone.
    pub(super) linked: BTreeSet<&'static str>,
}

impl Tree {
    /// Creates a tree of files.
    pub fn from_files(files: BTreeMap<SourcePath, File>) -> Tree {
        Tree {
            files: CowMap::from_sorted(files),
            ..Tree::default()
        }
    }

    /// Returns the file at a path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// Returns all files in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = (&SourcePath, &File)> {
        self.files.iter()
    }

    /// Returns the files of a folder in the order of their paths.
    pub fn folder<'t>(
        &'t self,
        folder: &'t str,
    ) -> impl Iterator<Item = (&'t SourcePath, &'t File)> {
        let inside = move |path: &SourcePath| {
            path.as_str()
                .strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        self.files
            .starting_at(format!("{folder}/").as_str())
            .take_while(move |(path, _)| inside(path))
    }

    /// Returns the size of a folder, in bytes.
    pub fn folder_size(&self, folder: &str) -> u64 {
        self.folder(folder)
            .map(|(_, file)| file.bytes().len() as u64)
            .sum()
    }

    /// Returns the errors of files that could not be read.
    pub fn errors(&self) -> impl Iterator<Item = (&SourcePath, &FileError)> {
        self.errors.iter()
    }

    /// Adds errors.
    #[must_use]
    pub fn with_errors(mut self, errors: BTreeMap<SourcePath, FileError>) -> Tree {
        self.errors.extend(errors);
        self
    }

    /// Adds files.
    #[must_use]
    pub fn with_files(mut self, files: impl IntoIterator<Item = (SourcePath, File)>) -> Tree {
        files
            .into_iter()
            .for_each(|(path, file)| drop(self.files.insert(path, file)));
        self
    }

    /// Changes or adds a file (`Some`), or removes it (`None`).
    #[must_use]
    pub fn edit(&self, path: &SourcePath, bytes: Option<Vec<u8>>) -> Tree {
        let mut tree = self.clone();
        tree.errors.remove(path);
        match bytes {
            Some(bytes) => tree.files.insert(path.clone(), File::new(bytes)),
            None => tree.files.remove(path),
        };
        tree
    }

    /// Returns the sorted paths of files that were changed, added or removed between two trees.
    pub fn differences<'t>(&'t self, other: &'t Tree) -> Vec<&'t SourcePath> {
        self.files
            .differences(&other.files, |file, old| file.hash() == old.hash())
    }

    /// Whether both trees have the same errors.
    pub fn has_same_errors(&self, other: &Tree) -> bool {
        self.errors == other.errors
    }
}

/// Creates a tree of texts, for tests.
impl<'a> FromIterator<(&'a str, &'a str)> for Tree {
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(files: I) -> Tree {
        let files = files
            .into_iter()
            .map(|(path, text)| (SourcePath::new(path), File::new(text.as_bytes())));
        Tree::from_files(files.collect())
    }
}
