//! Errors of single files. They do not stop a scan.

use std::fs::FileType;
use std::io;

/// The reason why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// An error of the operating system, with its message.
    Unreadable(String),
    /// A symbolic link to a file outside of its top folder, or to a hidden file.
    LeavesSite,
    /// A symbolic link to a folder that contains it, or to the target of another link.
    Loops,
    /// The file is larger than the size limit.
    TooLarge {
        /// The size in bytes. If the file grew while it was read, the number of bytes read.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Neither a file nor a folder.
    Special(SpecialKind),
    /// Another file has the same name in NFC.
    SameName,
    /// The name is not valid Unicode.
    NameNotUnicode,
}

impl From<io::Error> for FileError {
    fn from(error: io::Error) -> FileError {
        FileError::Unreadable(error.to_string())
    }
}

/// A kind of special file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpecialKind {
    /// A named pipe (FIFO). Reading it would wait for a writer.
    Pipe,
    /// A socket.
    Socket,
    /// A device. Reading it may never end.
    Device,
    /// An unknown kind, or a folder that replaced a file.
    Other,
}

impl From<FileType> for SpecialKind {
    #[cfg(unix)]
    fn from(kind: FileType) -> SpecialKind {
        use std::os::unix::fs::FileTypeExt;
        match kind {
            kind if kind.is_fifo() => SpecialKind::Pipe,
            kind if kind.is_socket() => SpecialKind::Socket,
            kind if kind.is_char_device() || kind.is_block_device() => SpecialKind::Device,
            _ => SpecialKind::Other,
        }
    }

    #[cfg(not(unix))]
    fn from(_: FileType) -> SpecialKind {
        SpecialKind::Other
    }
}
