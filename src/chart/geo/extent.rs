//! The part of the globe that borders or places cover.

use super::geometry::{BorderUnit, Degrees};
use super::ring;
use crate::site::MapWindow;

/// A box of longitudes and latitudes. It may cross the antimeridian: then `east` is above 180.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// The western longitude, in degrees.
    pub west: f64,
    /// The eastern longitude: at least `west`, and at most 360° from it.
    pub east: f64,
    /// The southern latitude, in degrees.
    pub south: f64,
    /// The northern latitude, in degrees.
    pub north: f64,
}

impl From<MapWindow> for Extent {
    fn from(window: MapWindow) -> Self {
        Self {
            west: window.west,
            east: window.east,
            south: window.south,
            north: window.north,
        }
    }
}

impl Extent {
    /// The smallest box around all units; `None` without units.
    ///
    /// A unit around a pole, as Antarctica, has every longitude. The box then has the middle of the other units.
    pub fn of_units(units: &[BorderUnit]) -> Option<Self> {
        let mut spans = Vec::new();
        let mut has_pole = false;
        for unit in units {
            let rings = unit.rings.iter().map(|ring| ring::unwrap(ring, 0.0));
            let rings: Vec<Vec<Degrees>> = rings.collect();
            if rings.iter().any(|ring| ring::is_polar(ring)) {
                has_pole = true;
            } else {
                spans.extend(rings.iter().map(|ring| ring::longitudes(ring)));
            }
        }
        let rings = units.iter().flat_map(|unit| &unit.rings);
        let extent = Self::new(spans, rings.flatten().map(|position| position.lat))?;
        Some(if has_pole {
            extent.all_around()
        } else {
            extent
        })
    }

    /// The smallest box around all positions; `None` without positions.
    pub fn of_positions(positions: &[Degrees]) -> Option<Self> {
        let spans = positions.iter().map(|at| (at.lon, at.lon)).collect();
        Self::new(spans, positions.iter().map(|at| at.lat))
    }

    /// The box around spans of longitudes, and latitudes.
    fn new(spans: Vec<(f64, f64)>, latitudes: impl Iterator<Item = f64>) -> Option<Self> {
        let (south, north) = latitudes
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| {
                (low.min(at), high.max(at))
            });
        let (west, east) = if spans.is_empty() {
            (-180.0, 180.0)
        } else {
            shortest_arc(spans)
        };
        (south <= north).then_some(Self {
            west,
            east,
            south,
            north,
        })
    }

    /// The box with every longitude, and the same middle.
    fn all_around(self) -> Self {
        Self {
            west: self.meridian() - 180.0,
            east: self.meridian() + 180.0,
            ..self
        }
    }

    /// The middle longitude, in degrees.
    pub fn meridian(&self) -> f64 {
        f64::midpoint(self.west, self.east)
    }

    /// Whether a position lies in the box.
    pub fn contains(&self, at: Degrees) -> bool {
        let lon = self.west + (at.lon - self.west).rem_euclid(360.0);
        lon <= self.east && (self.south..=self.north).contains(&at.lat)
    }

    /// The box with a margin on all sides, of a share of its larger side and at least `least` degrees.
    pub fn widened(&self, share: f64, least: f64) -> Self {
        let margin = ((self.east - self.west).max(self.north - self.south) * share).max(least);
        let across = margin.min((360.0 - (self.east - self.west)) / 2.0);
        Self {
            west: self.west - across,
            east: self.east + across,
            south: (self.south - margin).max(-90.0),
            north: (self.north + margin).min(90.0),
        }
    }

    /// Positions along the four edges, dense enough to follow their projected curves.
    pub(super) fn edge(self) -> impl Iterator<Item = Degrees> {
        (0..=20).flat_map(move |step| {
            let part = f64::from(step) / 20.0;
            let lon = self.west + (self.east - self.west) * part;
            let lat = self.south + (self.north - self.south) * part;
            [
                (lon, self.south),
                (lon, self.north),
                (self.west, lat),
                (self.east, lat),
            ]
            .map(|(lon, lat)| Degrees { lon, lat })
        })
    }
}

