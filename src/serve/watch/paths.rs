//! Mapping between real paths on the disk and paths of the site.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::time::Duration;
use std::time::SystemTime;
use std::{fs, io};

use crate::source::{self, FOLDERS, SETTINGS};

/// The real paths of a site, behind links.
#[derive(Clone, Debug)]
pub(super) struct WatchedPaths {
    root: PathBuf,
    /// The identity of the root. It differs if another folder replaces the root.
    identity: Option<Identity>,
}

/// Device and inode.
#[cfg(unix)]
type Identity = (u64, u64);
/// Time of creation.
#[cfg(not(unix))]
type Identity = SystemTime;

#[cfg(unix)]
fn identity(state: &Metadata) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    Some((state.dev(), state.ino()))
}

#[cfg(not(unix))]
fn identity(state: &Metadata) -> Option<Identity> {
    state.created().ok()
}

impl WatchedPaths {
    pub(super) fn new(root: &Path) -> io::Result<WatchedPaths> {
        let read = |root: PathBuf| {
            fs::metadata(&root).map(|state| WatchedPaths {
                root,
                identity: identity(&state),
            })
        };
        match fs::canonicalize(root).and_then(read) {
            Ok(paths) => Ok(paths),
            Err(error) => Err(io::Error::new(
                error.kind(),
                format!("{}: {error}", root.display()),
            )),
        }
    }

    /// Returns the canonical root.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the root and every folder that the site reads, for non-recursive watching. The paths are canonical,
    /// because events contain canonical paths.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.root.clone()];
        folders.extend(
            source::settings(&self.root).and_then(|place| Some(place.parent()?.to_owned())),
        );
        folders.extend(source::survey(&self.root).folders);
        folders.dedup();
        folders
    }

    /// Returns true if the root still resolves to the same folder.
    pub(super) fn is_same_root(&self, root: &Path) -> bool {
        fs::metadata(root).is_ok_and(|state| state.is_dir() && identity(&state) == self.identity)
    }

    /// Returns the canonical top-level folders of the site, for recursive watching.
    pub(super) fn top_folders(&self) -> Vec<PathBuf> {
        FOLDERS
            .iter()
            .filter_map(|name| source::top_folder(&self.root, name))
            .collect()
    }

    /// Returns the canonical paths of all files of the site.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        source::survey(&self.root).others
    }

    /// Returns the files and folders that changed since a time. Creating, removing or renaming a file changes its
    /// folder.
    pub(super) fn modified_since(&self, since: SystemTime) -> Vec<PathBuf> {
        let found = source::survey(&self.root);
        let mut all: Vec<PathBuf> = found.folders.into_iter().chain(found.others).collect();
        let is_recent = |place: &PathBuf| {
            fs::symlink_metadata(place)
                .is_ok_and(|state| changed_at(&state).is_none_or(|at| at >= since))
        };
        all.retain(is_recent);
        all
    }

    /// Returns the site's path of a canonical path. `None` means that it is outside of the site.
    pub(super) fn relative(&self, real: &Path) -> Option<PathBuf> {
        let direct = real
            .strip_prefix(&self.root)
            .ok()
            .map(PathBuf::from)
            .filter(|path| is_site_path(path));
        direct
            .or_else(|| self.linked(real))
            .filter(|path| !path.iter().any(source::is_ignored))
    }

    /// Returns the site's path of a file behind a link, such as a linked `content`.
    fn linked(&self, real: &Path) -> Option<PathBuf> {
        let below = |name: &'static str| {
            let top = source::top_folder(&self.root, name)?;
            Some(
                Path::new(name)
                    .join(real.strip_prefix(top).ok()?)
                    .components()
                    .collect(),
            )
        };
        let is_settings = || source::settings(&self.root).is_some_and(|place| place == real);
        FOLDERS
            .into_iter()
            .find_map(below)
            .or_else(|| is_settings().then(|| SETTINGS.into()))
    }
}

/// Returns the later of the modification time and the inode change time.
pub(super) fn changed_at(state: &Metadata) -> Option<SystemTime> {
    let written = state.modified().ok()?;
    #[cfg(unix)]
    let written = {
        use std::os::unix::fs::MetadataExt;
        let put = Duration::new(
            u64::try_from(state.ctime()).ok()?,
            u32::try_from(state.ctime_nsec()).ok()?,
        );
        written.max(SystemTime::UNIX_EPOCH.checked_add(put)?)
    };
    Some(written)
}

fn is_site_path(path: &Path) -> bool {
    let mut parts = path.iter().filter_map(|part| part.to_str());
    match (parts.next(), parts.next()) {
        (Some(folder), _) if FOLDERS.contains(&folder) => true,
        (Some(file), None) => file == SETTINGS,
        _ => false,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn only_the_folders_that_the_site_reads_are_watched() {
        let site = tempfile::tempdir().expect("a folder");
        let root = site.path();
        for folder in [
            "content/people",
            "content/.git/objects",
            "assets",
            "public/people",
            "records",
        ] {
            fs::create_dir_all(root.join(folder)).expect("a folder");
        }
        let names = || {
            let paths = WatchedPaths::new(root).expect("the site");
            let real = fs::canonicalize(root).expect("its place");
            let folders = paths.folders().into_iter();
            let names = folders.map(|place| {
                place
                    .strip_prefix(&real)
                    .expect("below it")
                    .display()
                    .to_string()
            });
            names.collect::<Vec<_>>()
        };
        let own = ["", "content", "content/people", "assets"];
        assert_eq!(names(), own);
        symlink("/usr", root.join("content/usr")).expect("a link");
        symlink("/", root.join("assets/all")).expect("a link");
        symlink("..", root.join("content/people/up")).expect("a link");
        symlink("/usr", root.join("layouts")).expect("a link");
        assert_eq!(names(), own, "no link leads to more");
        fs::remove_dir_all(root.join("content")).expect("removed");
        symlink("records", root.join("content")).expect("a link that stays in the site");
        assert_eq!(names(), ["", "records", "assets"]);
        let paths = WatchedPaths::new(root).expect("the site");
        let file = paths.root().join("records/a.md");
        assert_eq!(paths.relative(&file), Some("content/a.md".into()));
        assert_eq!(paths.relative(Path::new("/usr/lib")), None);
    }
}
