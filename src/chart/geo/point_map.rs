//! Places on the net of a projection: meridians, parallels and a dot for each place, without borders.

use std::collections::BTreeSet;

use crate::chart::KindStyle;
use crate::chart::geo::extent::Extent;
use crate::chart::geo::geometry::Degrees;
use crate::chart::geo::map_frame::MapFrame;
use crate::chart::geo::path::{self, Vertex};
use crate::chart::geo::projection::Projection;
use crate::chart::geo::viewport::MapViewport;
use crate::chart::point::Point;
use crate::chart::svg::{Number, float};

/// The places of one kind.
#[derive(Debug, Clone)]
pub struct PointGroup<'a> {
    /// The kind, for the colour.
    pub kind: KindStyle<'a>,
    /// The coordinates.
    pub places: Vec<Degrees>,
}

/// Distances between the lines of the net, in degrees.
const STEPS: [f64; 9] = [0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 45.0];

/// The most lines of one direction.
const MOST_LINES: f64 = 12.0;

/// Grid units per pixel, to which dots and lines are rounded. Places in the same unit are one dot.
const GRID: f64 = 2.0;

/// Renders the net over an extent, fitted to `width` and at most `tallest` pixels, with the places of each group on it. It is
/// decoration: lists hold the same records.
pub fn point_map(view: &MapViewport, extent: &Extent, groups: &[PointGroup]) -> String {
    let net = Net {
        extent: *extent,
        projection: view.projection,
        frame: MapFrame::fit(
            extent.edge().map(|at| view.projection.project_unturned(at)),
            view.width,
            view.tallest,
            6.0,
        ),
    };
    let (width, height) = (Number(net.frame.width), Number(net.frame.height));
    let mut svg =
        format!("<svg class=\"net-map\" viewBox=\"0 0 {width} {height}\" aria-hidden=\"true\">");
    svg.push_str(&net.lines());
    svg.push_str(&net.degrees());
    for group in groups {
        svg.push_str(&net.dots(group));
    }
    svg.push_str("</svg>");
    svg
}

/// The lines of longitude and latitude within an extent.
struct Net {
    extent: Extent,
    projection: Projection,
    frame: MapFrame,
}

impl Net {
    fn pixel(&self, lon: f64, lat: f64) -> Point {
        let at = self.projection.project_unturned(Degrees { lon, lat });
        self.frame.pixel(at)
    }

    fn meridians(&self) -> Vec<f64> {
        multiples(self.extent.west, self.extent.east, self.step())
    }

    fn parallels(&self) -> Vec<f64> {
        multiples(self.extent.south, self.extent.north, self.step())
    }

    /// The distance between lines, in degrees.
    fn step(&self) -> f64 {
        let Extent {
            west,
            east,
            south,
            north,
        } = self.extent;
        let larger = (east - west).max(north - south);
        let step = STEPS.into_iter().find(|step| larger / step <= MOST_LINES);
        step.unwrap_or(STEPS[STEPS.len() - 1])
    }

    fn lines(&self) -> String {
        let Extent {
            west,
            east,
            south,
            north,
        } = self.extent;
        let mut data = String::new();
        for lon in self.meridians() {
            let line = (0..=24)
                .map(|step| self.pixel(lon, south + (north - south) * f64::from(step) / 24.0));
            push_line(&mut data, &line.collect::<Vec<_>>());
        }
        for lat in self.parallels() {
            let line =
                (0..=48).map(|step| self.pixel(west + (east - west) * f64::from(step) / 48.0, lat));
            push_line(&mut data, &line.collect::<Vec<_>>());
        }
        format!("<path class=\"net\" transform=\"scale(.5)\" d=\"{data}\"/>")
    }

