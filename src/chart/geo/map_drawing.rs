//! The units and points of a choropleth map as SVG.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::chart::caption::Caption;
use crate::chart::geo::choropleth::{Choropleth, MapPoint, MapRegion};
use crate::chart::geo::map_labels::place_labels;
use crate::chart::geo::map_panel::MapPanel;
use crate::chart::geo::map_shape::MapShape;
use crate::chart::geo::markers::{self, Marker, Pin};
use crate::chart::geo::region_label::{LabelLink, RegionLabel};
use crate::chart::geo::viewport::Contested;
use crate::chart::point::Point;
use crate::chart::svg::{Escaped, Number, Svg, class_name};
use crate::text::LangText;

/// The width and height in pixels below which a circle stands for a region.
const CITY: f64 = 16.0;

/// The radius of that circle, in pixels.
const CITY_RADIUS: u8 = 6;

/// One in so many units at most is too small to be seen for circles to stand for them.
const MOST_SMALL: usize = 6;

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

    /// Writes the units of a panel, its points, and the labels of the leading regions.
    pub(super) fn panel(&self, svg: &mut Svg, panel: &MapPanel) {
        svg.raw("<g class=\"regions\" transform=\"scale(.1)\" fill-rule=\"evenodd\">");
        let cities = self.cities(panel);
        for shape in &panel.shapes {
            if !cities.iter().any(|(city, _)| std::ptr::eq(*city, shape)) {
                self.unit(svg, shape);
            }
        }
        svg.raw("</g>");
        if !cities.is_empty() {
            svg.raw("<g class=\"regions\">");
            for (shape, region) in cities {
                self.city(svg, shape, region);
            }
            svg.raw("</g>");
        }
        self.points_and_labels(svg, panel);
    }

    /// Writes the outline of a unit.
    fn unit(&self, svg: &mut Svg, shape: &MapShape) {
        let tiny = if shape.is_tiny { " tiny" } else { "" };
        let Some(region) = self.rows.get(shape.id.as_str()) else {
            svg.put(format_args!(
                "<path class=\"region blank{tiny}\" d=\"{}\"/>",
                shape.data
            ));
            return;
        };
        if self.is_omitted(region) {
            return;
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

    fn is_omitted(&self, region: &MapRegion) -> bool {
        region.contested && self.shown.contested == Contested::Omit
    }

    /// The regions with records that are too small to be seen, if few units of the panel are: such as cities that are regions.
    fn cities<'p>(&self, panel: &'p MapPanel) -> Vec<(&'p MapShape, &'a MapRegion<'a>)> {
        let small = || panel.shapes.iter().filter(|shape| shape.size < CITY);
        if small().count() * MOST_SMALL > panel.shapes.len() {
            return Vec::new();
        }
        let with_records = small().filter_map(|shape| {
            let region = *self.rows.get(shape.id.as_str())?;
            let is_plain = !self.is_omitted(region) && !self.is_hatched(region);
            (region.count > 0 && is_plain).then_some((shape, region))
        });
        with_records.collect()
    }

    /// Writes a circle for a region.
    fn city(&self, svg: &mut Svg, shape: &MapShape, region: &MapRegion) {
        svg.link(&region.href, "", &region.hint, |svg| {
            svg.put(format_args!(
                "<circle class=\"region level-{}\" data-id=\"{}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
                self.shown.breaks.level(region.count),
                Escaped(&region.id),
                Number(shape.centre.x),
                Number(shape.centre.y),
                CITY_RADIUS
            ));
        });
    }

    /// Writes the points, and beside them badges with their numbers and the labels of the leading regions.
    fn points_and_labels(&self, svg: &mut Svg, panel: &MapPanel) {
        let pins = pins(panel, &self.shown.places);
        let (single, several): (Vec<Marker>, Vec<Marker>) = markers::merge(&pins)
            .into_iter()
            .partition(Marker::is_single);
        let labels = self.labels(panel);
        let of_labels = labels.iter().map(|label| (label.anchor, label.size()));
        let badges = several.iter().map(|marker| (marker.at, marker.size()));
        let wanted: Vec<(Point, (f64, f64))> = of_labels.chain(badges).collect();
        let others: Vec<Point> = single.iter().map(|marker| marker.at).collect();
        let frame = (panel.frame.width, panel.frame.height);
        let areas = place_labels(frame, &wanted, &others);
        let (of_labels, of_badges) = areas.split_at(labels.len());
        if !pins.is_empty() {
            svg.raw("<g class=\"points\">");
            for marker in single {
                marker.draw(svg, &pins, None, &self.shown.more);
            }
            for (marker, area) in several.iter().zip(of_badges) {
                marker.draw(svg, &pins, *area, &self.shown.more);
            }
            svg.raw("</g>");
        }
        for (label, area) in labels.iter().zip(of_labels) {
            if let Some(area) = area {
                label.draw(svg, *area, LabelLink::Mouse);
            }
        }
    }

    /// The labels of the leading regions of a panel.
    fn labels(&self, panel: &MapPanel) -> Vec<RegionLabel<'a>> {
        let regions = panel.shapes.iter().filter_map(|shape| {
            let region = *self.rows.get(shape.id.as_str())?;
            let is_shown =
                region.count > 0 && !self.is_omitted(region) && panel.contains(shape.centre);
            is_shown.then_some((region, shape.centre))
        });
        let mut regions: Vec<(&MapRegion, Point)> = regions.collect();
        regions.sort_by(|(a, _), (b, _)| b.count.cmp(&a.count).then(a.name.cmp(&b.name)));
        regions.truncate(panel.labels());
        let label = |(region, at)| RegionLabel::new(region, at, panel.frame.width);
        regions.into_iter().map(label).collect()
    }
}

fn pins<'a>(panel: &MapPanel, places: &'a [MapPoint]) -> Vec<Pin<'a>> {
    let borrow = |text: &'a Cow<str>| Cow::Borrowed(text.as_ref());
    let pin = |place: &'a MapPoint| {
        let at = panel.pixel(place.at)?;
        let (label, href) = (LangText::from(&place.label), borrow(&place.href));
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
