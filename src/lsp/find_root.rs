//! The folder of the site that an editor has open.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::uri::path_of_uri;
use crate::source::{SETTINGS, is_ignored};

/// The depth below an open folder in which a site is looked for.
const MAX_DEPTH: usize = 3;

/// The number of folders that are looked into at most.
const MAX_FOLDERS: usize = 2000;

/// Returns the folders that a client has open, from the parameters of `initialize`.
pub(super) fn open_folders(parameters: &Value) -> Vec<PathBuf> {
    let folders = parameters.get("workspaceFolders").and_then(Value::as_array);
    let folders = folders
        .into_iter()
        .flatten()
        .filter_map(|folder| folder.get("uri"));
    let root = parameters.get("rootUri").into_iter();
    let uris = folders.chain(root).filter_map(Value::as_str);
    let mut paths: Vec<PathBuf> = uris.filter_map(path_of_uri).collect();
    let path = parameters.get("rootPath").and_then(Value::as_str);
    paths.extend(path.map(PathBuf::from));
    paths
}

/// Returns the first folder with the settings of a site: an open folder, one around it, or one in it. `None`: there is none.
pub(super) fn find_root(folders: &[PathBuf]) -> Option<PathBuf> {
    folders.iter().find_map(|folder| {
        let around = folder.ancestors().find(|folder| is_site(folder));
        around.map(Path::to_path_buf).or_else(|| find_below(folder))
    })
}

fn is_site(folder: &Path) -> bool {
    folder.join(SETTINGS).is_file()
}

/// Looks into folders by depth, in the order of their names.
fn find_below(folder: &Path) -> Option<PathBuf> {
    let mut level = vec![folder.to_path_buf()];
    let mut seen = 0;
    for _ in 0..MAX_DEPTH {
        let mut next = Vec::new();
        for folder in &level {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            let folders = entries.filter(|entry| {
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                is_folder && !is_ignored(&entry.file_name())
            });
            next.extend(folders.map(|entry| entry.path()));
        }
        next.sort();
        seen += next.len();
        if let Some(found) = next.iter().find(|folder| is_site(folder)) {
            return Some(found.clone());
        }
        if seen > MAX_FOLDERS {
            return None;
        }
        level = next;
    }
    None
}
