//! The font of share pictures.

use ab_glyph::{Font, FontRef, ScaleFont};

/// Noto Sans with the letters of Latin, Cyrillic and Greek.
const PROGRAM_FONT: &[u8] = include_bytes!("fonts/NotoSans.ttf");

/// A font, OpenType or TrueType.
pub struct ShareFont<'b> {
    pub(super) font: FontRef<'b>,
}

impl<'b> ShareFont<'b> {
    /// Returns the font of the program.
    pub fn of_program() -> ShareFont<'static> {
        ShareFont::parse(PROGRAM_FONT).expect("the font of the program is one")
    }

    /// Reads a font. `None`: the bytes are none.
    pub fn parse(bytes: &'b [u8]) -> Option<ShareFont<'b>> {
        let font = FontRef::try_from_slice(bytes).ok()?;
        Some(ShareFont { font })
    }

    /// Returns the first character of a text that the font cannot show: it has none, or the script needs letters to be joined.
    pub fn missing(&self, text: &str) -> Option<char> {
        let is_shown = |c: char| {
            c.is_whitespace() || c.is_control() || self.font.glyph_id(c).0 != 0 && !is_joined(c)
        };
        text.chars().find(|c| !is_shown(*c))
    }

    /// Returns the width of a text in pixels.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let font = self.font.as_scaled(size);
        let mut last = None;
        let advances = text.chars().map(|c| {
            let glyph = font.glyph_id(c);
            let kern = last
                .replace(glyph)
                .map_or(0.0, |last| font.kern(last, glyph));
            kern + font.h_advance(glyph)
        });
        advances.sum()
    }
}

/// Whether a letter is of a script that is written from the right, or whose letters change beside others.
fn is_joined(c: char) -> bool {
    let ranges = [
        '\u{590}'..='\u{8ff}',
        '\u{900}'..='\u{109f}',
        '\u{1780}'..='\u{18af}',
        '\u{fb1d}'..='\u{fdff}',
        '\u{fe70}'..='\u{feff}',
    ];
    ranges.iter().any(|range| range.contains(&c))
}
