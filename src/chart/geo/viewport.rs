//! The viewport of a map: projection parameters, size, and the drawing of contested units.

use crate::chart::geo::geometry::Degrees;
use crate::chart::svg::class_name;

/// The projection parameters and the size of a map, from the site's settings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapViewport {
    /// Standard parallels of the conic projection, in degrees.
    pub parallels: (f64, f64),
    /// The central meridian, in degrees.
    pub meridian: f64,
    /// The width, in pixels.
    pub width: f64,
    /// The greatest height, in pixels; a taller country is drawn narrower.
    pub tallest: f64,
    /// The part of the country that is shown; `None` for the whole.
    pub focus: Option<Window>,
}

/// A bounding box on the globe, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// The western longitude.
    pub west: f64,
    /// The southern latitude.
    pub south: f64,
    /// The eastern longitude.
    pub east: f64,
    /// The northern latitude.
    pub north: f64,
}

/// How disputed units are drawn. The site decides, never the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Contested {
    /// Like all others.
    AsIs,
    /// With diagonal lines or a dashed edge.
    #[default]
    Hatch,
    /// Not at all.
    Omit,
}

impl Window {
    /// Positions along the four edges, dense enough to follow their projected curves.
    pub(super) fn edge(self) -> impl Iterator<Item = Degrees> {
        (0..=20).flat_map(move |step| {
            let part = f64::from(step) / 20.0;
            let lon = self.west + (self.east - self.west) * part;
            let lat = self.south + (self.north - self.south) * part;
            [
                (lon, self.south),
                (lon, self.north),
                (self.west, lat),
                (self.east, lat),
            ]
            .map(|(lon, lat)| Degrees { lon, lat })
        })
    }
}

/// The `<pattern>` of diagonal lines for contested units; `step` is in path units.
pub(super) fn hatch_pattern(prefix: &str, step: u8) -> String {
    format!(
        "<pattern id=\"{}-hatch\" width=\"{step}\" height=\"{step}\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><path class=\"hatch-line\" d=\"M0 0V{step}\"/></pattern>",
        class_name(prefix)
    )
}
