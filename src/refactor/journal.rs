//! Writes all files of an edit or none: what is to be written is on the disk before the first file changes.
//!
//! The folder [`FOLDER`] in the root of the site holds the list of files with their checksums, and the old and new bytes. It
//! comes to be by one rename, and goes by one. In between, the edit can be finished or taken back.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::journal_entry::{JournalEntry, checksum, is_without_links};
use super::working_site::FileChange;

/// The folder of a journal in the root of a site.
const FOLDER: &str = ".atlas-edit";

/// The folder of a journal that is not complete, or that is done with.
const FOLDER_ASIDE: &str = ".atlas-edit-aside";

/// What a journal is followed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JournalDirection {
    /// To finish the edit.
    Finish,
    /// To take it back.
    Undo,
}

/// Why a journal is not followed.
#[derive(Debug)]
pub enum JournalError {
    /// It is not one that this program wrote.
    Unreadable,
    /// A file has bytes that it had neither before nor after the edit.
    Differs(String),
    /// An error of the disk.
    Io(PathBuf, io::Error),
}

/// An edit that is being written.
#[derive(Debug)]
pub struct Journal {
    root: PathBuf,
    /// What the edit is, for people.
    pub title: String,
    entries: Vec<JournalEntry>,
}

impl Journal {
    /// Whether a site has an edit that is neither finished nor taken back.
    pub fn is_pending(root: &Path) -> bool {
        fs::symlink_metadata(root.join(FOLDER)).is_ok()
    }

    /// Writes the journal of an edit. Nothing of the site changes. `before_write` is called before each change of the disk.
    pub fn begin(
        root: &Path,
        title: &str,
        changes: &[FileChange],
        before_write: &mut dyn FnMut() -> io::Result<()>,
    ) -> Result<Journal, JournalError> {
        let aside = root.join(FOLDER_ASIDE);
        let in_folder = |error| JournalError::Io(aside.clone(), error);
        remove_folder(&aside).map_err(in_folder)?;
        fs::create_dir(&aside).map_err(in_folder)?;
        let mut entries = Vec::new();
        for (number, change) in changes.iter().enumerate() {
            for (end, bytes) in [("old", &change.old), ("new", &change.new)] {
                if let Some(bytes) = bytes {
                    before_write().map_err(in_folder)?;
                    write_synced(&aside.join(format!("{number}.{end}")), bytes)
                        .map_err(in_folder)?;
                }
            }
            entries.push(JournalEntry {
                path: change.path.to_string(),
                old: change.old.as_deref().map(checksum),
                new: change.new.as_deref().map(checksum),
            });
        }
        let files: Vec<Value> = entries.iter().map(JournalEntry::to_json).collect();
        let list = json!({"format": 1, "title": title, "files": files}).to_string();
        before_write().map_err(in_folder)?;
        write_synced(&aside.join("journal.json"), list.as_bytes()).map_err(in_folder)?;
        sync_folder(&aside);
        before_write().map_err(in_folder)?;
        fs::rename(&aside, root.join(FOLDER)).map_err(in_folder)?;
        sync_folder(root);
        Ok(Journal {
            root: root.to_owned(),
            title: title.to_owned(),
            entries,
        })
    }

    /// Reads the journal of a site. `None`: there is none.
    pub fn open(root: &Path) -> Result<Option<Journal>, JournalError> {
        if !Journal::is_pending(root) {
            return Ok(None);
        }
        let path = root.join(FOLDER).join("journal.json");
        let is_folder = fs::symlink_metadata(root.join(FOLDER)).is_ok_and(|found| found.is_dir());
        let text = fs::read_to_string(&path).map_err(|_| JournalError::Unreadable)?;
        let list: Value = serde_json::from_str(&text).map_err(|_| JournalError::Unreadable)?;
        let read = || {
            is_folder.then_some(())?;
            (list.get("format")?.as_u64()? == 1).then_some(())?;
            let files = list.get("files")?.as_array()?.iter();
            Some(Journal {
                root: root.to_owned(),
                title: list.get("title")?.as_str()?.to_owned(),
                entries: files.map(JournalEntry::from_json).collect::<Option<_>>()?,
            })
        };
        read().map(Some).ok_or(JournalError::Unreadable)
    }

    /// Finishes the edit or takes it back, and removes the journal. Nothing is written unless every file has the bytes from
    /// before or after the edit, and the journal those that it names.
    pub fn follow(
        &self,
        direction: JournalDirection,
        before_write: &mut dyn FnMut() -> io::Result<()>,
    ) -> Result<(), JournalError> {
        let mut writes = Vec::new();
        for (number, entry) in self.entries.iter().enumerate() {
            let path = self.root.join(&entry.path);
            let (end, wanted, other) = match direction {
                JournalDirection::Finish => ("new", &entry.new, &entry.old),
                JournalDirection::Undo => ("old", &entry.old, &entry.new),
            };
            let differs = || JournalError::Differs(entry.path.clone());
            if !is_without_links(&self.root, &entry.path) {
                return Err(differs());
            }
            let bytes = match wanted {
                Some(sum) => {
                    let kept = self.root.join(FOLDER).join(format!("{number}.{end}"));
                    let bytes = fs::read(&kept).map_err(|_| JournalError::Unreadable)?;
                    (checksum(&bytes) == *sum)
                        .then_some(())
                        .ok_or(JournalError::Unreadable)?;
                    Some(bytes)
                }
                None => None,
            };
            let now = read(&path).map_err(|error| JournalError::Io(path.clone(), error))?;
            let now = now.as_deref().map(checksum);
            match now == *wanted {
                true => {}
                false if now == *other => writes.push((path, bytes)),
                false => return Err(differs()),
            }
        }
        for (path, bytes) in writes {
            before_write()
                .and_then(|()| put(&path, bytes.as_deref()))
                .map_err(|error| JournalError::Io(path, error))?;
        }
        self.remove(before_write)
    }

    /// Removes the journal of an edit of which nothing was written.
    pub fn discard(&self) -> Result<(), JournalError> {
        self.remove(&mut || Ok(()))
    }

    /// Removes the journal: by one rename, so that it is there or not.
    fn remove(&self, before_write: &mut dyn FnMut() -> io::Result<()>) -> Result<(), JournalError> {
        let (folder, aside) = (self.root.join(FOLDER), self.root.join(FOLDER_ASIDE));
        let failed = |error| JournalError::Io(folder.clone(), error);
        remove_folder(&aside).map_err(failed)?;
        before_write().map_err(failed)?;
        fs::rename(&folder, &aside).map_err(failed)?;
        sync_folder(&self.root);
        before_write().map_err(failed)?;
        remove_folder(&aside).map_err(failed)
    }
}

/// Returns the bytes of a file. `None`: there is none.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes a file whole, or removes it.
fn put(path: &Path, bytes: Option<&[u8]>) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let Some(bytes) = bytes else {
        fs::remove_file(path)?;
        sync_folder(folder);
        return Ok(());
    };
    fs::create_dir_all(folder)?;
    // An editor's leftover by its name, which no scan reads.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let staged = folder.join(format!(".{name}.atlas-edit~"));
    write_synced(&staged, bytes)?;
    if let Ok(known) = fs::metadata(path) {
        fs::set_permissions(&staged, known.permissions())?;
    }
    fs::rename(&staged, path)?;
    sync_folder(folder);
    Ok(())
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Writes the entries of a folder to the disk, where the system can.
fn sync_folder(path: &Path) {
    if let Ok(folder) = fs::File::open(path) {
        // Some file systems cannot; the files themselves are written.
        let _ = folder.sync_all();
    }
}

fn remove_folder(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}
