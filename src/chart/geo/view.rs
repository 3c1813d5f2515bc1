//! How the site lays its country on the page.

use crate::chart::geo::geometry::Degrees;
use crate::chart::svg::class_name;

/// How a country is laid on the page; the site's choice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapView {
    /// Standard parallels of the conic projection, in degrees.
    pub parallels: (f64, f64),
    /// The meridian that stands upright, in degrees.
    pub meridian: f64,
    /// The width the map is meant for, in pixels.
    pub width: f64,
    /// The height it may take; a country that is taller is drawn narrower.
    pub tallest: f64,
    /// Shows a part of the country only.
    pub focus: Option<Window>,
}

/// A part of the globe, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// A longitude.
    pub west: f64,
    /// A latitude.
    pub south: f64,
    /// A longitude.
    pub east: f64,
    /// A latitude.
    pub north: f64,
}

/// What becomes of units whose belonging is disputed. A choice of the site, never of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Contested {
    /// Drawn like all others.
    AsIs,
    /// Drawn with diagonal lines, or a dashed edge.
    #[default]
    Hatch,
    /// Not drawn.
    Omit,
}

impl Window {
    /// Places along the four edges, close enough to follow their curves.
    pub(super) fn edge(self) -> impl Iterator<Item = Degrees> {
        (0..=20).flat_map(move |step| {
            let part = f64::from(step) / 20.0;
            let lon = self.west + (self.east - self.west) * part;
            let lat = self.south + (self.north - self.south) * part;
            [(lon, self.south), (lon, self.north), (self.west, lat), (self.east, lat)]
                .map(|(lon, lat)| Degrees { lon, lat })
        })
    }
}

/// Diagonal lines for contested units; `step` in the units of the drawing.
pub(super) fn hatch_pattern(prefix: &str, step: u8) -> String {
    format!(
        "<pattern id=\"{}-hatch\" width=\"{step}\" height=\"{step}\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><path class=\"hatch-line\" d=\"M0 0V{step}\"/></pattern>",
        class_name(prefix)
    )
}
