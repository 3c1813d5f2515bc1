//! The chunks of WebP files (RFC 9649): size, orientation and animation, and the file without metadata.

use super::exif;
use super::picture_info::Orientation;

/// Flags of the chunk `VP8X`.
const ANIMATION: u8 = 0x02;
const XMP: u8 = 0x04;
const EXIF: u8 = 0x08;

/// What the chunks of a WebP file say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WebPHeader {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) orientation: Orientation,
    pub(super) is_animated: bool,
    pub(super) is_lossless: bool,
}

/// Reads the header. `None` if there is no picture.
pub(super) fn header(bytes: &[u8]) -> Option<WebPHeader> {
    let (mut size, mut is_animated, mut is_lossless) = (None, false, false);
    let mut orientation = Orientation::UPRIGHT;
    for chunk in Chunks::new(bytes) {
        match (&chunk.name, chunk.data) {
            (b"VP8X", [flags, _, _, _, w1, w2, w3, h1, h2, h3, ..]) => {
                is_animated = flags & ANIMATION != 0;
                let number =
                    |bytes: [u8; 3]| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]) + 1;
                size = Some((number([*w1, *w2, *w3]), number([*h1, *h2, *h3])));
            }
            (b"VP8 ", [_, _, _, 0x9d, 0x01, 0x2a, w1, w2, h1, h2, ..]) => {
                let number = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
                size = size.or(Some((number(*w1, *w2), number(*h1, *h2))));
            }
            (b"VP8L", [0x2f, b1, b2, b3, b4, ..]) => {
                is_lossless = true;
                let bits = u32::from_le_bytes([*b1, *b2, *b3, *b4]);
                let found = ((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
                size = size.or(Some(found));
            }
            (b"EXIF", data) => {
                orientation = exif::orientation(data.strip_prefix(b"Exif\0\0").unwrap_or(data));
            }
            _ => {}
        }
    }
    let (width, height) = size?;
    Some(WebPHeader {
        width,
        height,
        orientation,
        is_animated,
        is_lossless,
    })
}

/// Returns the file without metadata except the orientation.
pub(super) fn without_metadata(bytes: &[u8]) -> Vec<u8> {
    let orientation = header(bytes).map_or(Orientation::UPRIGHT, |header| header.orientation);
    let is_turned = orientation != Orientation::UPRIGHT;
    let mut kept = b"RIFF\0\0\0\0WEBP".to_vec();
    kept.reserve(bytes.len());
    for chunk in Chunks::new(bytes) {
        let start = kept.len();
        match &chunk.name {
            b"EXIF" | b"XMP " => continue,
            _ => kept.extend_from_slice(chunk.whole),
        }
        if let (b"VP8X", Some(flags)) = (&chunk.name, kept.get_mut(start + 8)) {
            *flags &= !(XMP | EXIF);
            *flags |= if is_turned { EXIF } else { 0 };
        }
    }
    if is_turned {
        let tiff = exif::only_orientation(orientation);
        kept.extend_from_slice(b"EXIF");
        kept.extend_from_slice(&(tiff.len() as u32).to_le_bytes());
        kept.extend_from_slice(&tiff);
    }
    let size = (kept.len() - 8) as u32;
    kept[4..8].copy_from_slice(&size.to_le_bytes());
    kept
}

struct RiffChunk<'b> {
    name: [u8; 4],
    data: &'b [u8],
    /// The chunk with its head and padding.
    whole: &'b [u8],
}

/// The chunks within the file, to the first that is cut.
struct Chunks<'b> {
    rest: &'b [u8],
}

impl<'b> Chunks<'b> {
    fn new(bytes: &'b [u8]) -> Chunks<'b> {
        let size = bytes.get(4..8).and_then(|size| size.try_into().ok());
        let size = size.map_or(0, u32::from_le_bytes) as usize;
        let end = size.saturating_add(8).min(bytes.len());
        Chunks {
            rest: bytes.get(12..end).unwrap_or_default(),
        }
    }
}

impl<'b> Iterator for Chunks<'b> {
    type Item = RiffChunk<'b>;

    fn next(&mut self) -> Option<RiffChunk<'b>> {
        let name: [u8; 4] = self.rest.get(..4)?.try_into().ok()?;
        let size: [u8; 4] = self.rest.get(4..8)?.try_into().ok()?;
        let size = usize::try_from(u32::from_le_bytes(size)).ok()?;
        let data = self.rest.get(8..size.checked_add(8)?)?;
        let padded = (size + 8 + size % 2).min(self.rest.len());
        let (whole, rest) = self.rest.split_at(padded);
        self.rest = rest;
        Some(RiffChunk { name, data, whole })
    }
}
