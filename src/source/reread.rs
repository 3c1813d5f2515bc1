//! Reads changed files again.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::file::File;
use super::parallel_read::read_parts;
use super::path::SourcePath;
use super::scan_result::ScanResult;
use super::scope::ScanScope;
use super::site_paths::{FOLDERS, SETTINGS, is_within};
use super::tree::Tree;

/// Updates a tree after files may have been changed, added or removed. The result equals a new
/// [`super::scan()`] if no other path has changed.
///
/// Paths are relative to the root, in the encoding of the system. A folder includes everything below it. Paths outside of
/// the site are ignored.
pub fn reread(tree: &Tree, root: &Path, paths: &[PathBuf]) -> Tree {
    let mut next = tree.clone();
    if fs::metadata(root).is_err() {
        return next;
    }
    let paths: BTreeSet<SourcePath> = paths.iter().filter_map(|path| site_path(path)).collect();
    let [content, layouts, assets, copied, lists] = FOLDERS;
    for part in [SETTINGS, content, layouts, assets, copied, lists] {
        let mut within: BTreeSet<SourcePath> = paths
            .iter()
            .filter(|path| is_within(path.as_str(), part))
            .cloned()
            .collect();
        let is_link =
            || fs::symlink_metadata(root.join(part)).is_ok_and(|metadata| metadata.is_symlink());
        // The target of a link may be in another part, so changes there can affect this part.
        if within.len() < paths.len() && (next.linked.contains(part) || is_link()) {
            within.insert(SourcePath::new(part));
        }
        next.reread_part(root, part, &within);
    }
    // A root that goes away meanwhile is missing, not empty.
    if fs::metadata(root).is_err() {
        return tree.clone();
    }
    next
}

/// Converts a path. `None` if it is absolute or contains `..`.
fn site_path(path: &Path) -> Option<SourcePath> {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(part) => parts.push(part.to_string_lossy()),
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::ParentDir => return None,
        }
    }
    (!parts.is_empty()).then(|| SourcePath::new(&parts.join("/")))
}

impl Tree {
    /// Reads some paths of a part again, or the whole part if links or obstructed parents require it.
    fn reread_part(&mut self, root: &Path, part: &'static str, paths: &BTreeSet<SourcePath>) {
        if paths.is_empty() {
            return;
        }
        let is_independent =
            !self.linked.contains(part) && !paths.iter().any(|path| self.is_obstructed(path));
        if is_independent && !paths.contains(part) {
            let scope = ScanScope::Below(paths.clone());
            let read = read_parts(root, &[part], &scope, |_, file| file);
            if read.linked.is_empty() && !read.is_obstructed {
                self.replace(paths, read.result);
                return;
            }
        }
        let read = read_parts(root, &[part], &ScanScope::Whole, |_, file| file);
        self.linked.remove(part);
        self.linked.extend(read.linked);
        self.replace(&[SourcePath::new(part)].into(), read.result);
    }

    /// Whether a parent of a path was a file or could not be read.
    fn is_obstructed(&self, path: &SourcePath) -> bool {
        let name = path.as_str();
        let mut ancestors = name.match_indices('/').map(|(at, _)| &name[..at]);
        ancestors.any(|ancestor| {
            self.files.get(ancestor).is_some() || self.errors.contains_key(ancestor)
        })
    }

    /// Replaces everything at some paths and below them.
    fn replace(&mut self, paths: &BTreeSet<SourcePath>, read: ScanResult<File>) {
        for path in paths {
            let name = path.as_str();
            let below = format!("{name}/");
            let inside = self
                .files
                .starting_at(&*below)
                .map(|(file, _)| file.clone());
            let inside: Vec<SourcePath> = inside
                .take_while(|file| file.as_str().starts_with(&below))
                .collect();
            for file in inside.iter().chain([path]) {
                self.files.remove(file);
            }
        }
        self.errors.retain(|file, _| {
            !paths
                .iter()
                .any(|path| is_within(file.as_str(), path.as_str()))
        });
        read.files
            .into_iter()
            .for_each(|(path, file)| drop(self.files.insert(path, file)));
        self.errors.extend(read.errors);
    }
}
