//! The files and folders of a site that are read, and the size limits of files.

use super::path::SourcePath;

/// The top folders of a site.
pub const FOLDERS: [&str; 5] = ["content", "layouts", "assets", "static", "reconcile"];

/// The settings file at the root of a site.
pub const SETTINGS: &str = "site.toml";

/// Size limit of a content file, in bytes. Larger files are reported and not read.
pub const LARGEST_CONTENT: u64 = 16 * 1024 * 1024;

/// Size limit of the settings, in bytes. A vocabulary takes more memory for each byte than records do.
const LARGEST_SETTINGS: u64 = 4 * 1024 * 1024;

/// Size limit of a layout or an asset, in bytes. It is the default size budget of a build.
pub const LARGEST_OTHER: u64 = 1024 * 1024 * 1024;

/// Returns the size limit of a file, in bytes.
pub(super) fn size_limit(path: &SourcePath) -> u64 {
    match path.split_folder() {
        Some(("content", _)) => LARGEST_CONTENT,
        None => LARGEST_SETTINGS,
        Some(_) => LARGEST_OTHER,
    }
}

/// Whether a path is a folder or file, or is inside of it.
pub(super) fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
