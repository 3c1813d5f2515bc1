//! The viewport of a map: projection, size, and the drawing of contested units.

use crate::chart::geo::extent::Extent;
use crate::chart::geo::projection::Projection;
use crate::chart::svg::class_name;

/// The projection and the size of a map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapViewport {
    /// The projection.
    pub projection: Projection,
    /// The width, in pixels.
    pub width: f64,
    /// The greatest height, in pixels; a taller country is drawn narrower.
    pub tallest: f64,
    /// The part of the globe that is shown; `None` for all units.
    pub focus: Option<Extent>,
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

/// The `<pattern>` of diagonal lines for contested units; `step` is in path units.
pub(super) fn hatch_pattern(prefix: &str, step: u8) -> String {
    format!(
        "<pattern id=\"{}-hatch\" width=\"{step}\" height=\"{step}\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><path class=\"hatch-line\" d=\"M0 0V{step}\"/></pattern>",
        class_name(prefix)
    )
}
