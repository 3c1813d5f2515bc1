//! The files of a site at a commit, as far as its records and their labels need them.

use std::collections::{BTreeMap, BTreeSet};

use super::git_error::GitError;
use super::git_repository::{EntryMode, GitEntry, GitRepository};
use crate::source::{File, SETTINGS, SourcePath, Tree};
use crate::text::Bilingual;

/// What stands before the bytes of a file that is kept elsewhere (Git LFS).
const POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";

/// The messages of the interface, which reports use.
const MESSAGES: &str = "layouts/strings.toml";

/// The files of one commit, by the names of their objects.
pub(super) struct RevisionFiles {
    entries: Vec<GitEntry>,
}

/// What cannot be compared, counted over all states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Unread {
    /// Files that Git LFS keeps elsewhere.
    pub(super) pointers: usize,
    /// Symbolic links.
    pub(super) links: usize,
    /// Repositories within the repository.
    pub(super) submodules: usize,
}

impl RevisionFiles {
    /// Lists the files of a commit.
    pub(super) fn list(repository: &GitRepository, commit: &str) -> Result<Self, GitError> {
        let entries = repository.entries(commit)?;
        Ok(RevisionFiles { entries })
    }

    /// The files of a state without any.
    pub(super) fn none() -> Self {
        let entries = Vec::new();
        RevisionFiles { entries }
    }

    /// Returns the names of the objects that are read: settings, messages and texts of `content/`.
    pub(super) fn objects(&self) -> impl Iterator<Item = &str> {
        let read = self.entries.iter().filter(|entry| is_read(entry));
        read.map(|entry| &*entry.object)
    }

    /// Creates the tree of the commit. Pictures and documents stand in it by the names of their objects.
    pub(super) fn tree(&self, objects: &BTreeMap<String, File>, unread: &mut Unread) -> Tree {
        let mut files = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| is_of_site(&entry.path)) {
            match entry.mode {
                EntryMode::SymbolicLink => unread.links += 1,
                EntryMode::Submodule => unread.submodules += 1,
                EntryMode::File if is_read(entry) => {
                    let Some(file) = objects.get(&entry.object) else {
                        continue;
                    };
                    if file.bytes().starts_with(POINTER) {
                        unread.pointers += 1;
                        continue;
                    }
                    files.insert(SourcePath::new(&entry.path), file.clone());
                }
                EntryMode::File if entry.path.starts_with("content/") => {
                    let file = File::new(entry.object.as_bytes());
                    files.insert(SourcePath::new(&entry.path), file);
                }
                EntryMode::File => {}
            }
        }
        Tree::from_files(files)
    }
}

/// Returns the objects of some commits, each read once.
pub(super) fn read_objects<'f>(
    repository: &GitRepository,
    revisions: impl IntoIterator<Item = &'f RevisionFiles>,
    name: &str,
) -> Result<BTreeMap<String, File>, GitError> {
    let names: BTreeSet<&str> = revisions
        .into_iter()
        .flat_map(RevisionFiles::objects)
        .collect();
    let names: Vec<&str> = names.into_iter().collect();
    let objects = repository.objects(&names, name)?;
    let files = objects.into_iter();
    Ok(files
        .map(|(name, bytes)| (name, File::new(bytes)))
        .collect())
}

/// Returns the files of a tree of the disk that a tree of a commit has, too.
pub(super) fn comparable_tree(tree: &Tree, unread: &mut Unread) -> Tree {
    let mut files = BTreeMap::new();
    for (path, file) in tree.files().filter(|(path, _)| is_of_site(path.as_str())) {
        let is_text = is_text(path.as_str());
        if is_text && file.bytes().starts_with(POINTER) {
            unread.pointers += 1;
        } else if is_text || path.as_str().starts_with("content/") {
            files.insert(path.clone(), file.clone());
        }
    }
    Tree::from_files(files)
}

fn is_of_site(path: &str) -> bool {
    path == SETTINGS || path == MESSAGES || path.starts_with("content/")
}

fn is_read(entry: &GitEntry) -> bool {
    entry.mode == EntryMode::File && is_text(&entry.path)
}

/// Whether a file is read: the settings, the messages, or a text of `content/`.
fn is_text(path: &str) -> bool {
    let is_content = path.starts_with("content/")
        && [".md", ".yaml", ".yml"]
            .iter()
            .any(|end| path.ends_with(end));
    path == SETTINGS || path == MESSAGES || is_content
}

impl Unread {
    /// Returns what is said of the files that are not compared, with their numbers.
    pub(super) fn notes(self) -> Vec<(Bilingual, usize)> {
        let notes = [
            (POINTERS, self.pointers),
            (LINKS, self.links),
            (SUBMODULES, self.submodules),
        ];
        notes.into_iter().filter(|(_, count)| *count > 0).collect()
    }
}

const POINTERS: Bilingual = Bilingual {
    ru: "файлы в Git LFS не сравнены, их тексты не в репозитории",
    en: "files in Git LFS were not compared, their texts are not in the repository",
};

const LINKS: Bilingual = Bilingual {
    ru: "символические ссылки не сравнены",
    en: "symbolic links were not compared",
};

const SUBMODULES: Bilingual = Bilingual {
    ru: "подмодули не сравнены",
    en: "submodules were not compared",
};
