//! The formats of pictures.

/// A format of pictures that the program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// JPEG (ITU-T T.81).
    Jpeg,
    /// PNG (W3C, third edition), animated ones included.
    Png,
    /// WebP (RFC 9649).
    WebP,
    /// GIF (89a).
    Gif,
    /// SVG.
    Svg,
}

impl PictureFormat {
    /// Returns the format of a file name, by its extension.
    pub fn of_name(name: &str) -> Option<PictureFormat> {
        let (_, extension) = name.rsplit_once('.')?;
        Some(match &*extension.to_ascii_lowercase() {
            "jpg" | "jpeg" => PictureFormat::Jpeg,
            "png" => PictureFormat::Png,
            "webp" => PictureFormat::WebP,
            "gif" => PictureFormat::Gif,
            "svg" => PictureFormat::Svg,
            _ => return None,
        })
    }

    /// Returns the format of bytes, by their signature. SVG has none.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<PictureFormat> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(PictureFormat::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(PictureFormat::Png),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Some(PictureFormat::WebP),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(PictureFormat::Gif),
            _ => None,
        }
    }

    /// Returns the name.
    pub fn name(self) -> &'static str {
        match self {
            PictureFormat::Jpeg => "JPEG",
            PictureFormat::Png => "PNG",
            PictureFormat::WebP => "WebP",
            PictureFormat::Gif => "GIF",
            PictureFormat::Svg => "SVG",
        }
    }
}
