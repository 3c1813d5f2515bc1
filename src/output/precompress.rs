//! Precompressed variants (`.gz`, `.br`) of text files, for servers with static compression.
//!
//! A variant is made from the finished file, and kept only if it is smaller. It contains no time and no name, so that
//! equal files have equal variants. A published variant that decompresses to its file is kept: reading is much faster
//! than compressing.

use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use crate::site::Encoding;
use crate::source::open_regular;

/// Size of the read buffers, in bytes.
const READ_SIZE: usize = 1 << 16;

/// Extensions of text formats. Other files are already compressed, or too rare to matter.
const TEXT_EXTENSIONS: &[&str] = &[
    "html",
    "css",
    "js",
    "svg",
    "json",
    "geojson",
    "xml",
    "txt",
    "csv",
    "ttl",
    "gexf",
    "ics",
    "md",
    "webmanifest",
];

/// Returns the routes of a file's variants; none if the file is not text.
pub(super) fn compressed_routes<'r>(
    route: &'r str,
    encodings: &'r [Encoding],
) -> impl Iterator<Item = (Encoding, String)> + 'r {
    let is_text = || {
        route
            .rsplit_once('.')
            .is_some_and(|(_, ending)| TEXT_EXTENSIONS.contains(&ending))
    };
    let encodings = if !encodings.is_empty() && is_text() {
        encodings
    } else {
        &[]
    };
    encodings
        .iter()
        .map(move |encoding| (*encoding, format!("{route}.{}", encoding.extension())))
}

/// Returns the routes and sizes, in bytes, of the variants that are smaller than the file.
pub fn compressed_sizes(
    route: &str,
    bytes: &[u8],
    encodings: &[Encoding],
) -> io::Result<Vec<(String, u64)>> {
    let whole = bytes.len() as u64;
    let mut found = Vec::new();
    for (encoding, name) in compressed_routes(route, encodings) {
        let mut size = 0;
        compress(encoding, &mut &*bytes, whole, &mut |piece| {
            size += piece.len() as u64;
        })?;
        if size < whole {
            found.push((name, size));
        }
    }
    Ok(found)
}

/// Compresses `source`, which has `size` bytes, and passes the output to `to`.
pub(super) fn compress(
    encoding: Encoding,
    mut source: &mut dyn Read,
    size: u64,
    to: &mut dyn FnMut(&[u8]),
) -> io::Result<()> {
    match encoding {
        Encoding::Gzip => {
            let mut encoder = GzEncoder::new(CallbackWriter(to), Compression::best());
            io::copy(&mut source, &mut encoder)?;
            encoder.finish()?;
        }
        Encoding::Brotli => {
            // The window is not larger than the file: clearing its tables would take longer than compressing.
            let window = size.max(1).ilog2() as i32 + 1;
            let parameters = BrotliEncoderParams {
                quality: QUALITY,
                lgwin: window.clamp(10, 22),
                size_hint: usize::try_from(size).unwrap_or(usize::MAX),
                ..Default::default()
            };
            brotli::BrotliCompress(&mut source, &mut CallbackWriter(to), &parameters)?;
        }
    }
    Ok(())
}

/// Brotli's quality, from 0 to 11. On the shipped atlas 9 is 13 % larger in a quarter of the time; 11 is 1 % smaller
/// and takes twice as long.
const QUALITY: i32 = 10;

/// Returns true if `compressed` decompresses to `file`. A damaged variant is not up to date.
pub(super) fn is_up_to_date(encoding: Encoding, compressed: &Path, file: &Path) -> bool {
    let (Ok(compressed), Ok(mut file)) = (open_regular(compressed), open_regular(file)) else {
        return false;
    };
    let compressed = BufReader::with_capacity(READ_SIZE, compressed);
    match encoding {
        Encoding::Gzip => equal_bytes(&mut GzDecoder::new(compressed), &mut file),
        Encoding::Brotli => equal_bytes(
            &mut brotli::Decompressor::new(compressed, READ_SIZE),
            &mut file,
        ),
    }
    .unwrap_or(false)
}

/// Returns true if two readers return the same bytes. Stops reading at the first difference.
fn equal_bytes(one: &mut dyn Read, other: &mut dyn Read) -> io::Result<bool> {
    let (mut left, mut right) = (vec![0; READ_SIZE], vec![0; READ_SIZE]);
    loop {
        let (a, b) = (read_full(one, &mut left)?, read_full(other, &mut right)?);
        if left[..a] != right[..b] {
            return Ok(false);
        }
        if a < READ_SIZE {
            return Ok(true);
        }
    }
}

fn read_full(from: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match from.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

struct CallbackWriter<'a>(&'a mut dyn FnMut(&[u8]));

impl Write for CallbackWriter<'_> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        (self.0)(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_is_compressed() {
        let both = [Encoding::Gzip, Encoding::Brotli];
        let names = |route| {
            compressed_routes(route, &both)
                .map(|(_, route)| route)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names("en/index.html"),
            ["en/index.html.gz", "en/index.html.br"]
        );
        for route in [
            "assets/photo.1a2b3c4d.jpg",
            ".nojekyll",
            "_headers",
            "assets/x.gz",
            "html",
        ] {
            assert!(names(route).is_empty(), "{route}");
        }
    }

    #[test]
    fn a_compressed_file_is_up_to_date_until_either_changes() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let (file, compressed) = (folder.path().join("a.txt"), folder.path().join("a.txt.x"));
        for encoding in [Encoding::Gzip, Encoding::Brotli] {
            for size in [0, 1, 1000, READ_SIZE, READ_SIZE + 1, 3 * READ_SIZE] {
                let text: Vec<u8> = (0..size).map(|at| (at * at % 251) as u8).collect();
                let mut made = Vec::new();
                let read = |text: &[u8], made: &mut Vec<u8>| {
                    compress(encoding, &mut &text[..], size as u64, &mut |piece| {
                        made.extend_from_slice(piece);
                    })
                };
                read(&text, &mut made).expect("nothing stands in the way");
                std::fs::write(&file, &text).expect("a file can be written");
                std::fs::write(&compressed, &made).expect("a file can be written");
                assert!(
                    is_up_to_date(encoding, &compressed, &file),
                    "{encoding:?} {size}"
                );
                std::fs::write(&file, [&text[..], b"!"].concat()).expect("a file can be written");
                assert!(
                    !is_up_to_date(encoding, &compressed, &file),
                    "{encoding:?} {size}"
                );
                std::fs::write(&file, &text).expect("a file can be written");
                std::fs::write(&compressed, &made[..made.len() - 1])
                    .expect("a file can be written");
                assert!(
                    !is_up_to_date(encoding, &compressed, &file),
                    "{encoding:?} {size}: cut short"
                );
            }
        }
        assert!(!is_up_to_date(
            Encoding::Gzip,
            &folder.path().join("none"),
            &file
        ));
    }
}
