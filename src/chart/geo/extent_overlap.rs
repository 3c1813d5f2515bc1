//! Whether a unit has a part within a box of longitudes and latitudes.

use super::extent::Extent;
use super::geometry::{BorderUnit, Degrees};
use super::ring;

impl Extent {
    /// Whether any part of a unit lies in the box. Edges are straight in longitude and latitude, as in files of borders.
    ///
    /// A unit around a pole has every longitude; of it only the latitudes are compared.
    pub fn overlaps(&self, unit: &BorderUnit) -> bool {
        unit.rings.iter().any(|ring| self.overlaps_ring(ring))
    }

    fn overlaps_ring(&self, ring: &[Degrees]) -> bool {
        let meridian = self.meridian();
        let line = ring::unwrap(ring, meridian);
        if ring::is_polar(&line) {
            return self.overlaps_polar(&line);
        }
        // Longitudes of the line are relative to the middle of the box.
        let half = (self.east - self.west) / 2.0;
        let sheet = Rectangle {
            west: -half,
            east: half,
            south: self.south,
            north: self.north,
        };
        [-360.0, 0.0, 360.0]
            .into_iter()
            .any(|turn| sheet.overlaps(&line, turn))
    }

    fn overlaps_polar(&self, line: &[Degrees]) -> bool {
        let latitudes = || line.iter().map(|at| at.lat);
        if latitudes().sum::<f64>() < 0.0 {
            latitudes().any(|lat| lat >= self.south)
        } else {
            latitudes().any(|lat| lat <= self.north)
        }
    }
}

/// A box on the plane of longitudes and latitudes.
struct Rectangle {
    west: f64,
    east: f64,
    south: f64,
    north: f64,
}

impl Rectangle {
    /// Whether a ring, moved to the east by `turn` degrees, has an edge within the box or the box within itself.
    fn overlaps(&self, ring: &[Degrees], turn: f64) -> bool {
        let moved = |at: &Degrees| (at.lon + turn, at.lat);
        let ends = ring.iter().cycle().skip(1);
        let mut edges = ring
            .iter()
            .zip(ends)
            .map(|(from, to)| (moved(from), moved(to)));
        edges.any(|(from, to)| self.is_crossed(from, to)) || self.is_within(ring, turn)
    }

    /// Whether an edge has a part in the box: the part that is left when it is cut at each side (Liang and Barsky, 1984).
    fn is_crossed(&self, from: (f64, f64), to: (f64, f64)) -> bool {
        let (across, up) = (to.0 - from.0, to.1 - from.1);
        let sides = [
            (-across, from.0 - self.west),
            (across, self.east - from.0),
            (-up, from.1 - self.south),
            (up, self.north - from.1),
        ];
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (step, room) in sides {
            if step == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if step < 0.0 {
                enters = enters.max(room / step);
            } else {
                leaves = leaves.min(room / step);
            }
        }
        enters <= leaves
    }

    /// Whether the south-western corner lies in a ring: an odd number of edges is east of it.
    fn is_within(&self, ring: &[Degrees], turn: f64) -> bool {
        let ends = ring.iter().cycle().skip(1);
        let is_east = |(from, to): &(&Degrees, &Degrees)| {
            let spans = (from.lat > self.south) != (to.lat > self.south);
            let part = (self.south - from.lat) / (to.lat - from.lat);
            spans && from.lon + turn + (to.lon - from.lon) * part > self.west
        };
        ring.iter().zip(ends).filter(is_east).count() % 2 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(west: f64, south: f64, east: f64, north: f64) -> Extent {
        Extent {
            west,
            east,
            south,
            north,
        }
    }

    fn unit(corners: &[(f64, f64)]) -> BorderUnit {
        let ring = corners.iter().map(|&(lon, lat)| Degrees { lon, lat });
        BorderUnit {
            id: "A".to_owned(),
            rings: vec![ring.collect()],
        }
    }

    #[test]
    fn a_corner_an_edge_or_the_whole_box_within_is_a_part() {
        let square = unit(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]);
        assert!(extent(9.0, 9.0, 20.0, 20.0).overlaps(&square), "a corner");
        assert!(extent(4.0, -5.0, 6.0, 15.0).overlaps(&square), "two edges");
        assert!(extent(4.0, 4.0, 6.0, 6.0).overlaps(&square), "box within");
        assert!(
            extent(-5.0, -5.0, 15.0, 15.0).overlaps(&square),
            "unit within"
        );
        assert!(!extent(11.0, 0.0, 20.0, 10.0).overlaps(&square));
        assert!(!extent(0.0, 11.0, 10.0, 20.0).overlaps(&square));
        let slope = unit(&[(0.0, 0.0), (10.0, 10.0), (0.0, 10.0)]);
        assert!(
            !extent(8.0, 0.0, 10.0, 2.0).overlaps(&slope),
            "beside a slope"
        );
    }

    #[test]
    fn the_antimeridian_parts_nothing() {
        let fiji = unit(&[
            (177.0, -18.0),
            (-178.0, -18.0),
            (-178.0, -16.0),
            (177.0, -16.0),
        ]);
        assert!(extent(181.0, -20.0, 184.0, -15.0).overlaps(&fiji));
        assert!(extent(-179.0, -20.0, -170.0, -15.0).overlaps(&fiji));
        assert!(extent(170.0, -20.0, 178.0, -15.0).overlaps(&fiji));
        assert!(!extent(183.0, -20.0, 190.0, -15.0).overlaps(&fiji));
        assert!(extent(-180.0, -90.0, 180.0, 90.0).overlaps(&fiji));
    }

    #[test]
    fn a_unit_around_a_pole_has_every_longitude() {
        let ring = [(-120.0, -70.0), (0.0, -68.0), (120.0, -70.0)];
        let antarctica = unit(&ring);
        assert!(extent(20.0, -85.0, 30.0, -80.0).overlaps(&antarctica));
        assert!(!extent(20.0, -60.0, 30.0, -50.0).overlaps(&antarctica));
    }
}
