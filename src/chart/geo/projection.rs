//! An equal-area map projection and the frame that it is fitted to.
//!
//! Formulas: J. P. Snyder, *Map Projections: A Working Manual* (USGS Professional Paper 1395, 1987), Albers equal-area
//! conic on the sphere, pp. 98–103 (equations 14-1 to 14-6), and cylindrical equal-area, pp. 76–81 (10-1, 10-2).

use crate::chart::geo::geometry::Degrees;
use crate::chart::point::Point;

/// An equal-area projection of the unit sphere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Projection {
    meridian: f64,
    surface: ProjectionSurface,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum ProjectionSurface {
    Cone { n: f64, c: f64 },
    Cylinder { scale: f64 },
}

impl Projection {
    /// The Albers projection with two standard parallels and a central meridian, in degrees.
    ///
    /// Parallels on both sides of the equator, or almost on it, would make the cone a cylinder. In that case it is the
    /// cylindrical equal-area projection, true to scale at the mean of the two latitudes.
    pub fn albers(parallels: (f64, f64), meridian: f64) -> Self {
        let bounded = |degrees: f64| {
            if degrees.is_finite() {
                degrees.clamp(-89.0, 89.0)
            } else {
                0.0
            }
        };
        let (one, two) = (bounded(parallels.0), bounded(parallels.1));
        let n = f64::midpoint(one.to_radians().sin(), two.to_radians().sin());
        let surface = if one * two < 0.0 || n.abs() < 0.02 {
            ProjectionSurface::Cylinder {
                scale: f64::midpoint(one.abs(), two.abs()).to_radians().cos(),
            }
        } else {
            ProjectionSurface::Cone {
                n,
                c: one.to_radians().cos().powi(2) + 2.0 * n * one.to_radians().sin(),
            }
        };
        Self {
            meridian: if meridian.is_finite() { meridian } else { 0.0 },
            surface,
        }
    }

    /// Projects a position; its longitude is taken within 180° of the central meridian.
    pub fn project(&self, at: Degrees) -> Point {
        self.flatten(
            (at.lon - self.meridian + 540.0).rem_euclid(360.0) - 180.0,
            at.lat,
        )
    }

    /// Projects a ring and keeps it in one piece if it crosses the meridian opposite to the central one.
    pub fn ring(&self, ring: &[Degrees]) -> Vec<Point> {
        let mut before: Option<f64> = None;
        ring.iter()
            .map(|at| {
                let around = before.unwrap_or(0.0);
                let east =
                    around + (at.lon - self.meridian - around + 540.0).rem_euclid(360.0) - 180.0;
                before = Some(east);
                self.flatten(east, at.lat)
            })
            .collect()
    }

    fn flatten(&self, east: f64, lat: f64) -> Point {
        let (east, sine) = (east.to_radians(), lat.to_radians().sin());
        match self.surface {
            ProjectionSurface::Cylinder { scale } => Point {
                x: east * scale,
                y: -sine / scale,
            },
            ProjectionSurface::Cone { n, c } => {
                let radius = (c - 2.0 * n * sine).max(0.0).sqrt() / n;
                Point {
                    x: radius * (n * east).sin(),
                    y: radius * (n * east).cos(),
                }
            }
        }
    }
}

/// A linear mapping from the projection plane to pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapFrame {
    /// The width in pixels.
    pub width: f64,
    /// The height in pixels.
    pub height: f64,
    scale: f64,
    left: f64,
    top: f64,
}

impl MapFrame {
    /// Fits `points` into `width` and at most `tallest` pixels, with a margin. The height is what the points need.
    pub fn fit(
        points: impl IntoIterator<Item = Point>,
        width: f64,
        tallest: f64,
        margin: f64,
    ) -> Self {
        let (mut west, mut east) = (f64::INFINITY, f64::NEG_INFINITY);
        let (mut north, mut south) = (f64::INFINITY, f64::NEG_INFINITY);
        for Point { x, y } in points {
            (west, east) = (west.min(x), east.max(x));
            (north, south) = (north.min(y), south.max(y));
        }
        if west > east {
            return Self {
                width,
                height: 2.0 * margin,
                scale: 1.0,
                left: 0.0,
                top: 0.0,
            };
        }
        let across = (width - 2.0 * margin) / (east - west).max(1e-9);
        let down = (tallest - 2.0 * margin) / (south - north).max(1e-9);
        let scale = across.min(down);
        let height = (south - north) * scale + 2.0 * margin;
        let left = f64::midpoint(width, -(east + west) * scale);
        Self {
            width,
            height: height.ceil(),
            scale,
            left,
            top: margin - north * scale,
        }
    }

