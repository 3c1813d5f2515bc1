//! Pictures: what a file holds, whether it is safe, and smaller versions of it.
//!
//! All functions are pure and read bytes of strangers: sizes are checked before anything is decoded, and nothing panics.

mod exif;
mod fault;
mod format;
mod gif;
mod inspect;
mod jpeg;
mod metadata;
mod picture_info;
mod picture_set;
mod png;
#[cfg(feature = "images")]
mod resize;
mod share_font;
mod share_image;
mod svg;
mod svg_style;
mod webp;

pub use fault::{FaultKind, PictureFault};
pub use format::PictureFormat;
pub use inspect::inspect;
pub use metadata::without_metadata;
pub use picture_info::{Orientation, PictureInfo, WIDTHS};
pub use picture_set::PictureSet;
#[cfg(feature = "images")]
pub use resize::resized;
pub use share_font::ShareFont;
pub use share_image::{SHARE_SIZE, SHARE_VERSION, ShareColours, ShareText, share_image};
