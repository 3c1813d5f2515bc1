//! Share pictures: what other sites show beside a link to a record.
//!
//! A PNG of 1,200 × 630 pixels with a palette of three inks, of at most 40 KB.

use ab_glyph::{Font, Glyph, ScaleFont, point};

use super::share_font::ShareFont;

/// The size in pixels that most sites cut nothing from.
pub const SHARE_SIZE: (u32, u32) = (1200, 630);

/// The version of the drawing: part of the names of files.
pub const SHARE_VERSION: u64 = 1;

/// The levels of an ink between the ground and itself.
const LEVELS: u8 = 16;

/// The space around the texts, in pixels.
const MARGIN: f32 = 88.0;

/// The width of the bar at the left edge, in pixels.
const BAR: u32 = 24;

/// The heights of lines of the name, the first of which with room for it is used.
const NAME_SIZES: [(f32, usize); 5] = [(124.0, 2), (92.0, 3), (74.0, 4), (60.0, 5), (50.0, 6)];

/// Limit of a text, in characters: more than has room. A letter can have no width.
const MAX_CHARACTERS: usize = 1_000;

/// The height of lines of the other texts.
const SMALL: f32 = 40.0;

/// The texts of a share picture.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShareText {
    /// The kind of the record.
    pub kind: String,
    /// The name of the record.
    pub name: String,
    /// Its regions; empty without one.
    pub places: String,
    /// The title of the site.
    pub site: String,
}

/// Colours of sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ShareColours {
    /// Behind all.
    pub ground: [u8; 3],
    /// The name.
    pub ink: [u8; 3],
    /// The bar and the kind.
    pub accent: [u8; 3],
    /// The other texts.
    pub muted: [u8; 3],
}

/// An ink, by its place in the palette.
#[derive(Clone, Copy)]
enum Ink {
    Name,
    Accent,
    Muted,
}

/// Draws a share picture as PNG. `None`: it cannot be written.
pub fn share_image(
    text: &ShareText,
    font: &ShareFont<'_>,
    colours: ShareColours,
) -> Option<Vec<u8>> {
    let mut canvas = Canvas::new();
    let room = canvas.width as f32 - MARGIN - MARGIN / 2.0;
    canvas.bar();
    canvas.line(font, &text.kind, MARGIN, SMALL, Ink::Accent);
    let (size, lines) = name_lines(font, &text.name, room);
    let mut top = MARGIN + SMALL * 1.5;
    for line in &lines {
        canvas.line(font, line, top, size, Ink::Name);
        top += size;
    }
    let cut = |text: &str| one_line(font, text, room);
    canvas.line(
        font,
        &cut(&text.places),
        top + SMALL / 2.0,
        SMALL,
        Ink::Muted,
    );
    let bottom = canvas.height as f32 - MARGIN / 2.0 - SMALL;
    canvas.line(font, &cut(&text.site), bottom, SMALL, Ink::Muted);
    canvas.encode(colours)
}

/// Returns the lines of a name with their height: the greatest at which all words have room, else cut at the smallest one.
fn name_lines(font: &ShareFont<'_>, name: &str, room: f32) -> (f32, Vec<String>) {
    let mut last = (SMALL, Vec::new());
    for (size, most) in NAME_SIZES {
        let lines = wrapped(font, name, size, room);
        if lines.len() <= most {
            return (size, lines);
        }
        let mut kept: Vec<String> = lines.into_iter().take(most).collect();
        if let Some(end) = kept.last_mut() {
            end.push('…');
        }
        last = (size, kept);
    }
    last
}

/// Breaks a text into lines of a width, at spaces and within words that are longer.
fn wrapped(font: &ShareFont<'_>, text: &str, size: f32, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let text: String = text.chars().take(MAX_CHARACTERS).collect();
    for word in text
        .split([' ', '\n', '\t'])
        .filter(|word| !word.is_empty())
    {
        let longer = match line.is_empty() {
            true => word.to_owned(),
            false => format!("{line} {word}"),
        };
        if font.width(&longer, size) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if font.width(&line, size) > room {
                line.pop();
                lines.push(std::mem::replace(&mut line, c.to_string()));
            }
        }
    }
    lines.extend(Some(line).filter(|line| !line.is_empty()));
    lines
}

fn one_line(font: &ShareFont<'_>, text: &str, room: f32) -> String {
    let mut lines = wrapped(font, text, SMALL, room).into_iter();
    let first = lines.next().unwrap_or_default();
    match lines.next() {
        Some(_) => format!("{first} …"),
        None => first,
    }
}

/// The pixels as places in the palette.
struct Canvas {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

impl Canvas {
    fn new() -> Canvas {
        let (width, height) = SHARE_SIZE;
        Canvas {
            width,
            height,
            pixels: vec![0; (width * height) as usize],
        }
    }

