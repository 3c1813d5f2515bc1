//! Distances from places to borders.

use std::borrow::Cow;

use super::geometry::{BorderUnit, Degrees, Geometry};
use super::ring;

/// The length of a degree of latitude in kilometres.
const KM_PER_DEGREE: f64 = 111.2;

/// The units of a geometry with the rectangles around them.
pub struct UnitDistances<'g> {
    units: Vec<FlatUnit<'g>>,
}

/// A unit on the plane of longitudes and latitudes, where a ring around a pole is closed along the pole.
struct FlatUnit<'g> {
    id: &'g str,
    rings: Vec<Cow<'g, [Degrees]>>,
    bounds: Bounds,
}

/// A rectangle of longitudes and latitudes.
#[derive(Clone, Copy)]
struct Bounds {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl<'g> UnitDistances<'g> {
    /// Prepares the units of a geometry.
    pub fn new(geometry: &'g Geometry) -> UnitDistances<'g> {
        let units = geometry.units().iter();
        UnitDistances {
            units: units.map(FlatUnit::new).collect(),
        }
    }

    /// Returns the distance in kilometres from a place to the nearest of the units that are selected; 0 within one.
    /// `None` if no unit is selected.
    pub fn nearest(&self, place: Degrees, is_selected: impl Fn(&str) -> bool) -> Option<f64> {
        let mut nearest: Option<f64> = None;
        for unit in self.units.iter().filter(|unit| is_selected(unit.id)) {
            // Longitudes of a unit may continue past the antimeridian.
            for turn in [0.0, 360.0, -360.0] {
                let place = Degrees {
                    lon: place.lon + turn,
                    lat: place.lat,
                };
                let best = nearest.unwrap_or(f64::INFINITY);
                if unit.bounds.distance(place) < best || nearest.is_none() {
                    nearest = Some(unit.distance(place).min(best));
                }
            }
        }
        nearest
    }
}

impl<'g> FlatUnit<'g> {
    fn new(unit: &'g BorderUnit) -> Self {
        let flat = |ring: &'g Vec<Degrees>| {
            let line = ring::unwrap(ring, 0.0);
            if ring::is_polar(&line) {
                Cow::Owned(ring::close_at_pole(line))
            } else {
                Cow::Borrowed(ring.as_slice())
            }
        };
        let rings: Vec<Cow<'_, [Degrees]>> = unit.rings.iter().map(flat).collect();
        FlatUnit {
            id: &unit.id,
            bounds: Bounds::of(&rings),
            rings,
        }
    }

    /// Returns the distance in kilometres from a place; 0 within the unit.
    fn distance(&self, place: Degrees) -> f64 {
        let mut nearest = f64::INFINITY;
        let mut is_within = false;
        for ring in &self.rings {
            let ends = ring.iter().skip(1).chain(ring.first());
            for (from, to) in ring.iter().zip(ends) {
                is_within ^= crosses(place, *from, *to);
                nearest = nearest.min(distance_to_line(place, *from, *to));
            }
        }
        if is_within { 0.0 } else { nearest }
    }
}

impl Bounds {
    fn of(rings: &[Cow<'_, [Degrees]>]) -> Bounds {
        let start = Bounds {
            west: f64::INFINITY,
            south: f64::INFINITY,
            east: f64::NEG_INFINITY,
            north: f64::NEG_INFINITY,
        };
        let points = rings.iter().flat_map(|ring| ring.iter());
        points.fold(start, |bounds, point| Bounds {
            west: bounds.west.min(point.lon),
            south: bounds.south.min(point.lat),
            east: bounds.east.max(point.lon),
            north: bounds.north.max(point.lat),
        })
    }

    /// Returns the distance in kilometres to the rectangle.
    fn distance(self, place: Degrees) -> f64 {
        let lon = (self.west - place.lon).max(place.lon - self.east).max(0.0);
        let lat = (self.south - place.lat)
            .max(place.lat - self.north)
            .max(0.0);
        let (x, y) = to_km(place, lon, lat);
        x.hypot(y)
    }
}

/// Converts a difference of degrees near a place to kilometres.
fn to_km(place: Degrees, lon: f64, lat: f64) -> (f64, f64) {
    // At the latitude in the middle.
    let shrink = (place.lat + lat / 2.0).to_radians().cos();
    (lon * KM_PER_DEGREE * shrink, lat * KM_PER_DEGREE)
}

/// Whether a ray to the east of a place crosses a line.
fn crosses(place: Degrees, from: Degrees, to: Degrees) -> bool {
    (from.lat > place.lat) != (to.lat > place.lat)
        && place.lon < from.lon + (place.lat - from.lat) / (to.lat - from.lat) * (to.lon - from.lon)
}

/// Returns the distance in kilometres to a line between two corners.
fn distance_to_line(place: Degrees, from: Degrees, to: Degrees) -> f64 {
    let (ax, ay) = to_km(place, from.lon - place.lon, from.lat - place.lat);
    let (bx, by) = to_km(place, to.lon - place.lon, to.lat - place.lat);
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let part = if length > 0.0 {
        (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (ax + part * dx).hypot(ay + part * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(id: &str, west: f64) -> BorderUnit {
        let corner = |lon: f64, lat: f64| Degrees {
            lon: west + lon,
            lat,
        };
        BorderUnit {
            id: id.to_owned(),
            rings: vec![vec![
                corner(0.0, 0.0),
                corner(2.0, 0.0),
                corner(2.0, 2.0),
                corner(0.0, 2.0),
            ]],
        }
    }

    #[test]
    fn a_place_is_within_a_unit_or_so_many_kilometres_away() {
        let mut geometry = Geometry::default();
        for unit in [square("a", 10.0), square("b", 179.0)] {
            geometry.add(unit.id, unit.rings);
        }
        let distances = UnitDistances::new(&geometry);
        let nearest = |lon, lat, id: &str| {
            let found = distances.nearest(Degrees { lon, lat }, |unit| id.is_empty() || unit == id);
            found.map(f64::round)
        };
        assert_eq!(nearest(11.0, 1.0, "a"), Some(0.0));
        assert_eq!(nearest(11.0, 3.0, "a"), Some(111.0));
        assert_eq!(nearest(11.0, 3.0, ""), Some(111.0));
        // Past the antimeridian.
        assert_eq!(nearest(-179.5, 1.0, "b"), Some(0.0));
        assert_eq!(nearest(0.0, 0.0, "none"), None);
    }

    #[test]
    fn a_pole_is_within_the_ring_around_it() {
        let ring = (0..36).map(|at| Degrees {
            lon: f64::from(at) * 10.0 - 180.0,
            lat: 80.0,
        });
        let mut geometry = Geometry::default();
        geometry.add("cap".to_owned(), vec![ring.collect()]);
        let distances = UnitDistances::new(&geometry);
        let nearest = |lon, lat| distances.nearest(Degrees { lon, lat }, |_| true);
        assert_eq!(nearest(0.0, 90.0), Some(0.0));
        assert_eq!(nearest(175.0, 85.0), Some(0.0));
        assert_eq!(nearest(20.0, 79.0).map(f64::round), Some(111.0));
    }
}
