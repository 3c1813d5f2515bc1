//! The units and points of a choropleth map as SVG.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::chart::caption::Caption;
use crate::chart::chart_text::ChartText;
use crate::chart::geo::choropleth::{Choropleth, MapPoint, MapRegion};
use crate::chart::geo::map_panel::MapPanel;
use crate::chart::geo::markers::{self, Pin};
use crate::chart::geo::viewport::Contested;
use crate::chart::svg::{Escaped, Svg, class_name};

/// The data of a map while its panels are written.
pub(super) struct MapDrawing<'a> {
    shown: &'a Choropleth<'a>,
    rows: HashMap<&'a str, &'a MapRegion<'a>>,
    prefix: String,
}

impl<'a> MapDrawing<'a> {
    /// The data of a map, by the ids of its units. Of two regions with one id the first is drawn.
    pub(super) fn new(caption: &Caption, shown: &'a Choropleth<'a>) -> Self {
        let regions = shown.regions.iter().rev();
        Self {
            rows: regions.map(|region| (&*region.id, region)).collect(),
            prefix: class_name(caption.prefix),
            shown,
        }
    }

    fn is_hatched(&self, region: &MapRegion) -> bool {
        region.contested && self.shown.contested == Contested::Hatch
    }

    /// Whether a unit of the panel is hatched.
    pub(super) fn has_hatched(&self, panel: &MapPanel) -> bool {
        let mut regions = panel
            .shapes
            .iter()
            .filter_map(|shape| self.rows.get(shape.id.as_str()));
        regions.any(|region| self.is_hatched(region))
    }

    /// Writes the units of a panel, and its points.
    pub(super) fn panel(&self, svg: &mut Svg, panel: &MapPanel) {
        svg.raw("<g class=\"regions\" transform=\"scale(.1)\" fill-rule=\"evenodd\">");
        for shape in &panel.shapes {
            let tiny = if shape.is_tiny { " tiny" } else { "" };
            let Some(region) = self.rows.get(shape.id.as_str()) else {
                svg.put(format_args!(
                    "<path class=\"region blank{tiny}\" d=\"{}\"/>",
                    shape.data
                ));
                continue;
            };
            if region.contested && self.shown.contested == Contested::Omit {
                continue;
            }
            svg.link(&region.href, "", &region.hint, |svg| {
                svg.put(format_args!(
                    "<path class=\"region level-{}{tiny}\" data-id=\"{}\" d=\"{}\"/>",
                    self.shown.breaks.level(region.count),
                    Escaped(&region.id),
                    shape.data
                ));
                if self.is_hatched(region) {
                    svg.put(format_args!(
                        "<path class=\"region hatch\" fill=\"url(#{}-hatch)\" d=\"{}\"/>",
                        self.prefix, shape.data
                    ));
                }
            });
        }
        svg.raw("</g>");
        let pins = pins(panel, &self.shown.places);
        if !pins.is_empty() {
            svg.raw("<g class=\"points\">");
            for marker in markers::merge(&pins) {
                marker.draw(svg, &pins, &self.shown.more);
            }
            svg.raw("</g>");
        }
    }
}

fn pins<'a>(panel: &MapPanel, places: &'a [MapPoint]) -> Vec<Pin<'a>> {
    let borrow = |text: &'a Cow<str>| Cow::Borrowed(text.as_ref());
    let pin = |place: &'a MapPoint| {
        let at = panel.pixel(place.at)?;
        let (label, href) = (ChartText::from(&place.label), borrow(&place.href));
        Some(Pin {
            at,
            label,
            href,
            kind: place.kind,
            group: borrow(&place.group),
        })
    };
    places.iter().filter_map(pin).collect()
}
