//! Reads files in parallel while folders are being listed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::file::File;
use super::file_error::FileError;
use super::open::{Opener, read_limited};
use super::path::SourcePath;
use super::scan_result::ScanResult;
use super::scope::ScanScope;
use super::site_paths::{SETTINGS, size_limit};
use super::top_folder::{TopFolder, find_settings};
use super::walker::Walker;

/// Number of files that one task reads.
const BATCH: usize = 128;

/// The result of reading some parts of a site.
pub(super) struct PartsResult<T> {
    pub(super) result: ScanResult<T>,
    /// The top folders that contain links.
    pub(super) linked: BTreeSet<&'static str>,
    /// Whether a parent of the scope is not a plain folder. Then the scope cannot be read alone.
    pub(super) is_obstructed: bool,
}

/// The path of a file with its mapped value, or an error.
type ScannedFile<T> = (Result<T, FileError>, SourcePath);

/// Reads parts of a site (top folders or the settings), and maps each file with `map`.
pub(super) fn read_parts<T: Send>(
    root: &Path,
    parts: &[&'static str],
    scope: &ScanScope,
    map: impl Fn(&SourcePath, File) -> T + Sync,
) -> PartsResult<T> {
    let (scanned, walked) = walk_and_read(root, parts, scope, &map);
    let mut errors: BTreeMap<SourcePath, FileError> = walked.errors.into_iter().collect();
    let mut files = Vec::with_capacity(scanned.len());
    for (value, path) in scanned {
        match value {
            Ok(value) => files.push((path, value)),
            Err(error) => drop(errors.insert(path, error)),
        }
    }
    // If two names are equal in NFC, the file that was found first is used.
    files.sort_by(|(a, _), (b, _)| a.cmp(b));
    files.dedup_by(|(path, _), (first, _)| {
        let is_duplicate = path == first;
        if is_duplicate {
            errors.insert(first.clone(), FileError::SameName);
        }
        is_duplicate
    });
    let result = ScanResult { files, errors };
    PartsResult {
        result,
        linked: walked.linked,
        is_obstructed: walked.is_obstructed,
    }
}

/// The results of the walks, except the files.
#[derive(Default)]
struct Walked {
    errors: Vec<(SourcePath, FileError)>,
    linked: BTreeSet<&'static str>,
    is_obstructed: bool,
}

/// Lists files and reads them in batches. Returns them in the order of listing.
fn walk_and_read<T: Send>(
    root: &Path,
    parts: &[&'static str],
    scope: &ScanScope,
    map: &(impl Fn(&SourcePath, File) -> T + Sync),
) -> (Vec<ScannedFile<T>>, Walked) {
    let mut walked = Walked::default();
    // The caller has reported a missing root.
    let Ok(root) = root.canonicalize() else {
        return (Vec::new(), walked);
    };
    let done: Mutex<Vec<(usize, Vec<ScannedFile<T>>)>> = Mutex::default();
    rayon::in_place_scope(|threads| {
        let (done, root) = (&done, root.as_path());
        let (mut batch, mut next) = (Vec::with_capacity(BATCH), 0);
        let mut spawn = |batch: Vec<(SourcePath, PathBuf)>| {
            let number = next;
            next += 1;
            threads.spawn(move |_| {
                let files = read_batch(root, batch, map);
                done.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push((number, files));
            });
        };
        let mut on_file = |path, disk_path| {
            batch.push((path, disk_path));
            if batch.len() == BATCH {
                spawn(std::mem::take(&mut batch));
            }
        };
        for part in parts {
            walked.walk(root, part, scope, &mut on_file);
        }
        spawn(batch);
    });
    let mut batches = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    batches.sort_by_key(|(number, _)| *number);
    (
        batches.into_iter().flat_map(|(_, files)| files).collect(),
        walked,
    )
}

impl Walked {
    fn walk(
        &mut self,
        root: &Path,
        part: &'static str,
        scope: &ScanScope,
        on_file: &mut dyn FnMut(SourcePath, PathBuf),
    ) {
        let path = SourcePath::new(part);
        if part == SETTINGS {
            match find_settings(root) {
                Ok(settings) => settings
                    .into_iter()
                    .for_each(|disk_path| on_file(path.clone(), disk_path)),
                Err(error) => self.errors.push((path, error)),
            }
            return;
        }
        match TopFolder::find(root, part) {
            Ok(Some(top)) => {
                let mut walker = Walker::new(&top, scope);
                walker.run(on_file);
                self.errors.append(&mut walker.errors);
                self.is_obstructed |= walker.is_obstructed;
                if walker.has_links {
                    self.linked.insert(part);
                }
            }
            Ok(None) => self.is_obstructed |= !scope.contains(&path),
            Err(error) => {
                self.is_obstructed |= !scope.contains(&path);
                self.errors.push((path, error));
            }
        }
    }
}

fn read_batch<T>(
    root: &Path,
    paths: Vec<(SourcePath, PathBuf)>,
    map: &impl Fn(&SourcePath, File) -> T,
) -> Vec<ScannedFile<T>> {
    let (mut opener, mut buffer) = (Opener::new(root), Vec::new());
    let read = |(path, disk_path): (SourcePath, PathBuf)| {
        let file = opener.open(&disk_path).map_err(FileError::from);
        let read = file.and_then(|file| read_limited(file, size_limit(&path), &mut buffer));
        (read.map(|file| map(&path, file)), path)
    };
    paths.into_iter().map(read).collect()
}
