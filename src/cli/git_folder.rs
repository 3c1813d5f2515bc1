//! The git repository around a site, and the path of the site in it.

use std::path::{Component, Path, PathBuf};

/// Returns the nearest folder with a `.git`: the root itself or one above it. `None` means no repository.
pub(super) fn git_folder(root: &Path) -> Option<PathBuf> {
    let root = root.canonicalize().ok()?;
    root.ancestors()
        .find(|folder| folder.join(".git").exists())
        .map(Path::to_owned)
}

/// Returns the path of the root in its repository, with a final `/`. Empty if it is the repository, or in none.
pub(super) fn path_in_repository(root: &Path) -> String {
    let inside = git_folder(root).and_then(|repository| {
        let root = root.canonicalize().ok()?;
        Some(root.strip_prefix(repository).ok()?.to_owned())
    });
    let mut path = String::new();
    for folder in inside.iter().flat_map(|inside| inside.components()) {
        if let Component::Normal(name) = folder {
            path.push_str(&name.to_string_lossy());
            path.push('/');
        }
    }
    path
}
