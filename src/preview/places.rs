//! Where an atlas keeps its sources, and which names in there are nobody's content.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::time::Duration;
use std::time::SystemTime;
use std::{fs, io};

use walkdir::{DirEntry, WalkDir};

const FOLDERS: [&str; 3] = ["content", "layouts", "assets"];
const FILES: [&str; 1] = ["site.toml"];

/// The places of one site on the disk, whatever links lead to them.
#[derive(Clone, Debug)]
pub(super) struct Places {
    root: PathBuf,
}

impl Places {
    pub(super) fn of(root: &Path) -> io::Result<Places> {
        match fs::canonicalize(root) {
            Ok(root) => Ok(Places { root }),
            Err(error) => Err(io::Error::new(error.kind(), format!("{}: {error}", root.display()))),
        }
    }

    /// The root, with no link on the way to it.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The folders that are there now, each at its real place: events name the real place and not the link.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        FOLDERS.iter().filter_map(|name| fs::canonicalize(self.root.join(name)).ok()).filter(|f| f.is_dir()).collect()
    }

    /// All files that are there, at their real places.
    pub(super) fn files(&self) -> impl Iterator<Item = PathBuf> {
        FILES.iter().map(|name| self.root.join(name)).filter(|file| file.is_file())
    }

    /// The files and folders that changed since a moment; a file that came, went or was renamed changed its folder.
    pub(super) fn young(&self, since: SystemTime) -> Vec<PathBuf> {
        let all = self.folders().into_iter().chain(self.files());
        let entries = all.flat_map(|place| WalkDir::new(place).follow_links(true)).flatten();
        let is_young =
            |entry: &DirEntry| entry.metadata().is_ok_and(|state| changed(&state).is_none_or(|at| at >= since));
        entries.filter(is_young).map(DirEntry::into_path).collect()
    }

    /// The path below the root by which the site knows this real path; `None` for what is not the site's.
    pub(super) fn relative(&self, real: &Path) -> Option<PathBuf> {
        let direct = real.strip_prefix(&self.root).ok().map(PathBuf::from).filter(|path| is_ours(path));
        direct.or_else(|| self.linked(real)).filter(|path| !path.iter().any(is_noise))
    }

    /// The same for what lies behind a link, such as a `content` that is kept in another repository.
    fn linked(&self, real: &Path) -> Option<PathBuf> {
        FOLDERS.iter().find_map(|name| {
            let target = fs::canonicalize(self.root.join(name)).ok()?;
            Some(Path::new(name).join(real.strip_prefix(target).ok()?).components().collect())
        })
    }
}

/// When a file was last written, or put where it is.
fn changed(state: &Metadata) -> Option<SystemTime> {
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
        (Some(file), None) => FILES.contains(&file),
        _ => false,
    }
}

/// Whether this is a file that editors and systems leave beside the content while they save.
fn is_noise(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    const ENDS: [&str; 6] = ["~", ".swp", ".swx", ".tmp", ".part", ".crswap"];
    name.starts_with('.')
        || ENDS.iter().any(|end| name.ends_with(end))
        || (name.starts_with('#') && name.ends_with('#'))
        || name.contains("___jb_")
        || name == "4913"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_leave_behind_is_not_content() {
        let noise = [
            "a.md~",
            ".a.md.swp",
            ".#a.md",
            "#a.md#",
            "4913",
            "a.md.tmp",
            "a.md___jb_tmp___",
            ".DS_Store",
            ".obsidian",
        ];
        for name in noise {
            assert!(is_noise(name.as_ref()), "{name}");
        }
        for name in ["a.md", "4913.md", "№1.yaml", "tmp", "a#b.md"] {
            assert!(!is_noise(name.as_ref()), "{name}");
        }
    }
}
