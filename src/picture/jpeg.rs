//! The markers of JPEG files: size and orientation, and the file without metadata.

use std::ops::Range;

use super::exif;
use super::picture_info::Orientation;

const EXIF: &[u8] = b"Exif\0\0";

/// The size and the orientation of a JPEG file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct JpegHeader {
    pub(super) width: u32,
    pub(super) height: u32,
    /// The number of components: 4 for CMYK.
    pub(super) components: u8,
    pub(super) orientation: Orientation,
}

/// Reads the header. `None` if there is no frame, or no picture after it.
pub(super) fn header(bytes: &[u8]) -> Option<JpegHeader> {
    let (mut frame, mut orientation, mut has_scan) = (None, None, false);
    for segment in Segments::new(bytes) {
        let payload = bytes.get(segment.payload.clone()).unwrap_or_default();
        match segment.marker {
            0xe1 if orientation.is_none() => {
                orientation = payload.strip_prefix(EXIF).map(exif::orientation);
            }
            0xc0..=0xcf if !matches!(segment.marker, 0xc4 | 0xc8 | 0xcc) && frame.is_none() => {
                frame = match payload {
                    [_, h1, h2, w1, w2, components, ..] => Some((
                        u32::from(u16::from_be_bytes([*w1, *w2])),
                        u32::from(u16::from_be_bytes([*h1, *h2])),
                        *components,
                    )),
                    _ => None,
                };
            }
            // What follows is the picture itself.
            0xda => {
                has_scan = true;
                break;
            }
            _ => {}
        }
    }
    let (width, height, components) = frame.filter(|_| has_scan)?;
    Some(JpegHeader {
        width,
        height,
        components,
        orientation: orientation.unwrap_or(Orientation::UPRIGHT),
    })
}

/// Returns the file without metadata except colour profile and orientation, and without what follows the picture.
pub(super) fn without_metadata(bytes: &[u8]) -> Vec<u8> {
    let orientation = header(bytes).map_or(Orientation::UPRIGHT, |header| header.orientation);
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend_from_slice(&[0xff, 0xd8]);
    if orientation != Orientation::UPRIGHT {
        let tiff = exif::only_orientation(orientation);
        let length = (2 + EXIF.len() + tiff.len()) as u16;
        kept.extend_from_slice(&[0xff, 0xe1]);
        kept.extend_from_slice(&length.to_be_bytes());
        kept.extend_from_slice(EXIF);
        kept.extend_from_slice(&tiff);
    }
    for segment in Segments::new(bytes) {
        let payload = bytes.get(segment.payload.clone()).unwrap_or_default();
        let is_kept = match segment.marker {
            0xe0 => payload.starts_with(b"JFIF\0"),
            0xe2 => payload.starts_with(b"ICC_PROFILE\0"),
            0xee => payload.starts_with(b"Adobe"),
            0xe1..=0xef | 0xfe => false,
            _ => true,
        };
        if is_kept {
            kept.extend_from_slice(bytes.get(segment.whole).unwrap_or_default());
        }
    }
    kept.extend_from_slice(&[0xff, 0xd9]);
    kept
}

/// A segment: its marker with the payload and the coded data that follows.
struct Segment {
    marker: u8,
    payload: Range<usize>,
    whole: Range<usize>,
}

/// The segments after the start of the image, to its end.
struct Segments<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Segments<'b> {
    fn new(bytes: &'b [u8]) -> Segments<'b> {
        Segments { bytes, at: 2 }
    }

    /// The end of the coded data that begins at a place: the next marker that is no part of it.
    fn data_end(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(found) = self.bytes.get(at..).and_then(|rest| {
            let mut rest = rest.iter();
            rest.position(|byte| *byte == 0xff)
        }) {
            at += found;
            match self.bytes.get(at + 1) {
                Some(0x00 | 0xd0..=0xd7) => at += 2,
                Some(0xff) => at += 1,
                Some(_) => return at,
                None => break,
            }
        }
        self.bytes.len()
    }
}

impl Iterator for Segments<'_> {
    type Item = Segment;

    fn next(&mut self) -> Option<Segment> {
        // Any number of 0xff may stand before a marker.
        let mut at = self.at;
        while self.bytes.get(at) == Some(&0xff) && self.bytes.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let (Some(0xff), Some(marker)) = (self.bytes.get(at), self.bytes.get(at + 1)) else {
            return None;
        };
        let marker = *marker;
        if marker == 0xd9 || marker == 0x00 {
            return None;
        }
        if matches!(marker, 0x01 | 0xd0..=0xd8) {
            self.at = at + 2;
            return Some(Segment {
                marker,
                payload: at + 2..at + 2,
                whole: at..at + 2,
            });
        }
        let length = self.bytes.get(at + 2..at + 4)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        let end = at + 2 + length.max(2);
        if end > self.bytes.len() {
            return None;
        }
        let next = if marker == 0xda {
            self.data_end(end)
        } else {
            end
        };
        self.at = next;
        Some(Segment {
            marker,
            payload: at + 4..end,
            whole: at..next,
        })
    }
}
