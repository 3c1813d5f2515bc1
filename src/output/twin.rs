//! A file once more beside itself, compressed, for servers that send it so: `index.html.gz`, `index.html.br`.
//!
//! A twin is made of the finished file, not while that is made, and only where it comes out smaller. It holds no time and
//! no name, so that the same file gives the same twin. One that still says what its file says is left as it is:
//! reading it takes a fraction of the time of making it.

use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use crate::site::Encoding;
use crate::source::open_regular;

/// How much is read at once.
const PIECE: usize = 1 << 16;

/// The endings of files that are text of some sort: others are compressed already, or too rare to matter.
const TEXTS: &[&str] =
    &["html", "css", "js", "svg", "json", "geojson", "xml", "txt", "csv", "ttl", "gexf", "ics", "md", "webmanifest"];

/// The routes that the twins of a file would have; none for a file that is no text.
pub(super) fn routes<'r>(route: &'r str, encodings: &'r [Encoding]) -> impl Iterator<Item = (Encoding, String)> + 'r {
    let is_text = || route.rsplit_once('.').is_some_and(|(_, ending)| TEXTS.contains(&ending));
    let encodings = if !encodings.is_empty() && is_text() { encodings } else { &[] };
    encodings.iter().map(move |encoding| (*encoding, format!("{route}.{}", encoding.ending())))
}

/// The twins that a file will have, with their sizes.
pub fn twins(route: &str, bytes: &[u8], encodings: &[Encoding]) -> io::Result<Vec<(String, u64)>> {
    let whole = bytes.len() as u64;
    let mut found = Vec::new();
    for (encoding, name) in routes(route, encodings) {
        let mut size = 0;
        compress(encoding, &mut &*bytes, whole, &mut |piece| size += piece.len() as u64)?;
        if size < whole {
            found.push((name, size));
        }
    }
    Ok(found)
}

/// Compresses a file of a size, and passes it on in pieces.
pub(super) fn compress(
    encoding: Encoding,
    mut source: &mut dyn Read,
    size: u64,
    to: &mut dyn FnMut(&[u8]),
) -> io::Result<()> {
    match encoding {
        Encoding::Gzip => {
            let mut encoder = GzEncoder::new(Passing(to), Compression::best());
            io::copy(&mut source, &mut encoder)?;
            encoder.finish()?;
        }
        Encoding::Brotli => {
            // A window no larger than the file: its tables would take longer to clear than the file to compress.
            let window = size.max(1).ilog2() as i32 + 1;
            let parameters = BrotliEncoderParams {
                quality: QUALITY,
                lgwin: window.clamp(10, 22),
                size_hint: usize::try_from(size).unwrap_or(usize::MAX),
                ..Default::default()
            };
            brotli::BrotliCompress(&mut source, &mut Passing(to), &parameters)?;
        }
    }
    Ok(())
}

/// Brotli's effort, of 11: at 9 the shipped atlas's twins are 13 % larger and made in a quarter of the time, at 11 they are
/// 1 % smaller and take twice as long.
const QUALITY: i32 = 10;

/// Whether a twin, uncompressed, is the file. One that is broken is not.
pub(super) fn is_true(encoding: Encoding, twin: &Path, file: &Path) -> bool {
    let (Ok(twin), Ok(mut file)) = (open_regular(twin), open_regular(file)) else { return false };
    let twin = BufReader::with_capacity(PIECE, twin);
    match encoding {
        Encoding::Gzip => same(&mut GzDecoder::new(twin), &mut file),
        Encoding::Brotli => same(&mut brotli::Decompressor::new(twin, PIECE), &mut file),
    }
    .unwrap_or(false)
}

/// Whether two readers give the same bytes; no more is read than until they differ.
fn same(one: &mut dyn Read, other: &mut dyn Read) -> io::Result<bool> {
    let (mut left, mut right) = (vec![0; PIECE], vec![0; PIECE]);
    loop {
        let (a, b) = (fill(one, &mut left)?, fill(other, &mut right)?);
        if left[..a] != right[..b] {
            return Ok(false);
        }
        if a < PIECE {
            return Ok(true);
        }
    }
}

fn fill(from: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
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

struct Passing<'a>(&'a mut dyn FnMut(&[u8]));

impl Write for Passing<'_> {
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
    fn only_texts_have_twins() {
        let both = [Encoding::Gzip, Encoding::Brotli];
        let of = |route| routes(route, &both).map(|(_, route)| route).collect::<Vec<_>>();
        assert_eq!(of("en/index.html"), ["en/index.html.gz", "en/index.html.br"]);
        for route in ["assets/photo.1a2b3c4d.jpg", ".nojekyll", "_headers", "assets/x.gz", "html"] {
            assert!(of(route).is_empty(), "{route}");
        }
    }

    #[test]
    fn a_twin_is_true_until_either_changes() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let (file, twin) = (folder.path().join("a.txt"), folder.path().join("a.txt.x"));
        for encoding in [Encoding::Gzip, Encoding::Brotli] {
            for size in [0, 1, 1000, PIECE, PIECE + 1, 3 * PIECE] {
                let text: Vec<u8> = (0..size).map(|at| (at * at % 251) as u8).collect();
                let mut made = Vec::new();
                let read = |text: &[u8], made: &mut Vec<u8>| {
                    compress(encoding, &mut &text[..], size as u64, &mut |piece| made.extend_from_slice(piece))
                };
                read(&text, &mut made).expect("nothing stands in the way");
                std::fs::write(&file, &text).expect("a file can be written");
                std::fs::write(&twin, &made).expect("a file can be written");
                assert!(is_true(encoding, &twin, &file), "{encoding:?} {size}");
                std::fs::write(&file, [&text[..], b"!"].concat()).expect("a file can be written");
                assert!(!is_true(encoding, &twin, &file), "{encoding:?} {size}");
                std::fs::write(&file, &text).expect("a file can be written");
                std::fs::write(&twin, &made[..made.len() - 1]).expect("a file can be written");
                assert!(!is_true(encoding, &twin, &file), "{encoding:?} {size}: cut short");
            }
        }
        assert!(!is_true(Encoding::Gzip, &folder.path().join("none"), &file));
    }
}
