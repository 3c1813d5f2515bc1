//! A choropleth map: regions coloured by a count, with records as points.

use crate::chart::caption::Caption;
use crate::chart::geo::choropleth::Choropleth;
use crate::chart::geo::geometry::Geometry;
use crate::chart::geo::map_drawing::MapDrawing;
use crate::chart::geo::map_panel::MapPanel;
use crate::chart::geo::viewport::{MapViewport, hatch_pattern};
use crate::chart::svg::{Number, Svg};
use crate::text::LangText;

/// A country projected once, from which every choropleth map is rendered.
#[derive(Debug, Clone)]
pub struct Map {
    main: MapPanel,
    insets: Vec<Inset>,
    height: f64,
}

/// A far part of the country, drawn in a box below the map.
#[derive(Debug, Clone)]
struct Inset {
    panel: MapPanel,
    left: f64,
    top: f64,
}

/// The distance between boxes, in pixels.
const GAP: f64 = 14.0;

/// The height of a line with the title of a box, in pixels.
const TITLE: f64 = 18.0;

impl Map {
    /// Projects the units and fits them to the viewport, and to those of the insets, which stand in rows below.
    pub fn new(geometry: &Geometry, view: &MapViewport, insets: &[MapViewport]) -> Self {
        let main = MapPanel::new(geometry, view);
        let (mut left, mut top, mut bottom) = (0.0, main.frame.height, main.frame.height);
        let mut boxes = Vec::with_capacity(insets.len());
        for inset in insets {
            let panel = MapPanel::new(geometry, inset);
            if left > 0.0 && left + panel.frame.width > main.frame.width {
                (left, top) = (0.0, bottom);
            }
            bottom = f64::max(bottom, top + GAP + TITLE + panel.frame.height);
            boxes.push(Inset {
                left,
                top: top + GAP + TITLE,
                panel,
            });
            left += boxes.last().map_or(0.0, |inset| inset.panel.frame.width) + GAP;
        }
        Self {
            main,
            insets: boxes,
            height: bottom,
        }
    }

    /// Whether a unit is within the map or an inset and large enough to be visible.
    pub fn shows(&self, id: &str) -> bool {
        self.main.shows(id) || self.insets.iter().any(|inset| inset.panel.shows(id))
    }

    /// Renders the map. Units without data are muted; regions without a unit are left out.
    pub fn svg(&self, caption: &Caption, shown: &Choropleth) -> String {
        let mut svg = Svg::open(caption, "map", self.main.frame.width, self.height, true);
        let drawing = MapDrawing::new(caption, shown);
        let panels =
            || std::iter::once(&self.main).chain(self.insets.iter().map(|inset| &inset.panel));
        if panels().any(|panel| drawing.has_hatched(panel)) {
            svg.put(format_args!(
                "<defs>{}</defs>",
                hatch_pattern(caption.prefix, 60)
            ));
        }
        if self.insets.is_empty() {
            drawing.panel(&mut svg, &self.main);
            return svg.close();
        }
        // A nested element cuts what reaches beyond its box.
        nested(&mut svg, &self.main, 0.0, 0.0);
        drawing.panel(&mut svg, &self.main);
        svg.raw("</svg>");
        for (at, inset) in self.insets.iter().enumerate() {
            let title = shown.insets.get(at);
            let title = title.map_or(LangText::plain(""), LangText::from);
            svg.text(inset.left, inset.top - 5.0, "inset-title", title);
            nested(&mut svg, &inset.panel, inset.left, inset.top);
            drawing.panel(&mut svg, &inset.panel);
            svg.raw("</svg>");
            svg.put(format_args!(
                "<rect class=\"inset\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                Number(inset.left + 0.5),
                Number(inset.top),
                Number(inset.panel.frame.width - 1.0),
                Number(inset.panel.frame.height - 0.5),
            ));
        }
        svg.close()
    }
}

/// Opens an element with its own coordinates, which is cut at its edges.
fn nested(svg: &mut Svg, panel: &MapPanel, left: f64, top: f64) {
    svg.put(format_args!(
        "<svg x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\">",
        Number(left),
        Number(top),
        Number(panel.frame.width),
        Number(panel.frame.height),
    ));
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests;
