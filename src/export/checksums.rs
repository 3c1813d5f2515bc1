//! SHA-256 checksums of the files of `data/`, computed while the files are written.

use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use crate::atlas::Atlas;
use crate::plan::Export;
use crate::site::Site;

/// The checksums of the files of `data/` except the data package, each computed at most once.
pub struct Checksums(Vec<(Export, OnceLock<FileChecksum>)>);

/// The size and the checksum of a file.
pub(super) struct FileChecksum {
    /// The size in bytes.
    pub(super) size: u64,
    /// The SHA-256 digest (FIPS 180-4) in hexadecimal digits.
    pub(super) hash: String,
}

impl Checksums {
    /// An empty set of checksums for the data files of an atlas.
    pub fn new(site: &Site, atlas: &Atlas) -> Checksums {
        let files = Export::data_files(site, atlas)
            .into_iter()
            .filter(|export| *export != Export::Package);
        Checksums(files.map(|export| (export, OnceLock::new())).collect())
    }

    /// The checksum of a file. If it is not known yet, `write` generates the file. `None` for a file without checksum.
    pub(super) fn get_or_compute(
        &self,
        export: Export,
        write: impl FnOnce(&mut dyn FnMut(&[u8])),
    ) -> Option<&FileChecksum> {
        Some(self.cell(export)?.get_or_init(|| {
            let mut writer = ChecksumWriter::default();
            write(&mut |chunk| writer.add(chunk));
            writer.finish()
        }))
    }

    fn cell(&self, export: Export) -> Option<&OnceLock<FileChecksum>> {
        self.0
            .iter()
            .find(|(known, _)| *known == export)
            .map(|(_, cell)| cell)
    }

    /// Passes the chunks of a file on to `to` and records its checksum, unless it is known or not needed.
    pub(super) fn tee_checksum(
        &self,
        export: Export,
        to: &mut dyn FnMut(&[u8]),
        write: impl FnOnce(&mut dyn FnMut(&[u8])),
    ) {
        let Some(cell) = self.cell(export).filter(|cell| cell.get().is_none()) else {
            return write(to);
        };
        let mut writer = ChecksumWriter::default();
        write(&mut |chunk| {
            writer.add(chunk);
            to(chunk);
        });
        // Another thread may have set it; the same file has the same checksum.
        let _ = cell.set(writer.finish());
    }
}

/// Computes size and digest of a file from its chunks.
#[derive(Default)]
struct ChecksumWriter {
    size: u64,
    state: Sha256,
}

impl ChecksumWriter {
    fn add(&mut self, chunk: &[u8]) {
        self.size += chunk.len() as u64;
        self.state.update(chunk);
    }

    fn finish(self) -> FileChecksum {
        let hash = self
            .state
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        FileChecksum {
            size: self.size,
            hash,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ChecksumWriter;

    /// The examples of the standard's authors (<https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values>).
    #[test]
    fn checksums_are_those_of_the_standard_however_a_file_is_cut() {
        let mut writer = ChecksumWriter::default();
        for chunk in [
            "abcdbcdecdefdefgefgh",
            "",
            "fghighijhijkijkljklmklmnlmnomnopnopq",
        ] {
            writer.add(chunk.as_bytes());
        }
        let sum = writer.finish();
        assert_eq!(sum.size, 56);
        assert_eq!(
            sum.hash,
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        );
    }
}
