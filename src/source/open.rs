//! Opening and reading files that may be something else: no link is followed, nothing blocks, the type is that of the
//! open file, and no more is read than a limit.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{File, Problem, SpecialKind};

/// Opens a regular file for reading. Fails where the path ends at a link, a pipe, a device or anything else; never
/// waits for another process.
pub fn open_regular(path: &Path) -> io::Result<fs::File> {
    let file = without_following(fs::OpenOptions::new().read(true)).open(path)?;
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file")),
    }
}

/// Sets options to refuse a link at the end of a path and not to wait for the other end of a pipe.
#[cfg(unix)]
pub fn without_following(options: &mut fs::OpenOptions) -> &mut fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    options.custom_flags(flags.bits().cast_signed())
}

/// Returns the options as they are: only Unix knows such flags.
#[cfg(not(unix))]
pub fn without_following(options: &mut fs::OpenOptions) -> &mut fs::OpenOptions {
    options
}

#[cfg(unix)]
use rustix::fs::OFlags;

/// Opens files at real places below a root. A link that was put on the way since the place was found is not followed.
pub(super) struct Opener<'r> {
    root: &'r Path,
    folder: Option<(PathBuf, Folder)>,
}

#[cfg(unix)]
type Folder = std::os::fd::OwnedFd;
#[cfg(not(unix))]
type Folder = PathBuf;

impl<'r> Opener<'r> {
    /// `root` is a real path.
    pub(super) fn new(root: &'r Path) -> Opener<'r> {
        Opener { root, folder: None }
    }

    /// Opens what stands at a real place below the root. The folder stays open for the next file of it.
    pub(super) fn open(&mut self, place: &Path) -> io::Result<fs::File> {
        let (Some(parent), Some(name)) = (place.parent(), place.file_name()) else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        let folder = match self.folder.take() {
            Some((path, folder)) if path == parent => folder,
            _ => open_folder(self.root, parent)?,
        };
        let file = open_in(&folder, name);
        self.folder = Some((parent.to_owned(), folder));
        file
    }
}

#[cfg(unix)]
fn open_folder(root: &Path, folder: &Path) -> io::Result<Folder> {
    use rustix::fs::{Mode, open, openat};
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let below = folder.strip_prefix(root).map_err(|_| io::ErrorKind::InvalidInput)?;
    let mut open = open(root, flags, Mode::empty())?;
    for part in below {
        open = openat(&open, part, flags, Mode::empty())?;
    }
    Ok(open)
}

#[cfg(unix)]
fn open_in(folder: &Folder, name: &std::ffi::OsStr) -> io::Result<fs::File> {
    use rustix::fs::{Mode, openat};
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    Ok(openat(folder, name, flags, Mode::empty())?.into())
}

#[cfg(not(unix))]
fn open_folder(root: &Path, folder: &Path) -> io::Result<Folder> {
    let real = folder.canonicalize()?;
    if real == folder && real.starts_with(root) { Ok(real) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

#[cfg(not(unix))]
fn open_in(folder: &Folder, name: &std::ffi::OsStr) -> io::Result<fs::File> {
    let place = folder.join(name);
    if fs::symlink_metadata(&place)?.is_symlink() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    fs::File::open(place)
}

/// Reads an open file of at most `limit` bytes; `buffer` is used again by the next one.
pub(super) fn read(file: fs::File, limit: u64, buffer: &mut Vec<u8>) -> Result<File, Problem> {
    let unreadable = |error: io::Error| Problem::Unreadable(error.to_string());
    let state = file.metadata().map_err(unreadable)?;
    if !state.is_file() {
        return Err(Problem::Special(SpecialKind::from(state.file_type())));
    }
    let size = state.len();
    if size > limit {
        return Err(Problem::TooLarge { size, limit });
    }
    buffer.clear();
    buffer.reserve(usize::try_from(size).unwrap_or(0) + 64);
    // A file that grows meanwhile is read to one byte beyond the limit.
    file.take(limit + 1).read_to_end(buffer).map_err(unreadable)?;
    match buffer.len() as u64 {
        size if size > limit => Err(Problem::TooLarge { size, limit }),
        _ => Ok(File::new(&**buffer)),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_file_that_was_replaced_after_it_was_found_is_not_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("its place");
        fs::create_dir_all(root.join("content/people")).expect("folders");
        let outside = tempfile::tempdir().expect("a folder");
        fs::write(outside.path().join("a.md"), "secret").expect("a file");
        let place = root.join("content/people/a.md");
        // The file became a link.
        symlink(outside.path().join("a.md"), &place).expect("a link");
        assert!(Opener::new(&root).open(&place).is_err());
        // Its folder became a link.
        fs::remove_dir_all(root.join("content/people")).expect("removed");
        symlink(outside.path(), root.join("content/people")).expect("a link");
        assert!(Opener::new(&root).open(&place).is_err());
        assert!(open_regular(&outside.path().join("a.md")).is_ok());
        symlink("a.md", outside.path().join("b.md")).expect("a link");
        assert!(open_regular(&outside.path().join("b.md")).is_err());
    }

    #[test]
    fn what_is_open_is_read_to_the_limit_and_only_as_a_regular_file() {
        let mut buffer = Vec::new();
        let zero = without_following(fs::OpenOptions::new().read(true)).open("/dev/zero").expect("a device");
        assert_eq!(read(zero, 10, &mut buffer).err(), Some(Problem::Special(SpecialKind::Device)));
        // A file of the system that says it is empty and is not, as one that grows while it is read.
        let endless = || fs::File::open("/proc/self/status").expect("a file of the system");
        if cfg!(target_os = "linux") {
            assert_eq!(endless().metadata().expect("its state").len(), 0);
            assert_eq!(read(endless(), 9, &mut Vec::new()).err(), Some(Problem::TooLarge { size: 10, limit: 9 }));
            assert!(read(endless(), 1 << 20, &mut Vec::new()).is_ok());
        }
    }
}
