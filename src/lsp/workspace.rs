//! The files of a site on the disk, under the texts that are open in the editor.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::buffer::Buffer;
use super::position::{ByteOrderMark, PositionEncoding};
use super::uri::SiteRoot;
use crate::serve::{Change, read_change};
use crate::source::{self, FOLDERS, File, SETTINGS, SourcePath, Tree};

/// The files of a site with the open texts over them.
pub(super) struct Workspace {
    pub(super) root: SiteRoot,
    pub(super) encoding: PositionEncoding,
    disk: Tree,
    buffers: BTreeMap<SourcePath, Buffer>,
}

impl Workspace {
    /// Reads a site. Fails if its folder cannot be read.
    pub(super) fn read(root: SiteRoot, encoding: PositionEncoding) -> io::Result<Workspace> {
        Ok(Workspace {
            disk: source::scan(root.folder())?,
            root,
            encoding,
            buffers: BTreeMap::new(),
        })
    }

    /// Returns all files, open texts in the place of those on the disk.
    pub(super) fn tree(&self) -> Tree {
        let open = self.buffers.iter().filter(|(path, _)| is_of_site(path));
        let mut tree = self.disk.clone();
        for (path, buffer) in open {
            let is_same = tree
                .file(path.as_str())
                .is_some_and(|file| file.bytes() == buffer.text.as_bytes());
            if !is_same {
                tree = tree.edit(path, Some(buffer.text.clone().into_bytes()));
            }
        }
        tree
    }

    /// Returns the open files whose texts are not those on the disk.
    pub(super) fn unsaved(&self) -> BTreeSet<SourcePath> {
        let differs = |(path, buffer): &(&SourcePath, &Buffer)| {
            let saved = self.disk.file(path.as_str()).map(File::bytes);
            let saved =
                saved.map(|bytes| bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes));
            saved != Some(buffer.text.trim_start_matches('\u{feff}').as_bytes())
        };
        let unsaved = self.buffers.iter().filter(differs);
        unsaved.map(|(path, _)| path.clone()).collect()
    }

    /// Returns the open file at a path.
    pub(super) fn buffer(&self, path: &str) -> Option<&Buffer> {
        self.buffers.get(path)
    }

    /// Returns the open files.
    pub(super) fn buffers(&self) -> impl Iterator<Item = (&SourcePath, &Buffer)> {
        self.buffers.iter()
    }

    pub(super) fn open(&mut self, path: SourcePath, buffer: Buffer) {
        self.buffers.insert(path, buffer);
    }

    /// Returns an open file for a change of its text.
    pub(super) fn buffer_mut(&mut self, path: &str) -> Option<&mut Buffer> {
        self.buffers.get_mut(path)
    }

    pub(super) fn close(&mut self, path: &str) {
        self.buffers.remove(path);
    }

    /// Reads what has changed on the disk. Returns whether anything has.
    pub(super) fn on_change(&mut self, change: &Change) -> bool {
        match read_change(&self.disk, self.root.folder(), change) {
            Ok(Some(disk)) => {
                self.disk = disk;
                true
            }
            // What cannot be read stays as it was.
            Ok(None) | Err(_) => false,
        }
    }

    /// Returns the current text of a file: the open one, or that of the disk.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        let open = self.buffers.get(path).map(|buffer| &*buffer.text);
        open.or_else(|| self.disk.file(path)?.text().ok())
    }

    /// Returns how the client counts the byte order mark of a file.
    pub(super) fn mark(&self, path: &str) -> ByteOrderMark {
        match self.buffers.contains_key(path) {
            true => ByteOrderMark::Counted,
            false => ByteOrderMark::Hidden,
        }
    }

    /// Returns the address of a file: that of the client, if it is open.
    pub(super) fn uri(&self, path: &str) -> String {
        let open = self.buffers.get(path).map(|buffer| buffer.uri.clone());
        open.unwrap_or_else(|| self.root.uri(path))
    }
}

/// Whether a path is one that a scan of the site reads.
fn is_of_site(path: &SourcePath) -> bool {
    let text = path.as_str();
    let folder = path.split_folder().map(|(folder, _)| folder);
    let is_ignored = text
        .split('/')
        .any(|name| source::is_ignored(name.as_ref()));
    text == SETTINGS || (folder.is_some_and(|folder| FOLDERS.contains(&folder)) && !is_ignored)
}
