//! A choropleth map: regions coloured by a count, with records as points.

use std::borrow::Cow;

use crate::chart::caption::Caption;
use crate::chart::geo::choropleth::{Choropleth, MapPoint, MapRegion};
use crate::chart::geo::geometry::Geometry;
use crate::chart::geo::map_shape::MapShape;
use crate::chart::geo::markers::{self, Pin};
use crate::chart::geo::projection::{MapFrame, Projection};
use crate::chart::geo::viewport::{Contested, MapViewport, hatch_pattern};
use crate::chart::point::Point;
use crate::chart::svg::{Escaped, Svg, class_name};

/// A country projected once, from which every choropleth map is rendered.
#[derive(Debug, Clone)]
pub struct Map {
    projection: Projection,
    frame: MapFrame,
    shapes: Vec<MapShape>,
}

/// The least distance of a point from the edge of the map, in pixels.
const EDGE: f64 = 12.0;

impl Map {
    /// Projects the units and fits them to the viewport.
    pub fn new(geometry: &Geometry, view: &MapViewport) -> Self {
        let projection = Projection::albers(view.parallels, view.meridian);
        let flat: Vec<(&str, Vec<Vec<Point>>)> = geometry
            .units
            .iter()
            .map(|unit| {
                (
                    unit.id.as_str(),
                    unit.rings
                        .iter()
                        .map(|ring| projection.ring(ring))
                        .collect(),
                )
            })
            .collect();
        let frame = match view.focus {
            None => {
                let all = flat
                    .iter()
                    .flat_map(|(_, rings)| rings.iter().flatten().copied());
                MapFrame::fit(all, view.width, view.tallest, 8.0)
            }
            Some(window) => MapFrame::fit(
                window.edge().map(|at| projection.project(at)),
                view.width,
                view.tallest,
                0.0,
            ),
        };
        let shapes = flat
            .iter()
            .filter_map(|(id, rings)| MapShape::new(id, rings, &frame))
            .collect();
        Self {
            projection,
            frame,
            shapes,
        }
    }

    /// Whether a unit is within the viewport and large enough to be visible.
    pub fn shows(&self, id: &str) -> bool {
        self.shapes.iter().any(|shape| shape.id == id)
    }

    /// Renders the map. Units without data are muted; regions without a unit are left out.
    pub fn svg(&self, caption: &Caption, shown: &Choropleth) -> String {
        let mut svg = Svg::open(caption, "map", self.frame.width, self.frame.height, true);
        let row = |shape: &MapShape| shown.regions.iter().find(|region| region.id == shape.id);
        let hatched = |region: &MapRegion| region.contested && shown.contested == Contested::Hatch;
        let any_hatched = self.shapes.iter().filter_map(row).any(hatched);
        let prefix = class_name(caption.prefix);
        if any_hatched {
            svg.put(format_args!(
                "<defs>{}</defs>",
                hatch_pattern(caption.prefix, 60)
            ));
        }
        svg.raw("<g class=\"regions\" transform=\"scale(.1)\" fill-rule=\"evenodd\">");
        for shape in &self.shapes {
            let Some(region) = row(shape) else {
                svg.put(format_args!(
                    "<path class=\"region blank\" d=\"{}\"/>",
                    shape.data
                ));
                continue;
            };
            if region.contested && shown.contested == Contested::Omit {
                continue;
            }
            svg.link(&region.href, "", &region.hint, |svg| {
                svg.put(format_args!(
                    "<path class=\"region level-{}\" data-id=\"{}\" d=\"{}\"/>",
                    shown.breaks.level(region.count),
                    Escaped(&region.id),
                    shape.data
                ));
                if hatched(region) {
                    svg.put(format_args!(
                        "<path class=\"region hatch\" fill=\"url(#{prefix}-hatch)\" d=\"{}\"/>",
                        shape.data
                    ));
                }
            });
        }
        svg.raw("</g>");
        let pins = self.pins(&shown.places);
        if !pins.is_empty() {
            svg.raw("<g class=\"points\">");
            for marker in markers::merge(&pins) {
                marker.draw(&mut svg, &pins, shown.more);
            }
            svg.raw("</g>");
        }
        svg.close()
    }

