//! Colours of sRGB, and their contrast.

use std::fmt;

/// A colour of sRGB with 8 bits for each component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    /// Black.
    pub const BLACK: Colour = Colour::new(0, 0, 0);

    /// White.
    pub const WHITE: Colour = Colour::new(255, 255, 255);

    /// Creates a colour from its components.
    pub const fn new(red: u8, green: u8, blue: u8) -> Colour {
        Colour { red, green, blue }
    }

    /// Returns the components red, green and blue.
    pub fn components(self) -> [u8; 3] {
        [self.red, self.green, self.blue]
    }

    /// Parses `#0d4f7c` or `#07c`. `None` for anything else.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#')?;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let component = |at: usize, width: usize| {
            let value = u8::from_str_radix(digits.get(at * width..(at + 1) * width)?, 16).ok()?;
            Some(if width == 1 { value * 17 } else { value })
        };
        let width = match digits.len() {
            3 => 1,
            6 => 2,
            _ => return None,
        };
        let colour = Colour::new(
            component(0, width)?,
            component(1, width)?,
            component(2, width)?,
        );
        is_hex.then_some(colour)
    }

    /// Returns the contrast ratio with another colour, 1 to 21 (WCAG 2.2, «contrast ratio»).
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Returns the nearest mixture with `towards` that has a contrast ratio of at least `least` with a ground.
    #[must_use]
    pub fn with_contrast(self, ground: Colour, least: f64, towards: Colour) -> Colour {
        let mixtures = (0..=100).map(|percent| self.mixed(towards, percent));
        let mut enough = mixtures.filter(|colour| colour.contrast(ground) >= least);
        enough.next().unwrap_or(towards)
    }

    fn mixed(self, other: Colour, percent: u32) -> Colour {
        let mix = |own: u8, other: u8| {
            let sum = u32::from(own) * (100 - percent) + u32::from(other) * percent;
            (sum / 100) as u8
        };
        Colour::new(
            mix(self.red, other.red),
            mix(self.green, other.green),
            mix(self.blue, other.blue),
        )
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2, «relative luminance»).
    fn luminance(self) -> f64 {
        let linear = |component: u8| {
            let value = f64::from(component) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::Colour;

    #[test]
    fn contrast_is_that_of_wcag() {
        let contrast = |one, two| {
            let colour = |text| Colour::parse(text).expect("a colour");
            (colour(one).contrast(colour(two)) * 100.0).round() / 100.0
        };
        assert_eq!(contrast("#000", "#fff"), 21.0);
        assert_eq!(contrast("#777777", "#ffffff"), 4.48);
        assert_eq!(contrast("#767676", "#ffffff"), 4.54);
        assert_eq!(contrast("#ff0000", "#ffffff"), 4.0);
        assert_eq!(contrast("#123456", "#123456"), 1.0);
    }

    #[test]
    fn only_hexadecimal_colours_are_parsed() {
        assert_eq!(
            Colour::parse("#07c").map(|colour| colour.to_string()),
            Some("#0077cc".to_owned())
        );
        for text in [
            "",
            "#",
            "07c",
            "#07",
            "#07cc",
            "#0077ccff",
            "#0077cg",
            "#é7c",
            "#+1+1+1",
            "red",
        ] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_mixture_is_the_nearest_with_enough_contrast() {
        let pale = Colour::parse("#88aadd").expect("a colour");
        let found = pale.with_contrast(Colour::WHITE, 4.5, Colour::BLACK);
        assert!(found.contrast(Colour::WHITE) >= 4.5 && found.contrast(Colour::WHITE) < 4.8);
        let black = Colour::BLACK;
        assert_eq!(
            black.with_contrast(Colour::WHITE, 4.5, Colour::BLACK),
            black
        );
    }
}