    /// The degrees of every second line, at the lower and the left edge.
    fn degrees(&self) -> String {
        let mut labels = String::from("<g class=\"degrees\">");
        let Extent { south, west, .. } = self.extent;
        let double = self.step() * 2.0;
        let has_label = |degrees: &f64| (degrees / double).fract() == 0.0;
        let meridians = self.meridians().into_iter().filter(has_label);
        let bottom = meridians.map(|lon| (turned(lon), self.pixel(lon, south)));
        let parallels = self.parallels().into_iter().filter(has_label);
        let left = parallels.map(|lat| (lat, self.pixel(west, lat)));
        for (degrees, at) in bottom.chain(left) {
            let x = at.x.clamp(2.0, (self.frame.width - 24.0).max(2.0));
            let y = (at.y - 2.0).clamp(8.0, (self.frame.height - 2.0).max(8.0));
            let minus = if degrees < 0.0 { "−" } else { "" };
            let (x, y, degrees) = (Number(x + 2.0), Number(y), Number(degrees.abs()));
            labels.push_str(&format!(
                "<text x=\"{x}\" y=\"{y}\">{minus}{degrees}°</text>"
            ));
        }
        labels + "</g>"
    }

    fn dots(&self, group: &PointGroup) -> String {
        let on_grid = |at: &Degrees| {
            let at = self.frame.pixel(self.projection.project(*at));
            let inside = (0.0..=self.frame.width).contains(&at.x)
                && (0.0..=self.frame.height).contains(&at.y);
            inside
                .then(|| path::snap(&[at], GRID))
                .and_then(|all| all.first().copied())
        };
        let dots: BTreeSet<Vertex> = group.places.iter().filter_map(on_grid).collect();
        let mut markup = format!("<g class=\"{}\">", group.kind);
        for (x, y) in dots {
            let (x, y) = (Number(float(x) / GRID), Number(float(y) / GRID));
            markup.push_str(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"4\"/>"));
        }
        markup + "</g>"
    }
}

/// The multiples of a step between two degrees.
fn multiples(low: f64, high: f64, step: f64) -> Vec<f64> {
    let first = (low / step).ceil();
    (0..=24)
        .map(|at| (first + f64::from(at)) * step)
        .take_while(|degrees| *degrees <= high)
        .collect()
}

/// A longitude above −180 and up to 180.
fn turned(lon: f64) -> f64 {
    180.0 - (180.0 - lon).rem_euclid(360.0)
}

fn push_line(data: &mut String, line: &[Point]) {
    let grid = path::snap_line(line, GRID);
    path::push_line(data, &grid);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(extent: Extent, places: &[(f64, f64)]) -> String {
        let view = MapViewport {
            projection: Projection::fitting(&extent),
            width: 460.0,
            tallest: 300.0,
            focus: None,
        };
        let places = places.iter().map(|&(lon, lat)| Degrees { lon, lat });
        let group = PointGroup {
            kind: KindStyle {
                id: "cluster",
                colour: 1,
            },
            places: places.collect(),
        };
        point_map(&view, &extent, &[group])
    }

    const ARGENTINA: Extent = Extent {
        west: -74.0,
        east: -53.0,
        south: -55.0,
        north: -21.0,
    };

    #[test]
    fn every_place_is_a_dot_and_those_at_one_point_are_one() {
        let svg = drawn(ARGENTINA, &[(-58.4, -34.6), (-58.4, -34.6), (-64.2, -31.4)]);
        assert_eq!(svg.matches("<circle").count(), 2);
        assert!(svg.contains("<g class=\"kind-cluster colour-1\">"));
    }

    #[test]
    fn the_net_has_the_degrees_of_the_extent() {
        let svg = drawn(ARGENTINA, &[]);
        for degrees in ["−70°", "−60°", "−50°", "−40°", "−30°"] {
            assert!(
                svg.contains(&format!(">{degrees}</text>")),
                "{degrees}: {svg}"
            );
        }
        assert!(!svg.contains("105°"));
    }

    #[test]
    fn beyond_the_antimeridian_degrees_go_on_from_the_west() {
        let fiji = Extent {
            west: 176.0,
            east: 184.0,
            south: -20.0,
            north: -15.0,
        };
        let svg = drawn(fiji, &[(-179.5, -16.5)]);
        assert_eq!(svg.matches("<circle").count(), 1);
        assert!(svg.contains(">−178°</text>"), "{svg}");
    }
}
