//! Rings that a file cuts at the antimeridian, joined again.

use super::geometry::Degrees;
use super::path::{self, Vertex};
use super::ring;
use crate::chart::svg::{float, rounded};

/// The parts of a degree on whose grid cut rings meet: a tenth of a metre.
const PARTS: f64 = 1e6;

/// The rings of a unit without the cut at 180°, which `GeoJSON` asks of a polygon that crosses it (RFC 7946, 3.1.9).
///
/// Rings that end at 180° from both sides become one, whose longitudes continue past 180. A ring around a pole stays as it is.
pub(super) fn join(rings: Vec<Vec<Degrees>>) -> Vec<Vec<Degrees>> {
    let is_cut = |ring: &Vec<Degrees>| {
        let ends = |at: &Degrees| (at.lon.abs() - 180.0).abs() * PARTS < 1.0;
        ring.iter().any(ends) && !ring::is_polar(&ring::unwrap(ring, 0.0))
    };
    let (cut, mut joined): (Vec<_>, Vec<_>) = rings.into_iter().partition(is_cut);
    if cut.len() < 2 {
        joined.extend(cut);
        return joined;
    }
    let on_grid: Vec<Vec<Vertex>> = cut.iter().map(|ring| around_antimeridian(ring)).collect();
    let whole = path::outline(&on_grid);
    joined.extend(
        whole
            .iter()
            .filter(|ring| ring.len() > 2)
            .map(|ring| degrees(ring)),
    );
    joined
}

/// A ring on the grid, by its distance from the antimeridian; without the corners that only divide an edge on it.
fn around_antimeridian(ring: &[Degrees]) -> Vec<Vertex> {
    let ring = ring::unwrap(ring, 180.0);
    let corners: Vec<Vertex> = ring
        .iter()
        .map(|at| (rounded(at.lon * PARTS), rounded(at.lat * PARTS)))
        .collect();
    let count = corners.len();
    let divides = |at: usize| {
        let neighbours = [(at + count - 1) % count, at, (at + 1) % count];
        neighbours.iter().all(|near| corners[*near].0 == 0)
    };
    let kept = (0..count).filter(|at| !divides(*at));
    kept.map(|at| corners[at]).collect()
}

fn degrees(ring: &[Vertex]) -> Vec<Degrees> {
    let corner = |(east, north): &Vertex| Degrees {
        lon: float(*east) / PARTS + 180.0,
        lat: float(*north) / PARTS,
    };
    ring.iter().map(corner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(f64, f64)]) -> Vec<Degrees> {
        let corner = |&(lon, lat): &(f64, f64)| Degrees { lon, lat };
        corners.iter().map(corner).collect()
    }

    #[test]
    fn two_halves_are_one_ring_again() {
        let west = ring(&[
            (178.0, 60.0),
            (180.0, 60.0),
            (180.0, 65.0),
            (180.0, 70.0),
            (178.0, 70.0),
        ]);
        let east = ring(&[(-180.0, 60.0), (-175.0, 65.0), (-180.0, 70.0)]);
        let other = ring(&[(170.0, 50.0), (171.0, 50.0), (171.0, 51.0)]);
        let joined = join(vec![west, east, other.clone()]);
        assert_eq!(joined.len(), 2);
        assert_eq!(joined[0], other);
        assert_eq!(ring::longitudes(&joined[1]), (178.0, 185.0));
        assert!(joined[1].contains(&Degrees {
            lon: 185.0,
            lat: 65.0
        }));
        assert_eq!(joined[1].len(), 5, "{joined:?}");
    }

    #[test]
    fn halves_that_do_not_meet_stay_apart() {
        let west = ring(&[(178.0, 10.0), (180.0, 10.0), (180.0, 12.0)]);
        let east = ring(&[(-180.0, 20.0), (-179.0, 20.0), (-180.0, 22.0)]);
        assert_eq!(join(vec![west, east]).len(), 2);
    }

    #[test]
    fn what_is_cut_once_or_goes_around_a_pole_is_left_alone() {
        let edge = vec![ring(&[(179.0, 10.0), (180.0, 10.0), (180.0, 12.0)])];
        assert_eq!(join(edge.clone()), edge);
        let pole = vec![
            ring(&[
                (-180.0, -90.0),
                (180.0, -90.0),
                (180.0, -80.0),
                (0.0, -70.0),
                (-180.0, -80.0),
            ]),
            ring(&[(-180.0, -75.0), (-179.0, -75.0), (-180.0, -74.0)]),
        ];
        assert_eq!(join(pole.clone()), pole);
    }
}
