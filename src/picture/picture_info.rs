//! What is known of a picture without decoding it.

use super::format::PictureFormat;

/// The widths of smaller versions, in pixels.
pub const WIDTHS: [u32; 3] = [320, 640, 1280];

/// What is known of a picture without decoding it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureInfo {
    /// The format.
    pub format: PictureFormat,
    /// The width as the picture is shown, in pixels.
    pub width: u32,
    /// The height as the picture is shown, in pixels.
    pub height: u32,
    /// How the stored picture is turned when it is shown.
    pub orientation: Orientation,
    /// Whether smaller versions can be made: not of animations, drawings and lossy WebP.
    pub can_shrink: bool,
}

impl PictureInfo {
    /// Returns the widths of its smaller versions, in pixels.
    pub fn smaller_widths(&self) -> impl Iterator<Item = u32> + use<> {
        let (width, can_shrink) = (self.width, self.can_shrink && cfg!(feature = "images"));
        let widths = WIDTHS.into_iter();
        widths.filter(move |smaller| can_shrink && *smaller < width)
    }

    /// Returns the height of a version of a width, in pixels.
    pub fn height_of(&self, width: u32) -> u32 {
        let (full, height) = (u64::from(self.width.max(1)), u64::from(self.height));
        let scaled = (height * u64::from(width) + full / 2) / full;
        scaled.max(1) as u32
    }
}

/// The orientation of a stored picture: the value of the tag 0x0112 of EXIF, 1 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orientation(u8);

impl Orientation {
    /// The picture is shown as it is stored.
    pub const UPRIGHT: Orientation = Orientation(1);

    /// Creates an orientation from the value of the tag. Other values than 1 to 8 are upright.
    pub fn from_exif(value: u16) -> Orientation {
        match u8::try_from(value) {
            Ok(value @ 1..=8) => Orientation(value),
            _ => Orientation::UPRIGHT,
        }
    }

    /// Returns the value of the tag.
    pub fn value(self) -> u8 {
        self.0
    }

    /// Whether width and height are exchanged.
    pub fn is_turned(self) -> bool {
        self.0 >= 5
    }
}
