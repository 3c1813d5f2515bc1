//! Reads a whole site from the disk.

use std::fs;
use std::io;
use std::path::Path;

use super::cow_map::CowMap;
use super::file::File;
use super::parallel_read::{PartsResult, read_parts};
use super::path::SourcePath;
use super::scan_result::ScanResult;
use super::scope::ScanScope;
use super::site_paths::{FOLDERS, SETTINGS};
use super::tree::Tree;

/// Reads `site.toml` and the top folders ([`FOLDERS`]). Fails only if the root cannot be read; errors of single files are
/// part of the tree.
pub fn scan(root: &Path) -> io::Result<Tree> {
    let [content, layouts, assets, copied, lists] = FOLDERS;
    scan_parts(root, &[SETTINGS, content, layouts, assets, copied, lists])
}

/// Reads a site without its content.
pub fn scan_without_content(root: &Path) -> io::Result<Tree> {
    let [_, layouts, assets, copied, lists] = FOLDERS;
    scan_parts(root, &[SETTINGS, layouts, assets, copied, lists])
}

/// Reads each content file and maps it with `map`. The bytes of a file are dropped after it is mapped.
pub fn map_content_files<T: Send>(
    root: &Path,
    map: impl Fn(&SourcePath, &File) -> T + Sync,
) -> ScanResult<T> {
    read_parts(root, &FOLDERS[..1], &ScanScope::Whole, |path, file| {
        map(path, &file)
    })
    .result
}

fn scan_parts(root: &Path, parts: &[&'static str]) -> io::Result<Tree> {
    fs::read_dir(root)?;
    let PartsResult {
        result: ScanResult { files, errors },
        linked,
        ..
    } = read_parts(root, parts, &ScanScope::Whole, |_, file| file);
    // A root that goes away meanwhile is missing, not empty.
    fs::metadata(root)?;
    Ok(Tree {
        files: CowMap::from_sorted(files),
        errors,
        linked,
    })
}
