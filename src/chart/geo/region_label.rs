//! The label of a region on a map: its name and its count, at the end of a leader line.

use crate::chart::geo::choropleth::MapRegion;
use crate::chart::geo::map_labels::LabelArea;
use crate::chart::point::Point;
use crate::chart::svg::{Escaped, Number, Svg};
use crate::chart::text_metrics;
use crate::text::LangText;

/// A label without a place.
pub(super) struct RegionLabel<'a> {
    region: &'a MapRegion<'a>,
    /// The centre of the region.
    pub(super) anchor: Point,
    /// The name, shortened to what the map has room for.
    name: LangText<'a>,
}

/// For whom the link of a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LabelLink {
    /// For all readers.
    Everybody,
    /// For the mouse, where the region itself is the link of the keyboard.
    Mouse,
}

/// The size of names, in pixels.
const SIZE: f64 = 13.0;

/// The height of a label, in pixels.
const TALL: f64 = 16.0;

/// The share of the width of the map that a name can take.
const WIDEST: f64 = 0.45;

impl<'a> RegionLabel<'a> {
    /// The label of a region on a map of a width, in pixels.
    pub(super) fn new(region: &'a MapRegion<'a>, anchor: Point, width: f64) -> RegionLabel<'a> {
        RegionLabel {
            region,
            anchor,
            name: region.name.shortened(SIZE, width * WIDEST),
        }
    }

    /// The width and the height, in pixels.
    pub(super) fn size(&self) -> (f64, f64) {
        let name = text_metrics::width(&self.name, SIZE);
        let count = text_metrics::bold_width(&self.region.number, SIZE);
        (name + count + 8.0, TALL)
    }

    /// Draws a dot on the region, the leader line, and a plate with the name and the count.
    pub(super) fn draw(&self, svg: &mut Svg, area: LabelArea, link: LabelLink) {
        let region = self.region;
        let inside = |svg: &mut Svg| self.parts(svg, area);
        match link {
            LabelLink::Everybody => svg.link(&region.href, "lead", &region.hint, inside),
            LabelLink::Mouse => svg.hidden_link(&region.href, "lead", &region.hint, inside),
        }
    }

    fn parts(&self, svg: &mut Svg, area: LabelArea) {
        leader(svg, self.anchor, area.nearest(self.anchor));
        svg.put(format_args!(
            "<rect class=\"plate\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"2\"/>",
            Number(area.left),
            Number(area.top),
            Number(area.width),
            Number(area.height)
        ));
        let (x, y) = (Number(area.left + 3.0), Number(area.top + TALL - 4.0));
        svg.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" class=\"label\"{}>{} <tspan class=\"count\">{}</tspan></text>",
            self.name.lang(),
            Escaped(&self.name),
            Escaped(&self.region.number)
        ));
    }
}

/// Draws a dot and the line from it to what belongs to it.
pub(super) fn leader(svg: &mut Svg, from: Point, to: Point) {
    let line = format!(
        "d=\"M{} {}L{} {}\"",
        Number(from.x),
        Number(from.y),
        Number(to.x),
        Number(to.y)
    );
    svg.put(format_args!(
        "<path class=\"casing\" {line}/><path class=\"leader\" {line}/><circle class=\"dot\" cx=\"{}\" cy=\"{}\" r=\"2\"/>",
        Number(from.x),
        Number(from.y)
    ));
}
