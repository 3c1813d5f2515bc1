//! The bytes of a file.

use std::sync::Arc;

/// The bytes of a file with their checksum. Versions of a tree share the bytes of unchanged files.
#[derive(Clone)]
pub struct File {
    bytes: Arc<[u8]>,
    hash: u64,
}

impl File {
    /// Creates a file. The checksum (XXH3, 64 bits) detects changes; it is not cryptographic.
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> File {
        let bytes = bytes.into();
        let hash = xxhash_rust::xxh3::xxh3_64(&bytes);
        File { bytes, hash }
    }

    /// Returns the bytes, with the byte order mark and the line ends of the disk.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the checksum.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// Returns the bytes as text.
    pub fn text(&self) -> Result<&str, std::str::Utf8Error> {
        std::str::from_utf8(&self.bytes)
    }
}
