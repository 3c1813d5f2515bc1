//! Pictures without metadata: place, camera, texts.

use std::borrow::Cow;

use super::format::PictureFormat;
use super::{jpeg, png, webp};

/// Returns a picture without the metadata that photographs have. Colour profile and orientation are kept; pixels are not
/// touched. GIF and SVG are left as they are.
pub fn without_metadata(format: PictureFormat, bytes: &[u8]) -> Cow<'_, [u8]> {
    match format {
        PictureFormat::Jpeg => jpeg::without_metadata(bytes).into(),
        PictureFormat::Png => png::without_metadata(bytes).into(),
        PictureFormat::WebP => webp::without_metadata(bytes).into(),
        PictureFormat::Gif | PictureFormat::Svg => bytes.into(),
    }
}
