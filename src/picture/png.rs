//! The chunks of PNG files: size, orientation and animation, and the file without metadata.

use super::exif;
use super::picture_info::Orientation;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What the chunks of a PNG file say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PngHeader {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) orientation: Orientation,
    pub(super) is_animated: bool,
}

/// Reads the header. `None` if the first chunk is none.
pub(super) fn header(bytes: &[u8]) -> Option<PngHeader> {
    let mut chunks = Chunks::new(bytes);
    let first = chunks.next().filter(|chunk| &chunk.name == b"IHDR")?;
    let number = |at: usize| -> Option<u32> {
        let bytes: [u8; 4] = first.data.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes))
    };
    let mut header = PngHeader {
        width: number(0)?,
        height: number(4)?,
        orientation: Orientation::UPRIGHT,
        is_animated: false,
    };
    for chunk in chunks {
        match &chunk.name {
            b"acTL" => header.is_animated = true,
            b"eXIf" => header.orientation = exif::orientation(chunk.data),
            _ => {}
        }
    }
    Some(header)
}

/// Returns the file without texts, times and metadata except the orientation, and without what follows the picture.
pub(super) fn without_metadata(bytes: &[u8]) -> Vec<u8> {
    let orientation = header(bytes).map_or(Orientation::UPRIGHT, |header| header.orientation);
    let mut is_missing = orientation != Orientation::UPRIGHT;
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend_from_slice(SIGNATURE);
    for chunk in Chunks::new(bytes) {
        match &chunk.name {
            b"tEXt" | b"zTXt" | b"iTXt" | b"tIME" | b"eXIf" => {}
            // The orientation stands before the pixels.
            b"IDAT" | b"IEND" if is_missing => {
                is_missing = false;
                push_exif(&mut kept, orientation);
                kept.extend_from_slice(chunk.whole);
            }
            _ => kept.extend_from_slice(chunk.whole),
        }
    }
    if is_missing {
        push_exif(&mut kept, orientation);
    }
    kept
}

fn push_exif(kept: &mut Vec<u8>, orientation: Orientation) {
    let tiff = exif::only_orientation(orientation);
    let mut sum = flate2::Crc::new();
    sum.update(b"eXIf");
    sum.update(&tiff);
    kept.extend_from_slice(&(tiff.len() as u32).to_be_bytes());
    kept.extend_from_slice(b"eXIf");
    kept.extend_from_slice(&tiff);
    kept.extend_from_slice(&sum.sum().to_be_bytes());
}

struct PngChunk<'b> {
    name: [u8; 4],
    data: &'b [u8],
    whole: &'b [u8],
}

/// The chunks to the end of the picture, or to the first that is cut.
struct Chunks<'b> {
    rest: &'b [u8],
}

impl<'b> Chunks<'b> {
    fn new(bytes: &'b [u8]) -> Chunks<'b> {
        Chunks {
            rest: bytes.strip_prefix(SIGNATURE).unwrap_or_default(),
        }
    }
}

impl<'b> Iterator for Chunks<'b> {
    type Item = PngChunk<'b>;

    fn next(&mut self) -> Option<PngChunk<'b>> {
        let length: [u8; 4] = self.rest.get(..4)?.try_into().ok()?;
        let name: [u8; 4] = self.rest.get(4..8)?.try_into().ok()?;
        let length = usize::try_from(u32::from_be_bytes(length)).ok()?;
        let whole = self.rest.get(..length.checked_add(12)?)?;
        self.rest = if &name == b"IEND" {
            &[]
        } else {
            &self.rest[whole.len()..]
        };
        Some(PngChunk {
            name,
            data: &whole[8..8 + length],
            whole,
        })
    }
}
