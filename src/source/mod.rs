//! FILES: the site's files as one frozen snapshot. This room is the only reader of the disk.
//!
//! A [`Tree`] holds every file that can influence the site, in memory, under paths that do not depend on the machine:
//! relative to the site's root, with `/` between the parts and in Unicode normal form C, so that a file name written by
//! macOS (NFD) is the same name as one written by Linux.

mod admit;
mod ignore;
mod line_index;
mod open;
mod scan;
mod shared_list;
mod shared_map;
mod survey;
mod walk;

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::FileType;
use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

pub use ignore::is_ignored;
pub use line_index::{LineIndex, Position, line};
pub use open::{open_regular, without_following};
pub use scan::{Gathered, content, frame, reread, scan};
pub use shared_list::SharedList;
pub use shared_map::SharedMap;
pub use survey::{Survey, folders_below, settings, survey, top_folder};

/// The folders of a site that are read, in the order in which they matter.
pub const FOLDERS: [&str; 3] = ["content", "layouts", "assets"];

/// The settings file at the root of a site.
pub const SETTINGS: &str = "site.toml";

/// The largest file of content that is read, in bytes. Nobody writes such a record by hand; a larger file is a mistake
/// or an attack, and gets a diagnostic instead of memory.
pub const LARGEST_CONTENT: u64 = 16 * 1024 * 1024;

/// The largest layout or asset that is read, in bytes: what a build may write in all, unless the site allows it more.
pub const LARGEST_OTHER: u64 = 1024 * 1024 * 1024;

/// A path inside the site: relative to its root, `/`-separated, NFC.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// The path as this program knows it; backslashes are left alone, the text is brought to NFC.
    pub fn new(path: &str) -> SourcePath {
        SourcePath(nfc(path).into())
    }

    /// The path as text, for messages, links to the repository and sorting.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first folder (`content`, `layouts` …) and what follows it.
    pub fn split_folder(&self) -> Option<(&str, &str)> {
        self.0.split_once('/')
    }
}

impl From<SourcePath> for Arc<str> {
    fn from(path: SourcePath) -> Arc<str> {
        path.0
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl Borrow<str> for SourcePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// One file's bytes, shared by every snapshot that has not seen them change.
#[derive(Clone)]
pub struct File {
    bytes: Arc<[u8]>,
    hash: u64,
}

impl File {
    /// Takes the bytes and fingerprints them (XXH3, 64 bits: a change is noticed, an attacker is not kept out).
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> File {
        let bytes = bytes.into();
        let hash = xxhash_rust::xxh3::xxh3_64(&bytes);
        File { bytes, hash }
    }

    /// The bytes as they stand on disk, byte order mark and line ends included.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The fingerprint of the bytes.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// The bytes as text.
    pub fn text(&self) -> Result<&str, std::str::Utf8Error> {
        std::str::from_utf8(&self.bytes)
    }
}

/// Why a file that stands in the site could not be taken into the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The system refused to read it, with the system's words.
    Unreadable(String),
    /// A symbolic link leads out of its top folder, or to what is hidden there.
    LeavesSite,
    /// A symbolic link leads back to a folder that holds it, or where another link has led.
    Loops,
    /// The file is larger than what is read of one.
    TooLarge {
        /// Its size in bytes; of one that grows while it is read, what was read.
        size: u64,
        /// The most bytes that are read.
        limit: u64,
    },
    /// What stands there is neither a file nor a folder.
    Special(SpecialKind),
    /// Another file has the same name in NFC.
    SameName,
    /// The name is not valid Unicode.
    NameNotUnicode,
}

/// What is neither a file nor a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpecialKind {
    /// A named pipe (FIFO): a reader waits for a writer.
    Pipe,
    /// A socket.
    Socket,
    /// A device, which may have no end.
    Device,
    /// What this program does not know, or a folder that took the place of a file.
    Other,
}

impl From<FileType> for SpecialKind {
    #[cfg(unix)]
    fn from(kind: FileType) -> SpecialKind {
        use std::os::unix::fs::FileTypeExt;
        match kind {
            kind if kind.is_fifo() => SpecialKind::Pipe,
            kind if kind.is_socket() => SpecialKind::Socket,
            kind if kind.is_char_device() || kind.is_block_device() => SpecialKind::Device,
            _ => SpecialKind::Other,
        }
    }

    #[cfg(not(unix))]
    fn from(_: FileType) -> SpecialKind {
        SpecialKind::Other
    }
}

/// Every file of a site at one moment.
#[derive(Clone, Default)]
pub struct Tree {
    files: SharedMap<SourcePath, File>,
    problems: BTreeMap<SourcePath, Problem>,
    /// The top folders that hold links: what stands at one path there depends on the others.
    linked: BTreeSet<&'static str>,
}

impl Tree {
    /// The file at a path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// All files, by path.
    pub fn files(&self) -> impl Iterator<Item = (&SourcePath, &File)> {
        self.files.iter()
    }

    /// The files of one top folder, by path.
    pub fn folder<'t>(&'t self, folder: &'t str) -> impl Iterator<Item = (&'t SourcePath, &'t File)> {
        let inside =
            move |path: &SourcePath| path.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.files.starting_at(format!("{folder}/").as_str()).take_while(move |(path, _)| inside(path))
    }

    /// The tree when something more could not be read.
    #[must_use]
    pub fn with_problems(mut self, problems: BTreeMap<SourcePath, Problem>) -> Tree {
        self.problems.extend(problems);
        self
    }

    /// The tree with some more files.
    #[must_use]
    pub fn with_files(mut self, files: impl IntoIterator<Item = (SourcePath, File)>) -> Tree {
        files.into_iter().for_each(|(path, file)| drop(self.files.insert(path, file)));
        self
    }

    /// What stood in the site and could not be read.
    pub fn problems(&self) -> impl Iterator<Item = (&SourcePath, &Problem)> {
        self.problems.iter()
    }

    /// A tree of these files.
    pub fn from_files(files: BTreeMap<SourcePath, File>) -> Tree {
        Tree { files: SharedMap::from_sorted(files), ..Tree::default() }
    }

    /// The tree with one file changed, added (`Some`) or removed (`None`).
    #[must_use]
    pub fn edit(&self, path: &SourcePath, bytes: Option<Vec<u8>>) -> Tree {
        let mut tree = self.clone();
        tree.problems.remove(path);
        match bytes {
            Some(bytes) => tree.files.insert(path.clone(), File::new(bytes)),
            None => tree.files.remove(path),
        };
        tree
    }

    /// The files whose bytes differ from those of another tree, or that only one of both has, in order.
    pub fn differences<'t>(&'t self, other: &'t Tree) -> Vec<&'t SourcePath> {
        self.files.differences(&other.files, |file, old| file.hash == old.hash)
    }

    /// Whether what could not be read is the same as in another tree.
    pub fn same_problems(&self, other: &Tree) -> bool {
        self.problems == other.problems
    }
}

/// A tree made of texts, as tests write sites.
impl<'a> FromIterator<(&'a str, &'a str)> for Tree {
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(files: I) -> Tree {
        let files = files.into_iter().map(|(path, text)| (SourcePath::new(path), File::new(text.as_bytes())));
        Tree::from_files(files.collect())
    }
}

fn nfc(text: &str) -> std::borrow::Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.into(),
        _ => text.nfc().collect::<String>().into(),
    }
}
