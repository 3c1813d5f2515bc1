//! A locator map: a small muted country with one highlighted region, for record and region pages.

use std::collections::HashMap;

use crate::chart::caption::Caption;
use crate::chart::geo::geometry::{Degrees, Geometry};
use crate::chart::geo::map_frame::MapFrame;
use crate::chart::geo::path::{self, Vertex};
use crate::chart::geo::projected_units::ProjectedUnits;
use crate::chart::geo::projection::Projection;
use crate::chart::geo::viewport::{Contested, MapViewport, hatch_pattern};
use crate::chart::point::Point;
use crate::chart::svg::{Number, Svg, class_name};

/// A country prepared once for many locator maps: its simplified outline and units.
#[derive(Debug, Clone)]
pub struct Locator {
    projection: Projection,
    frame: MapFrame,
    land: String,
    contested: String,
    units: HashMap<String, LocatorUnit>,
}

/// A unit with its path data in half pixels.
#[derive(Debug, Clone)]
pub(super) struct LocatorUnit {
    pub(super) data: String,
    /// The centre of its largest ring.
    pub(super) centre: Point,
    /// The width or the height of that ring, in pixels.
    pub(super) size: f64,
}

/// The distance of the units from the edge, in pixels.
const MARGIN: f64 = 4.0;

/// Path units per pixel.
const HALVES: f64 = 2.0;

/// The distance in pixels by which shapes extend beyond the edge of a focused map, so that the cut is not visible.
const BLEED: f64 = 3.0;

/// The width and height in pixels below which a unit gets a ring around it.
const TINY: f64 = 9.0;

impl Locator {
    /// Projects and simplifies the units. `contested` lists the ids of disputed units, `choice` says how to draw them.
    pub fn new(
        geometry: &Geometry,
        view: &MapViewport,
        contested: &[&str],
        choice: Contested,
    ) -> Self {
        let ProjectedUnits { units: flat, frame } = ProjectedUnits::new(geometry, view, MARGIN);
        let snap = |rings: &Vec<Vec<Point>>| {
            let pixels = |ring: &Vec<Point>| {
                let pixels: Vec<Point> = ring.iter().map(|point| frame.pixel(*point)).collect();
                match view.focus {
                    Some(_) => {
                        path::clip(&pixels, MapFrame::corner(-BLEED), frame.far_corner(BLEED))
                    }
                    None => pixels,
                }
            };
            rings
                .iter()
                .map(|ring| path::snap(&pixels(ring), HALVES))
                .collect::<Vec<_>>()
        };
        let mut units: Vec<(String, Vec<Vec<Vertex>>)> = flat
            .iter()
            .map(|(id, rings)| ((*id).to_owned(), snap(rings)))
            .collect();
        let apart = |id: &String| choice != Contested::AsIs && contested.contains(&id.as_str());
        if choice == Contested::Omit {
            units.retain(|(id, _)| !apart(id));
        }
        let outline = |inside: &dyn Fn(&String) -> bool| {
            let rings = units
                .iter()
                .filter(|(id, _)| inside(id))
                .flat_map(|(_, rings)| rings);
            draw(path::outline(rings))
        };
        let (land, contested) = (outline(&|id| !apart(id)), outline(&apart));
        let unit = |(id, rings): (String, Vec<Vec<Vertex>>)| {
            let (centre, size) = path::largest_ring(&rings, HALVES)?;
            let unit = LocatorUnit {
                centre,
                size,
                data: draw(rings),
            };
            Some((id, unit))
        };
        Self {
            projection: view.projection,
            frame,
            land,
            contested,
            units: units.into_iter().filter_map(unit).collect(),
        }
    }

    /// Whether a unit is within the frame.
    pub fn shows(&self, id: &str) -> bool {
        self.units.get(id).is_some_and(|unit| !unit.data.is_empty())
    }

    /// Renders the country with `region` highlighted and a dot at `place`, if given.
    pub fn svg(&self, caption: &Caption, region: Option<&str>, place: Option<Degrees>) -> String {
        let mut svg = Svg::open(
            caption,
            "locator",
            self.frame.width,
            self.frame.height,
            false,
        );
        self.draw_land(&mut svg, caption);
        let shown = region.and_then(|region| self.units.get(region));
        if let Some(unit) = shown {
            svg.put(format_args!(
                "<path class=\"here\" d=\"{}\" transform=\"scale(.5)\" fill-rule=\"evenodd\"/>",
                unit.data
            ));
        }
        if let Some(middle) = shown
            .filter(|unit| unit.size < TINY)
            .map(|unit| unit.centre)
        {
            let (x, y) = (Number(middle.x), Number(middle.y));
            svg.put(format_args!(
                "<circle class=\"halo\" cx=\"{x}\" cy=\"{y}\" r=\"7\"/>"
            ));
        }
        if let Some(at) = place.and_then(|place| self.pixel(place)) {
            let (x, y) = (Number(at.x), Number(at.y));
            svg.put(format_args!(
                "<circle class=\"place\" cx=\"{x}\" cy=\"{y}\" r=\"3\"/>"
            ));
        }
        svg.close()
    }

    /// Width and height, in pixels.
    pub(super) fn size(&self) -> (f64, f64) {
        (self.frame.width, self.frame.height)
    }