    /// The pixel of a point of the plane.
    pub fn pixel(&self, point: Point) -> Point {
        Point {
            x: self.left + point.x * self.scale,
            y: self.top + point.y * self.scale,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: f64, right: f64) {
        assert!((left - right).abs() < 1e-6, "{left} is not {right}");
    }

    /// Snyder's worked example for the sphere, p. 291: parallels 29.5° and 45.5°, origin 23° N 96° W, radius 1.
    #[test]
    fn snyders_example() {
        let projection = Projection::albers((29.5, 45.5), -96.0);
        let ProjectionSurface::Cone { n, c } = projection.surface else {
            panic!("not a cone")
        };
        near(n, 0.602_837_0);
        near(c, 1.351_221_3);
        let origin = projection.project(Degrees {
            lon: -96.0,
            lat: 23.0,
        });
        let place = projection.project(Degrees {
            lon: -75.0,
            lat: 35.0,
        });
        near(place.x, 0.295_272_0);
        near(origin.y - place.y, 0.241_677_4);
    }

    #[test]
    fn the_antimeridian_is_an_ordinary_line() {
        let projection = Projection::albers((52.0, 64.0), 105.0);
        let (west, east) = (
            projection.project(Degrees {
                lon: -170.0,
                lat: 66.0,
            }),
            projection.project(Degrees {
                lon: 190.0,
                lat: 66.0,
            }),
        );
        near(west.x, east.x);
        near(west.y, east.y);
        assert!(
            east.x
                > projection
                    .project(Degrees {
                        lon: 179.0,
                        lat: 66.0
                    })
                    .x
        );
    }

    #[test]
    fn a_ring_over_the_edge_stays_in_one_piece() {
        let projection = Projection::albers((-20.0, 20.0), 0.0);
        let ring = [170.0, -170.0, 175.0].map(|lon| Degrees { lon, lat: 10.0 });
        let xs: Vec<f64> = projection.ring(&ring).iter().map(|point| point.x).collect();
        assert!(xs.iter().all(|x| *x > 2.5), "{xs:?}");
    }

    #[test]
    fn straddling_parallels_give_a_cylinder_of_equal_areas() {
        let projection = Projection::albers((-30.0, 30.0), 10.0);
        let at = |lon, lat| projection.project(Degrees { lon, lat });
        near(
            at(40.0, 0.0).x,
            30_f64.to_radians() * 30_f64.to_radians().cos(),
        );
        near(at(10.0, 30.0).y, -0.5 / 30_f64.to_radians().cos());
        near(at(40.0, 60.0).x, at(40.0, 0.0).x);
    }

    #[test]
    fn south_is_below_in_both_hemispheres() {
        for parallels in [(52.0, 64.0), (-52.0, -64.0), (-5.0, 5.0)] {
            let projection = Projection::albers(parallels, 0.0);
            let lat = f64::midpoint(parallels.0, parallels.1);
            let (north, south) = (
                projection.project(Degrees {
                    lon: 0.0,
                    lat: lat + 1.0,
                }),
                projection.project(Degrees { lon: 0.0, lat }),
            );
            assert!(north.y < south.y);
            assert!(projection.project(Degrees { lon: 5.0, lat }).x > south.x);
        }
    }

    #[test]
    fn numbers_from_a_careless_file_do_no_harm() {
        for parallels in [
            (f64::NAN, 1.0),
            (90.0, 90.0),
            (0.0, 0.0),
            (f64::INFINITY, -90.0),
        ] {
            let place = Projection::albers(parallels, f64::NAN).project(Degrees {
                lon: 37.0,
                lat: 90.0,
            });
            assert!(place.x.is_finite() && place.y.is_finite(), "{parallels:?}");
        }
    }

    #[test]
    fn a_tall_country_is_fitted_by_its_height() {
        let frame = MapFrame::fit(
            [Point { x: 0.0, y: 0.0 }, Point { x: 1.0, y: 10.0 }],
            1000.0,
            500.0,
            10.0,
        );
        near(frame.height, 500.0);
        near(frame.pixel(Point { x: 0.5, y: 0.0 }).x, 500.0);
        near(frame.pixel(Point { x: 0.0, y: 10.0 }).y, 490.0);
        near(MapFrame::fit([], 100.0, 100.0, 5.0).height, 10.0);
    }
}
