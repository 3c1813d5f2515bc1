//! The reasons why a picture is refused.

use std::ops::Range;

use super::format::PictureFormat;

/// A reason why a picture is refused, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFault {
    /// The reason.
    pub kind: FaultKind,
    /// The place in the file, in bytes; empty for the whole file.
    pub range: Range<usize>,
}

/// A reason why a picture is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The bytes are no picture of the format.
    Broken(PictureFormat),
    /// The bytes are a picture of another format than the name says.
    OtherFormat(PictureFormat),
    /// The picture has more pixels than the limit, in megapixels.
    TooManyPixels(u64),
    /// The picture has no pixels.
    Empty,
    /// An SVG that is not in UTF-8.
    NotUtf8,
    /// A part of an SVG that can run, load or embed something.
    Active(String),
}

impl PictureFault {
    /// Creates a fault of a whole file.
    pub(super) fn of_file(kind: FaultKind) -> PictureFault {
        PictureFault { kind, range: 0..0 }
    }

    /// Whether the picture is dangerous, and not only unreadable.
    pub fn is_unsafe(&self) -> bool {
        matches!(self.kind, FaultKind::Active(_))
    }

    /// Returns the reason in Russian and in English.
    pub fn words(&self) -> (String, String) {
        match &self.kind {
            FaultKind::Broken(format) => {
                let name = format.name();
                (
                    format!("файл не читается как {name}"),
                    format!("the file cannot be read as {name}"),
                )
            }
            FaultKind::OtherFormat(format) => {
                let name = format.name();
                (
                    format!("на деле это {name}: назовите файл по-другому"),
                    format!("it is in fact {name}: rename the file"),
                )
            }
            FaultKind::TooManyPixels(megapixels) => (
                format!("{megapixels} мегапикселей, а можно не больше 100"),
                format!("{megapixels} megapixels, and 100 are the most"),
            ),
            FaultKind::Empty => (
                "ширина или высота — ноль".to_owned(),
                "the width or height is zero".to_owned(),
            ),
            FaultKind::NotUtf8 => (
                "SVG должен быть в UTF-8".to_owned(),
                "an SVG must be in UTF-8".to_owned(),
            ),
            FaultKind::Active(what) => (
                format!("в SVG нельзя: {what}"),
                format!("not allowed in an SVG: {what}"),
            ),
        }
    }
}