    fn bar(&mut self) {
        for row in self.pixels.chunks_mut(self.width as usize) {
            row[..BAR as usize].fill(Ink::Accent.at(LEVELS - 1));
        }
    }

    /// Writes a line whose upper edge is at `top`.
    fn line(&mut self, font: &ShareFont<'_>, text: &str, top: f32, size: f32, ink: Ink) {
        let scaled = font.font.as_scaled(size);
        let (mut pen, baseline) = (MARGIN, top + scaled.ascent());
        let mut last = None;
        for c in text.chars() {
            let id = scaled.glyph_id(c);
            pen += last.replace(id).map_or(0.0, |last| scaled.kern(last, id));
            let glyph: Glyph = id.with_scale_and_position(size, point(pen, baseline));
            pen += scaled.h_advance(id);
            let Some(outline) = font.font.outline_glyph(glyph) else {
                continue;
            };
            let corner = outline.px_bounds().min;
            outline.draw(|x, y, cover| {
                let (x, y) = (
                    corner.x as i64 + i64::from(x),
                    corner.y as i64 + i64::from(y),
                );
                self.set(x, y, cover, ink);
            });
        }
    }

    fn set(&mut self, x: i64, y: i64, cover: f32, ink: Ink) {
        let is_inside =
            (0..i64::from(self.width)).contains(&x) && (0..i64::from(self.height)).contains(&y);
        let level = (cover.clamp(0.0, 1.0) * f32::from(LEVELS - 1)).round() as u8;
        if is_inside && level > 0 {
            let at = y as usize * self.width as usize + x as usize;
            let new = ink.at(level);
            // Where letters touch, the darker one stays.
            if self.pixels[at] % LEVELS < level {
                self.pixels[at] = new;
            }
        }
    }

    fn encode(&self, colours: ShareColours) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(palette(colours));
        encoder.set_compression(png::Compression::High);
        // Differences of places in a palette mean nothing.
        encoder.set_filter(png::Filter::NoFilter);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&self.pixels).ok()?;
        writer.finish().ok()?;
        Some(bytes)
    }
}

impl Ink {
    /// Returns the place of a level in the palette.
    fn at(self, level: u8) -> u8 {
        self as u8 * LEVELS + level
    }
}

/// Returns the colours of all levels of all inks.
fn palette(colours: ShareColours) -> Vec<u8> {
    let inks = [colours.ink, colours.accent, colours.muted];
    let ramps = inks.into_iter().flat_map(|ink| {
        (0..LEVELS).flat_map(move |level| {
            let mixed = |at: usize| {
                let (from, to) = (u32::from(colours.ground[at]), u32::from(ink[at]));
                let (level, most) = (u32::from(level), u32::from(LEVELS - 1));
                ((from * (most - level) + to * level + most / 2) / most) as u8
            };
            [mixed(0), mixed(1), mixed(2)]
        })
    });
    ramps.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLOURS: ShareColours = ShareColours {
        ground: [255, 255, 255],
        ink: [0, 0, 0],
        accent: [10, 80, 120],
        muted: [90, 90, 90],
    };

    fn drawn(name: &str) -> Vec<u8> {
        let text = ShareText {
            kind: "Кластер".into(),
            name: name.into(),
            places: "Москва".into(),
            site: "Атлас".into(),
        };
        share_image(&text, &ShareFont::of_program(), COLOURS).expect("a picture")
    }

    #[test]
    fn a_picture_has_its_size_and_at_most_40_kilobytes() {
        for name in [
            "",
            "МИК",
            &"Очень длинное название ".repeat(40),
            &"Ж".repeat(900),
            &"\u{301}".repeat(100_000),
        ] {
            let bytes = drawn(name);
            let decoder = png::Decoder::new(std::io::Cursor::new(&bytes));
            let reader = decoder.read_info().expect("a PNG");
            assert_eq!((reader.info().width, reader.info().height), SHARE_SIZE);
            assert!(bytes.len() <= 40_000, "{name}: {} bytes", bytes.len());
            assert_eq!(bytes, drawn(name));
        }
    }

    #[test]
    fn words_stay_within_the_room_and_none_is_lost() {
        let font = ShareFont::of_program();
        let name = "Инновационный территориальный кластер «Зеленоград» и его соседи";
        let lines = wrapped(&font, name, 92.0, 1000.0);
        assert!(lines.len() > 1);
        assert!(lines.iter().all(|line| font.width(line, 92.0) <= 1000.0));
        assert_eq!(lines.join(" "), name);
    }

    #[test]
    fn letters_that_the_font_lacks_are_named() {
        let font = ShareFont::of_program();
        assert_eq!(font.missing("МИЭТ, Ağ, Ἀθῆναι, Қазақстан — «№ 5»"), None);
        assert_eq!(font.missing("Tokyo 東京"), Some('東'));
        assert_eq!(font.missing("مركز"), Some('م'));
        assert!(ShareFont::parse(b"no font").is_none());
    }
}