    fn pins<'a>(&self, places: &'a [MapPoint]) -> Vec<Pin<'a>> {
        let (wide, tall) = (self.frame.width, self.frame.height);
        let inside = |at: &Point| (0.0..=wide).contains(&at.x) && (0.0..=tall).contains(&at.y);
        let pin = |place: &'a MapPoint| {
            let at = Some(self.frame.pixel(self.projection.project(place.at))).filter(inside)?;
            // A marker at the very edge would be cut.
            let within = |at: f64, size: f64| at.min(size - EDGE).max(EDGE);
            let at = Point {
                x: within(at.x, wide),
                y: within(at.y, tall),
            };
            let borrow = |text: &'a Cow<str>| Cow::Borrowed(text.as_ref());
            let (label, href) = (borrow(&place.label), borrow(&place.href));
            Some(Pin {
                at,
                label,
                href,
                kind: borrow(&place.kind),
                group: borrow(&place.group),
            })
        };
        places.iter().filter_map(pin).collect()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::chart::breaks::ClassBreaks;
    use crate::chart::geo::geometry::Degrees;
    use crate::chart::geo::geometry::tests::FIXTURE;
    use crate::chart::geo::viewport::Window;

    const RUSSIA: &str = include_str!("../../../assets/ru-regions.geojson");
    const CAPTION: Caption = Caption {
        prefix: "m",
        title: "Карта",
        description: "Пример.",
    };
    const WHOLE: MapViewport = MapViewport {
        parallels: (52.0, 64.0),
        meridian: 105.0,
        width: 1000.0,
        tallest: 1000.0,
        focus: None,
    };

    fn region(id: &str, count: u32, contested: bool) -> MapRegion<'static> {
        MapRegion {
            id: id.to_owned().into(),
            hint: format!("{id}: {count}").into(),
            href: "r.html".into(),
            count,
            contested,
        }
    }

    fn place(lon: f64, lat: f64) -> MapPoint<'static> {
        let [label, href, kind, group] = ["К", "k.html", "cluster", "g.html"].map(Cow::Borrowed);
        MapPoint {
            at: Degrees { lon, lat },
            label,
            href,
            kind,
            group,
        }
    }

    fn shown<'a>(
        regions: Vec<MapRegion<'a>>,
        breaks: &'a ClassBreaks,
        contested: Contested,
    ) -> Choropleth<'a> {
        Choropleth {
            regions,
            breaks,
            contested,
            places: Vec::new(),
            more: "ещё {}",
        }
    }

    #[test]
    fn all_units_of_russia_are_drawn_and_small_in_bytes() {
        let geometry = Geometry::parse(RUSSIA).unwrap();
        let breaks = ClassBreaks::choose([1, 2]);
        let regions = geometry
            .units
            .iter()
            .map(|unit| region(&unit.id, 2, unit.id.starts_with("UA")))
            .collect();
        let map = Map::new(&geometry, &WHOLE);
        let svg = map.svg(&CAPTION, &shown(regions, &breaks, Contested::Hatch));
        assert_eq!(svg.matches("<path class=\"region level-5\"").count(), 85);
        assert_eq!(svg.matches("<path class=\"region hatch\"").count(), 2);
        assert_eq!(svg.matches("<a href=").count(), 85);
        assert!(geometry.units.iter().all(|unit| map.shows(&unit.id)));
        assert!(svg.len() < 80_000, "{}", svg.len());
        assert_eq!(
            svg,
            Map::new(&geometry, &WHOLE).svg(
                &CAPTION,
                &shown(
                    geometry
                        .units
                        .iter()
                        .map(|unit| region(&unit.id, 2, unit.id.starts_with("UA")))
                        .collect(),
                    &breaks,
                    Contested::Hatch
                )
            )
        );
    }

    #[test]
    fn moscow_lies_west_of_tomsk_and_tomsk_of_chukotka() {
        let map = Map::new(&Geometry::parse(RUSSIA).unwrap(), &WHOLE);
        let x = |lon, lat| map.pins(&[place(lon, lat)])[0].at;
        assert!(x(37.62, 55.75).x < x(84.95, 56.48).x && x(84.95, 56.48).x < x(-170.0, 66.0).x);
        assert!(
            x(33.08, 68.97).y < x(39.72, 43.58).y,
            "Murmansk is north of Sochi"
        );
        assert!(
            map.pins(&[place(-75.0, -40.0)]).is_empty(),
            "what lies outside is not drawn"
        );
    }

    #[test]
    fn contested_units_follow_the_sites_choice() {
        let geometry = Geometry::parse(FIXTURE).unwrap();
        let map = Map::new(
            &geometry,
            &MapViewport {
                meridian: 175.0,
                width: 300.0,
                ..WHOLE
            },
        );
        let breaks = ClassBreaks::choose([1]);
        let draw = |contested| {
            let regions = vec![
                region("XX-A", 1, false),
                region("XX-B", 1, true),
                region("XX-NONE", 1, false),
            ];
            map.svg(&CAPTION, &shown(regions, &breaks, contested))
        };
        let count = |svg: &str, what: &str| svg.matches(what).count();
        let (plain, hatched, without) = (
            draw(Contested::AsIs),
            draw(Contested::Hatch),
            draw(Contested::Omit),
        );
        assert_eq!(
            [&plain, &hatched, &without].map(|svg| count(svg, "region level-3")),
            [2, 2, 1]
        );
        assert_eq!(
            [&plain, &hatched, &without].map(|svg| count(svg, "url(#m-hatch)")),
            [0, 1, 0]
        );
        assert_eq!(
            [&plain, &hatched, &without].map(|svg| count(svg, "region blank")),
            [1, 1, 1]
        );
    }

    #[test]
    fn a_focus_drops_what_lies_outside_and_cuts_what_crosses_its_edge() {
        let geometry = Geometry::parse(FIXTURE).unwrap();
        let focus = Some(Window {
            west: 161.0,
            south: 52.0,
            east: 169.0,
            north: 58.0,
        });
        let map = Map::new(
            &geometry,
            &MapViewport {
                meridian: 165.0,
                width: 300.0,
                focus,
                ..WHOLE
            },
        );
        assert!(map.shows("XX-A") && !map.shows("XX-C"));
        let svg = map.svg(
            &CAPTION,
            &shown(Vec::new(), &ClassBreaks::choose([]), Contested::Hatch),
        );
        assert!(
            svg.contains("d=\"M3030-30") || svg.contains("d=\"M-30-30") || svg.contains("-30 3030"),
            "{svg}"
        );
    }

    #[test]
    fn close_records_are_counted() {
        let map = Map::new(&Geometry::parse(RUSSIA).unwrap(), &WHOLE);
        let breaks = ClassBreaks::choose([]);
        let mut shown = shown(Vec::new(), &breaks, Contested::Hatch);
        // Moscow, Zelenograd, Zhukovsky, and Tomsk.
        shown.places = vec![
            place(37.62, 55.75),
            place(37.21, 55.99),
            place(38.12, 55.6),
            place(84.95, 56.48),
        ];
        let svg = map.svg(&CAPTION, &shown);
        assert!(svg.contains("class=\"count\">3</text>"));
        assert_eq!(
            (
                svg.matches("class=\"marker\"").count(),
                svg.matches("class=\"point kind-cluster\"").count()
            ),
            (1, 1)
        );
    }
}
