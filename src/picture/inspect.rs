//! Reads the head of a picture, and checks its size.

use super::fault::{FaultKind, PictureFault};
use super::format::PictureFormat;
use super::picture_info::{Orientation, PictureInfo};
use super::{gif, jpeg, png, svg, webp};

/// Limit of the pixels of a picture.
const MAX_PIXELS: u64 = 100_000_000;

/// Inspects a picture whose name has the ending of a format. Nothing is decoded.
pub fn inspect(format: PictureFormat, bytes: &[u8]) -> Result<PictureInfo, PictureFault> {
    if format == PictureFormat::Svg {
        return svg::inspect(bytes);
    }
    match PictureFormat::of_bytes(bytes) {
        Some(found) if found == format => {}
        Some(other) => return Err(PictureFault::of_file(FaultKind::OtherFormat(other))),
        None => return Err(PictureFault::of_file(FaultKind::Broken(format))),
    }
    let header = read_header(format, bytes);
    let stored = header.ok_or(PictureFault::of_file(FaultKind::Broken(format)))?;
    let pixels = u64::from(stored.width) * u64::from(stored.height);
    if pixels == 0 {
        return Err(PictureFault::of_file(FaultKind::Empty));
    }
    if pixels > MAX_PIXELS {
        let megapixels = pixels.div_ceil(1_000_000);
        return Err(PictureFault::of_file(FaultKind::TooManyPixels(megapixels)));
    }
    Ok(match stored.orientation.is_turned() {
        true => PictureInfo {
            width: stored.height,
            height: stored.width,
            ..stored
        },
        false => stored,
    })
}

/// Reads the head. Width and height are those of the stored picture.
fn read_header(format: PictureFormat, bytes: &[u8]) -> Option<PictureInfo> {
    let info = |width, height, orientation, can_shrink| PictureInfo {
        format,
        width,
        height,
        orientation,
        can_shrink,
    };
    match format {
        PictureFormat::Jpeg => {
            let head = jpeg::header(bytes)?;
            Some(info(head.width, head.height, head.orientation, true))
        }
        PictureFormat::Png => {
            let head = png::header(bytes)?;
            let can_shrink = !head.is_animated;
            Some(info(head.width, head.height, head.orientation, can_shrink))
        }
        PictureFormat::WebP => {
            let head = webp::header(bytes)?;
            let can_shrink = head.is_lossless && !head.is_animated;
            Some(info(head.width, head.height, head.orientation, can_shrink))
        }
        PictureFormat::Gif => {
            let (width, height) = gif::size(bytes)?;
            Some(info(width, height, Orientation::UPRIGHT, false))
        }
        PictureFormat::Svg => None,
    }
}
