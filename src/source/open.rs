//! Opens and reads regular files safely: links are not followed, opening never blocks, and the size is limited.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::file::File;
use super::file_error::{FileError, SpecialKind};

/// Opens a regular file for reading. Fails for a link, a pipe or a device. Never waits for another process.
pub fn open_regular(path: &Path) -> io::Result<fs::File> {
    let file = without_following(fs::OpenOptions::new().read(true)).open(path)?;
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "not a regular file",
        )),
    }
}

/// Reads a regular file of at most some bytes. Fails for a link, a pipe, a device or a larger file.
pub fn read_regular(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_regular(path)?
        .take(limit + 1)
        .read_to_end(&mut bytes)?;
    match bytes.len() as u64 > limit {
        true => Err(io::Error::new(io::ErrorKind::FileTooLarge, "too large")),
        false => Ok(bytes),
    }
}

/// Sets the options `O_NOFOLLOW` and `O_NONBLOCK`: opening a link fails, opening a pipe does not wait.
#[cfg(unix)]
pub fn without_following(options: &mut fs::OpenOptions) -> &mut fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    options.custom_flags(flags.bits().cast_signed())
}

/// Returns the options unchanged: the flags exist on Unix only.
#[cfg(not(unix))]
pub fn without_following(options: &mut fs::OpenOptions) -> &mut fs::OpenOptions {
    options
}

#[cfg(unix)]
use rustix::fs::OFlags;

/// Opens files below a root. Links that replaced a folder or file after it was listed are not followed.
pub(super) struct Opener<'r> {
    root: &'r Path,
    folder: Option<(PathBuf, Folder)>,
}

#[cfg(unix)]
type Folder = std::os::fd::OwnedFd;
#[cfg(not(unix))]
type Folder = PathBuf;

impl<'r> Opener<'r> {
    /// `root` has no links.
    pub(super) fn new(root: &'r Path) -> Opener<'r> {
        Opener { root, folder: None }
    }

    /// Opens a file below the root. Its folder is kept open for the next file.
    pub(super) fn open(&mut self, disk_path: &Path) -> io::Result<fs::File> {
        let (Some(parent), Some(name)) = (disk_path.parent(), disk_path.file_name()) else {
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
    let flags =
        OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let below = folder
        .strip_prefix(root)
        .map_err(|_| io::ErrorKind::InvalidInput)?;
    let mut open = open(root, flags, Mode::empty())?;
    for part in below {
        open = openat(&open, part, flags, Mode::empty())?;
    }
    Ok(open)
}

#[cfg(unix)]
fn open_in(folder: &Folder, name: &std::ffi::OsStr) -> io::Result<fs::File> {
    use rustix::fs::{Mode, openat};
    let flags =
        OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    Ok(openat(folder, name, flags, Mode::empty())?.into())
}

#[cfg(not(unix))]
fn open_folder(root: &Path, folder: &Path) -> io::Result<Folder> {
    let real = folder.canonicalize()?;
    if real == folder && real.starts_with(root) {
        Ok(real)
    } else {
        Err(io::ErrorKind::InvalidInput.into())
    }
}

#[cfg(not(unix))]
fn open_in(folder: &Folder, name: &std::ffi::OsStr) -> io::Result<fs::File> {
    let disk_path = folder.join(name);
    if fs::symlink_metadata(&disk_path)?.is_symlink() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    fs::File::open(disk_path)
}

/// Reads an open file of at most `limit` bytes. `buffer` is scratch memory.
pub(super) fn read_limited(
    file: fs::File,
    limit: u64,
    buffer: &mut Vec<u8>,
) -> Result<File, FileError> {
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(FileError::Special(SpecialKind::from(metadata.file_type())));
    }
    let size = metadata.len();
    if size > limit {
        return Err(FileError::TooLarge { size, limit });
    }
    buffer.clear();
    buffer.reserve(usize::try_from(size).unwrap_or(0) + 64);
    // If the file grows, one byte more than the limit is read.
    file.take(limit + 1).read_to_end(buffer)?;
    match buffer.len() as u64 {
        size if size > limit => Err(FileError::TooLarge { size, limit }),
        _ => Ok(File::new(&**buffer)),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_file_that_was_replaced_after_listing_is_not_read() {
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
    fn only_regular_files_are_read_and_only_to_the_limit() {
        let mut buffer = Vec::new();
        let zero = without_following(fs::OpenOptions::new().read(true))
            .open("/dev/zero")
            .expect("a device");
        assert_eq!(
            read_limited(zero, 10, &mut buffer).err(),
            Some(FileError::Special(SpecialKind::Device))
        );
        // A file with size 0 and content, like a file that grows while it is read.
        let endless = || fs::File::open("/proc/self/status").expect("a file of the system");
        if cfg!(target_os = "linux") {
            assert_eq!(endless().metadata().expect("its state").len(), 0);
            assert_eq!(
                read_limited(endless(), 9, &mut Vec::new()).err(),
                Some(FileError::TooLarge { size: 10, limit: 9 })
            );
            assert!(read_limited(endless(), 1 << 20, &mut Vec::new()).is_ok());
        }
    }
}
