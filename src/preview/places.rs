//! Where an atlas keeps its sources on the disk, and by which paths the site knows what stands there.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::time::Duration;
use std::time::SystemTime;
use std::{fs, io};

use crate::source::{self, FOLDERS, SETTINGS};

/// The places of one site on the disk, whatever links lead to them.
#[derive(Clone, Debug)]
pub(super) struct Places {
    root: PathBuf,
    /// The root's own, by which it is told from another folder that was put in its place.
    identity: Option<Identity>,
}

/// The device and the inode.
#[cfg(unix)]
type Identity = (u64, u64);
/// The time of creation.
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

impl Places {
    pub(super) fn of(root: &Path) -> io::Result<Places> {
        let read = |root: PathBuf| fs::metadata(&root).map(|state| Places { root, identity: identity(&state) });
        match fs::canonicalize(root).and_then(read) {
            Ok(places) => Ok(places),
            Err(error) => Err(io::Error::new(error.kind(), format!("{}: {error}", root.display()))),
        }
    }

    /// The root, with no link on the way to it.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The folders to watch for what happens in each of them alone: the root, and every folder that the site reads, each
    /// at its real place, because events name that and not a link.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.root.clone()];
        folders.extend(source::settings(&self.root).and_then(|place| Some(place.parent()?.to_owned())));
        folders.extend(source::survey(&self.root).folders);
        folders.dedup();
        folders
    }

    /// Whether the folder at the path of the root, behind links, is still the one whose places these are.
    pub(super) fn are_at(&self, root: &Path) -> bool {
        fs::metadata(root).is_ok_and(|state| state.is_dir() && identity(&state) == self.identity)
    }

    /// The top folders that the site reads, at their real places, to watch with everything in them.
    pub(super) fn top_folders(&self) -> Vec<PathBuf> {
        FOLDERS.iter().filter_map(|name| source::top_folder(&self.root, name)).collect()
    }

    /// All that the site has besides folders, at real places.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        source::survey(&self.root).others
    }

    /// The files and folders that changed since a moment; a file that came, went or was renamed changed its folder.
    pub(super) fn young(&self, since: SystemTime) -> Vec<PathBuf> {
        let found = source::survey(&self.root);
        let mut all: Vec<PathBuf> = found.folders.into_iter().chain(found.others).collect();
        let is_young = |place: &PathBuf| {
            fs::symlink_metadata(place).is_ok_and(|state| changed(&state).is_none_or(|at| at >= since))
        };
        all.retain(is_young);
        all
    }

    /// The path below the root by which the site knows this real path; `None` for what is not the site's.
    pub(super) fn relative(&self, real: &Path) -> Option<PathBuf> {
        let direct = real.strip_prefix(&self.root).ok().map(PathBuf::from).filter(|path| is_ours(path));
        direct.or_else(|| self.linked(real)).filter(|path| !path.iter().any(source::is_ignored))
    }

    /// The same for what lies behind a link, such as a `content` that is kept in another folder of the repository.
    fn linked(&self, real: &Path) -> Option<PathBuf> {
        let below = |name: &'static str| {
            let top = source::top_folder(&self.root, name)?;
            Some(Path::new(name).join(real.strip_prefix(top).ok()?).components().collect())
        };
        let is_settings = || source::settings(&self.root).is_some_and(|place| place == real);
        FOLDERS.into_iter().find_map(below).or_else(|| is_settings().then(|| SETTINGS.into()))
    }
}

/// When a file was last written, or put where it is.
pub(super) fn changed(state: &Metadata) -> Option<SystemTime> {
    let written = state.modified().ok()?;
    #[cfg(unix)]
    let written = {
        use std::os::unix::fs::MetadataExt;
        let put = Duration::new(u64::try_from(state.ctime()).ok()?, u32::try_from(state.ctime_nsec()).ok()?);
        written.max(SystemTime::UNIX_EPOCH.checked_add(put)?)
    };
    Some(written)
}

fn is_ours(path: &Path) -> bool {
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
        for folder in ["content/people", "content/.git/objects", "assets", "public/people", "records"] {
            fs::create_dir_all(root.join(folder)).expect("a folder");
        }
        let names = || {
            let places = Places::of(root).expect("the site");
            let real = fs::canonicalize(root).expect("its place");
            let folders = places.folders().into_iter();
            let names = folders.map(|place| place.strip_prefix(&real).expect("below it").display().to_string());
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
        let places = Places::of(root).expect("the site");
        let file = places.root().join("records/a.md");
        assert_eq!(places.relative(&file), Some("content/a.md".into()));
        assert_eq!(places.relative(Path::new("/usr/lib")), None);
    }
}
