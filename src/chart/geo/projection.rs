//! Equal-area map projections.
//!
//! Formulas: J. P. Snyder, *Map Projections: A Working Manual* (USGS Professional Paper 1395, 1987), Albers equal-area
//! conic on the sphere, pp. 98–103 (equations 14-1 to 14-6), and cylindrical equal-area, pp. 76–81 (10-1, 10-2);
//! B. Šavrič, T. Patterson, B. Jenny, *The Equal Earth map projection* (IJGIS 33/3, 2019), equations 6 to 10.

use crate::chart::geo::extent::Extent;
use crate::chart::geo::geometry::Degrees;
use crate::chart::geo::ring;
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
    EqualEarth,
}

/// The latitude from which on all longitudes are shown around the pole.
const POLAR: f64 = 30.0;

/// The greatest width and height of an extent, in degrees, that a cone or cylinder shows without much distortion.
const CONIC_LIMITS: (f64, f64) = (180.0, 100.0);

impl Projection {
    /// The projection for a part of the globe: Albers with its meridian in the middle and its parallels at one and five sixths of
    /// the height; the azimuthal projection of Lambert around a pole; or Equal Earth for what is larger than a continent.
    pub fn fitting(extent: &Extent) -> Self {
        let (width, height) = (extent.east - extent.west, extent.north - extent.south);
        if width > CONIC_LIMITS.0 && extent.south >= POLAR {
            return Self::azimuthal(1.0, extent.meridian());
        }
        if width > CONIC_LIMITS.0 && extent.north <= -POLAR {
            return Self::azimuthal(-1.0, extent.meridian());
        }
        if width > CONIC_LIMITS.0 || height > CONIC_LIMITS.1 {
            return Self::equal_earth(extent.meridian());
        }
        Self::albers(Self::parallels_of(extent), extent.meridian())
    }

    /// The same projection with another central meridian, in degrees; unchanged for `None`.
    pub fn with_meridian(self, meridian: Option<f64>) -> Self {
        Self {
            meridian: meridian
                .filter(|degrees| degrees.is_finite())
                .unwrap_or(self.meridian),
            ..self
        }
    }

    /// The standard parallels of an extent.
    fn parallels_of(extent: &Extent) -> (f64, f64) {
        let sixth = (extent.north - extent.south) / 6.0;
        (extent.south + sixth, extent.north - sixth)
    }

    /// Lambert's azimuthal projection around the pole of latitude `pole` · 90°: that of Albers with both parallels at the pole,
    /// so that the cone is a plane without a gap.
    fn azimuthal(pole: f64, meridian: f64) -> Self {
        Self {
            meridian,
            surface: ProjectionSurface::Cone { n: pole, c: 2.0 },
        }
    }

    /// The Equal Earth projection with a central meridian, in degrees.
    pub fn equal_earth(meridian: f64) -> Self {
        Self {
            meridian: if meridian.is_finite() { meridian } else { 0.0 },
            surface: ProjectionSurface::EqualEarth,
        }
    }

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

    /// Projects a position of a box: its longitude is not turned, so that both ends of a whole circle stay apart.
    pub(super) fn project_unturned(&self, at: Degrees) -> Point {
        self.flatten(at.lon - self.meridian, at.lat)
    }

    /// Projects a ring. It stays in one piece if it crosses the meridian opposite to the central one, and is closed along the
    /// pole if it goes around one.
    pub fn ring(&self, ring: &[Degrees]) -> Vec<Point> {
        ring::close_at_pole(ring::unwrap(ring, self.meridian))
            .into_iter()
            .map(|at| self.flatten(at.lon, at.lat))
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
            ProjectionSurface::EqualEarth => equal_earth(east, sine),
        }
    }
}

/// A point of the Equal Earth projection, from the longitude in radians and the sine of the latitude.
fn equal_earth(east: f64, sine: f64) -> Point {
    const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
    let half_root = 3_f64.sqrt() / 2.0;
    let angle = (half_root * sine).asin();
    let square = angle * angle;
    let sixth = square.powi(3);
    let slope = A[0] + 3.0 * A[1] * square + sixth * (7.0 * A[2] + 9.0 * A[3] * square);
    Point {
        x: east * angle.cos() / (half_root * slope),
        y: -angle * (A[0] + A[1] * square + sixth * (A[2] + A[3] * square)),
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

    /// The width and height of the whole globe, from the paper's summary: a ratio of 2.05.
    #[test]
    fn equal_earth_has_the_proportions_of_its_paper() {
        let world = Projection::equal_earth(0.0);
        let at = |lon, lat| world.project_unturned(Degrees { lon, lat });
        let ratio = at(180.0, 0.0).x / -at(0.0, 90.0).y;
        assert!((ratio - 2.0546).abs() < 1e-3, "{ratio}");
        assert!((at(180.0, 90.0).x / at(180.0, 0.0).x - 0.5922).abs() < 1e-3);
        // Two cells of equal area on the sphere have equal areas on the map.
        let cell = |south: f64, north: f64| {
            let width = f64::midpoint(at(1.0, south).x, at(1.0, north).x);
            width * (at(0.0, south).y - at(0.0, north).y)
        };
        let sphere = |south: f64, north: f64| north.to_radians().sin() - south.to_radians().sin();
        let (low, high) = (
            cell(10.0, 11.0) / sphere(10.0, 11.0),
            cell(60.0, 61.0) / sphere(60.0, 61.0),
        );
        assert!((low / high - 1.0).abs() < 1e-3, "{low} {high}");
    }

    #[test]
    fn a_projection_fits_what_it_shows() {
        let fitting = |west, south, east, north| {
            Projection::fitting(&Extent {
                west,
                east,
                south,
                north,
            })
        };
        let argentina = fitting(-74.0, -55.0, -53.0, -21.0);
        near(argentina.meridian, -63.5);
        assert!(matches!(argentina.surface, ProjectionSurface::Cone { n, .. } if n < 0.0));
        let indonesia = fitting(95.0, -11.0, 141.0, 6.0);
        assert!(matches!(
            indonesia.surface,
            ProjectionSurface::Cylinder { .. }
        ));
        let kenya = fitting(34.0, -5.0, 42.0, 5.0);
        assert!(matches!(kenya.surface, ProjectionSurface::Cylinder { .. }));
        assert_eq!(
            fitting(-180.0, -60.0, 180.0, 84.0),
            Projection::equal_earth(0.0)
        );
        assert_eq!(
            fitting(-170.0, -56.0, -34.0, 83.0).surface,
            ProjectionSurface::EqualEarth
        );
    }

    #[test]
    fn a_pole_is_surrounded_without_a_gap() {
        for (pole, south, north) in [(-90.0, -90.0, -60.0), (90.0, 60.0, 90.0)] {
            let around = Projection::fitting(&Extent {
                west: -180.0,
                east: 180.0,
                south,
                north,
            });
            let at = |lon: f64, lat: f64| around.project_unturned(Degrees { lon, lat });
            near(at(50.0, pole).x, 0.0);
            near(at(50.0, pole).y, 0.0);
            let edge = pole * 0.8;
            near(at(-180.0, edge).x, at(180.0, edge).x);
            near(at(-180.0, edge).y, at(180.0, edge).y);
            near(at(90.0, edge).x, -at(-90.0, edge).x);
            assert!(at(90.0, edge).x > 0.0);
            near(at(90.0, edge).y, 0.0);
            // Greenwich is up around the south pole, and down around the north pole.
            assert!(at(0.0, edge).y * pole > 0.0);
        }
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
}