/// The shortest arc that covers all spans: the circle without the widest gap between them.
fn shortest_arc(mut spans: Vec<(f64, f64)>) -> (f64, f64) {
    for (west, east) in &mut spans {
        let turn = west.rem_euclid(360.0) - *west;
        (*west, *east) = (*west + turn, *east + turn);
    }
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let first = spans[0].0;
    // What spans before the beginning reach beyond 360° covers the beginning again.
    let mut reached = spans.iter().map(|span| span.1).fold(f64::MIN, f64::max) - 360.0;
    let (mut gap, mut after) = (0.0, first);
    for (west, east) in spans {
        if west - reached > gap {
            (gap, after) = (west - reached, west);
        }
        reached = reached.max(east);
    }
    if gap < 1.0 {
        return (-180.0, 180.0);
    }
    let west = if after > 180.0 { after - 360.0 } else { after };
    (west, west + 360.0 - gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(corners: &[(f64, f64)]) -> BorderUnit {
        let ring = corners.iter().map(|&(lon, lat)| Degrees { lon, lat });
        BorderUnit {
            id: "X".to_owned(),
            rings: vec![ring.collect()],
        }
    }

    fn sides(units: &[BorderUnit]) -> [f64; 4] {
        let extent = Extent::of_units(units).expect("an extent");
        [extent.west, extent.south, extent.east, extent.north]
    }

    #[test]
    fn a_country_has_its_own_box() {
        let country = unit(&[(-70.0, -55.0), (-53.0, -22.0), (-66.0, -22.0)]);
        assert_eq!(sides(&[country]), [-70.0, -55.0, -53.0, -22.0]);
        assert_eq!(Extent::of_units(&[]), None);
    }

    #[test]
    fn the_antimeridian_is_an_ordinary_line() {
        let north = unit(&[(166.0, -47.0), (178.0, -37.0), (172.0, -34.0)]);
        let island = unit(&[(-177.0, -44.0), (-176.0, -44.0), (-176.5, -43.0)]);
        assert_eq!(sides(&[north, island]), [166.0, -47.0, 184.0, -34.0]);
        let cut = [
            unit(&[(177.0, -18.0), (180.0, -18.0), (180.0, -16.0)]),
            unit(&[(-180.0, -18.0), (-179.0, -18.0), (-180.0, -16.0)]),
        ];
        assert_eq!(sides(&cut), [177.0, -18.0, 181.0, -16.0]);
    }

    #[test]
    fn long_edges_are_no_gaps() {
        let square = unit(&[(0.0, 0.0), (100.0, 0.0), (100.0, 10.0), (0.0, 10.0)]);
        let next = unit(&[(100.0, 0.0), (170.0, 0.0), (170.0, 10.0), (100.0, 10.0)]);
        assert_eq!(sides(&[square, next]), [0.0, 0.0, 170.0, 10.0]);
    }

    #[test]
    fn what_goes_all_around_begins_at_the_antimeridian() {
        let all: Vec<BorderUnit> = (0..36)
            .map(|at| f64::from(at) * 10.0 - 180.0)
            .map(|west| unit(&[(west, 0.0), (west + 10.0, 0.0), (west + 10.0, 5.0)]))
            .collect();
        assert_eq!(sides(&all), [-180.0, 0.0, 180.0, 5.0]);
    }

    #[test]
    fn a_pole_has_every_longitude() {
        let antarctica: Vec<(f64, f64)> = (0..36)
            .map(|at| (f64::from(at) * 10.0 - 180.0, -70.0))
            .collect();
        let country = unit(&[(10.0, 40.0), (20.0, 40.0), (20.0, 50.0)]);
        let antarctica = unit(&antarctica);
        assert_eq!(
            sides(&[antarctica.clone(), country]),
            [-165.0, -70.0, 195.0, 50.0]
        );
        let mut with_island = antarctica;
        let island = unit(&[(-60.0, -63.0), (-58.0, -63.0), (-58.0, -62.0)]);
        with_island.rings.extend(island.rings);
        assert_eq!(sides(&[with_island]), [-180.0, -70.0, 180.0, -62.0]);
    }

    #[test]
    fn a_sector_that_ends_at_a_pole_has_its_own_longitudes() {
        let sector = unit(&[
            (-74.0, -60.0),
            (-25.0, -60.0),
            (-25.0, -90.0),
            (-74.0, -90.0),
        ]);
        assert_eq!(sides(&[sector]), [-74.0, -90.0, -25.0, -60.0]);
    }

    #[test]
    fn one_place_is_an_extent_too() {
        let extent = Extent::of_positions(&[Degrees {
            lon: 37.0,
            lat: 55.0,
        }])
        .expect("an extent");
        assert_eq!((extent.west, extent.east), (37.0, 37.0));
        let wide = extent.widened(0.1, 2.0);
        assert_eq!((wide.west, wide.east, wide.south), (35.0, 39.0, 53.0));
        assert!(wide.contains(Degrees {
            lon: -324.0,
            lat: 54.0
        }));
        assert!(!wide.contains(Degrees {
            lon: 39.5,
            lat: 54.0
        }));
        assert!(!wide.contains(Degrees {
            lon: 37.0,
            lat: 52.0
        }));
    }
}
