//! Smaller versions of pictures, in the format of the file.

use std::io::Cursor;

use fast_image_resize::{ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::metadata::Orientation as Turn;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits};

use super::format::PictureFormat;
use super::jpeg;
use super::picture_info::PictureInfo;

/// The quality of JPEG files, 1 to 100.
const QUALITY: u8 = 82;

/// Limit of the memory of a decoded picture, in bytes: 100 megapixels of 4 bytes.
const MAX_MEMORY: u64 = 400_000_000;

/// Returns a version of a picture of a width in pixels, turned upright, without metadata except the colour profile. `None` if
/// the picture cannot be decoded.
pub fn resized(info: &PictureInfo, bytes: &[u8], width: u32) -> Option<Vec<u8>> {
    let (format, is_cmyk) = match info.format {
        PictureFormat::Jpeg => (
            ImageFormat::Jpeg,
            jpeg::header(bytes).is_some_and(|header| header.components == 4),
        ),
        PictureFormat::Png => (ImageFormat::Png, false),
        PictureFormat::WebP => (ImageFormat::WebP, false),
        PictureFormat::Gif | PictureFormat::Svg => return None,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    if decoder.total_bytes() > MAX_MEMORY {
        return None;
    }
    // A profile of inks does not fit the colours of screens into which they are decoded.
    let profile = decoder.icc_profile().ok().flatten().filter(|_| !is_cmyk);
    let picture = DynamicImage::from_decoder(decoder).ok()?;
    let height = info.height_of(width);
    let (stored_width, stored_height) = match info.orientation.is_turned() {
        true => (height, width),
        false => (width, height),
    };
    let mut smaller = DynamicImage::new(stored_width, stored_height, picture.color());
    let resize = Resizer::new().resize(&picture, &mut smaller, &ResizeOptions::new());
    resize.ok()?;
    drop(picture);
    if let Some(turn) = Turn::from_exif(info.orientation.value()) {
        smaller.apply_orientation(turn);
    }
    encode(info.format, &smaller, profile)
}

fn encode(
    format: PictureFormat,
    picture: &DynamicImage,
    profile: Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    // A format that cannot hold the profile leaves it out.
    match format {
        PictureFormat::Jpeg => {
            let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
            profile.map(|profile| encoder.set_icc_profile(profile));
            picture.write_with_encoder(encoder).ok()?;
        }
        PictureFormat::Png => {
            let mut encoder = PngEncoder::new_with_quality(
                &mut bytes,
                CompressionType::Default,
                FilterType::Adaptive,
            );
            profile.map(|profile| encoder.set_icc_profile(profile));
            picture.write_with_encoder(encoder).ok()?;
        }
        PictureFormat::WebP => {
            let mut encoder = WebPEncoder::new_lossless(&mut bytes);
            profile.map(|profile| encoder.set_icc_profile(profile));
            picture.write_with_encoder(encoder).ok()?;
        }
        PictureFormat::Gif | PictureFormat::Svg => return None,
    }
    Some(bytes)
}