    /// A unit within the frame.
    pub(super) fn unit(&self, id: &str) -> Option<&LocatorUnit> {
        self.units.get(id).filter(|unit| !unit.data.is_empty())
    }

    /// Writes the outline of the country, and its disputed units.
    pub(super) fn draw_land(&self, svg: &mut Svg, caption: &Caption) {
        svg.raw("<g transform=\"scale(.5)\" fill-rule=\"evenodd\">");
        svg.put(format_args!("<path class=\"land\" d=\"{}\"/>", self.land));
        if !self.contested.is_empty() {
            svg.put(format_args!(
                "{}<path class=\"land hatch\" fill=\"url(#{}-hatch)\" d=\"{}\"/>",
                hatch_pattern(caption.prefix, 8),
                class_name(caption.prefix),
                self.contested
            ));
        }
        svg.raw("</g>");
    }

    /// Whether a place is within the frame.
    pub fn contains(&self, place: Degrees) -> bool {
        self.pixel(place).is_some()
    }

    fn pixel(&self, place: Degrees) -> Option<Point> {
        let at = self.frame.pixel(self.projection.project(place));
        let inside =
            (0.0..=self.frame.width).contains(&at.x) && (0.0..=self.frame.height).contains(&at.y);
        inside.then_some(at)
    }
}

/// Simplified path data of rings: bends under one pixel² and islets under two are dropped, the largest ring is kept.
fn draw(mut rings: Vec<Vec<Vertex>>) -> String {
    for ring in &mut rings {
        path::straighten(ring);
        path::simplify(ring, 7);
    }
    let area = |ring: &Vec<Vertex>| path::double_area(ring).abs();
    let largest = rings.iter().map(area).max().unwrap_or_default();
    let mut data = String::new();
    for ring in rings.iter().filter(|ring| area(ring) >= largest.min(16)) {
        path::push(&mut data, ring);
    }
    data
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::chart::geo::border_file::read_borders;
    use crate::chart::geo::border_file::tests::FIXTURE;
    use crate::chart::geo::border_reader::BorderKeys;
    use crate::text::LangText;

    const RUSSIA: &str = include_str!("../../../assets/ru-regions.geojson");
    const CAPTION: Caption = Caption {
        prefix: "l",
        title: LangText::plain("Где это"),
        description: LangText::plain(""),
    };

    fn view() -> MapViewport {
        MapViewport {
            projection: Projection::albers((52.0, 64.0), 105.0),
            width: 240.0,
            tallest: 240.0,
            focus: None,
        }
    }

    #[test]
    fn a_locator_is_small_and_shows_every_unit() {
        let geometry = read_borders(RUSSIA, BorderKeys::default()).unwrap();
        let locator = Locator::new(&geometry, &view(), &["UA-43", "UA-40"], Contested::Hatch);
        for unit in geometry.units() {
            let svg = locator.svg(&CAPTION, Some(&unit.id), None);
            assert!(
                svg.contains("<path class=\"here\" d=\"M") || svg.contains("class=\"halo\""),
                "{}",
                unit.id
            );
            assert!(svg.len() < 4_000, "{} bytes for {}", svg.len(), unit.id);
        }
    }

    #[test]
    fn what_is_tiny_gets_a_ring_and_what_is_large_does_not() {
        let locator = Locator::new(
            &read_borders(RUSSIA, BorderKeys::default()).unwrap(),
            &view(),
            &[],
            Contested::AsIs,
        );
        assert!(
            locator
                .svg(&CAPTION, Some("RU-MOW"), None)
                .contains("class=\"halo\"")
        );
        assert!(
            !locator
                .svg(&CAPTION, Some("RU-SA"), None)
                .contains("class=\"halo\"")
        );
        assert!(
            !locator
                .svg(&CAPTION, Some("nowhere"), None)
                .contains("class=\"here\"")
        );
    }

    #[test]
    fn the_outline_has_no_inner_borders() {
        let geometry = read_borders(FIXTURE, BorderKeys::default()).unwrap();
        let locator = Locator::new(&geometry, &view(), &[], Contested::AsIs);
        assert_eq!(
            locator.land.matches('M').count(),
            3,
            "one outline, one hole, one islet: {}",
            locator.land
        );
        let apart = Locator::new(&geometry, &view(), &["XX-B"], Contested::Hatch);
        assert_eq!(
            (
                apart.land.matches('M').count(),
                apart.contested.matches('M').count()
            ),
            (4, 1)
        );
        let without = Locator::new(&geometry, &view(), &["XX-B"], Contested::Omit);
        assert!(
            without.contested.is_empty()
                && !without.svg(&CAPTION, Some("XX-B"), None).contains("here")
        );
    }

    #[test]
    fn a_place_outside_is_not_drawn() {
        let locator = Locator::new(
            &read_borders(RUSSIA, BorderKeys::default()).unwrap(),
            &view(),
            &[],
            Contested::AsIs,
        );
        let tomsk = Degrees {
            lon: 84.95,
            lat: 56.48,
        };
        assert!(
            locator
                .svg(&CAPTION, None, Some(tomsk))
                .contains("class=\"place\"")
        );
        assert!(
            !locator
                .svg(
                    &CAPTION,
                    None,
                    Some(Degrees {
                        lon: -60.0,
                        lat: -10.0
                    })
                )
                .contains("class=\"place\"")
        );
    }
}
