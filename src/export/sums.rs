//! The checksums of the files of `data/`, taken while the files are written.

use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use crate::atlas::Atlas;
use crate::layout::World;
use crate::page::Export;
use crate::site::{Language, Site};

/// What `data/datapackage.json` says of the other files. A file that is written anyway is not made again for it.
pub struct Sums(Vec<(Export, OnceLock<Sum>)>);

/// The size of a file and its checksum.
pub(super) struct Sum {
    /// In bytes.
    pub(super) size: u64,
    /// SHA-256 (FIPS 180-4), in hexadecimal digits.
    pub(super) hash: String,
}

impl Sums {
    /// Room for the checksums of an atlas; none is known yet.
    pub fn new(site: &Site, atlas: &Atlas) -> Sums {
        let files = Export::of_data(site, atlas).into_iter().filter(|export| *export != Export::Package);
        Sums(files.map(|export| (export, OnceLock::new())).collect())
    }

    /// The checksum of a file. One that was not written yet is made for it, and not watched: its place is taken meanwhile.
    pub(super) fn of(&self, world: &World, export: Export) -> Option<&Sum> {
        Some(self.cell(export)?.get_or_init(|| {
            let mut summing = Summing::default();
            super::make(world, self, export, Language::DEFAULT, &mut |piece| summing.add(piece));
            summing.finish()
        }))
    }

    fn cell(&self, export: Export) -> Option<&OnceLock<Sum>> {
        self.0.iter().find(|(known, _)| *known == export).map(|(_, cell)| cell)
    }

    /// Passes a file on and takes its checksum on the way, if somebody will want to know it.
    pub(super) fn watch(&self, export: Export, to: &mut dyn FnMut(&[u8]), write: impl FnOnce(&mut dyn FnMut(&[u8]))) {
        let Some(cell) = self.cell(export).filter(|cell| cell.get().is_none()) else { return write(to) };
        let mut summing = Summing::default();
        write(&mut |piece| {
            summing.add(piece);
            to(piece);
        });
        // Another thread may have been quicker; the same file has the same checksum.
        let _ = cell.set(summing.finish());
    }
}

#[derive(Default)]
struct Summing {
    size: u64,
    state: Sha256,
}

impl Summing {
    fn add(&mut self, piece: &[u8]) {
        self.size += piece.len() as u64;
        self.state.update(piece);
    }

    fn finish(self) -> Sum {
        let hash = self.state.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Sum { size: self.size, hash }
    }
}

#[cfg(test)]
mod tests {
    use super::Summing;

    /// The examples of the standard's authors (<https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values>).
    #[test]
    fn checksums_are_those_of_the_standard_however_a_file_is_cut() {
        let mut summing = Summing::default();
        for piece in ["abcdbcdecdefdefgefgh", "", "fghighijhijkijkljklmklmnlmnomnopnopq"] {
            summing.add(piece.as_bytes());
        }
        let sum = summing.finish();
        assert_eq!(sum.size, 56);
        assert_eq!(sum.hash, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    }
}
