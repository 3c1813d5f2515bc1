//! Which units of the borders touch each other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::RandomState;

use super::geometry::Geometry;
use crate::chart::svg::rounded;

/// The number of units at one corner beyond which it makes no neighbours.
const MOST_AT_CORNER: usize = 8;

/// The number of corners that two neighbours have in common.
const LEAST_CORNERS: usize = 2;

/// Returns the units that share a part of their borders with each unit, as indexes. Borders that do not share their
/// corners, and those of islands, have no neighbours.
pub fn neighbours(geometry: &Geometry) -> Vec<Vec<usize>> {
    let mut corners: HashMap<(i64, i64), BTreeSet<usize>, RandomState> = HashMap::default();
    for (at, unit) in geometry.units().iter().enumerate() {
        for corner in unit.rings.iter().flatten() {
            // A longitude beyond the antimeridian is that of the other side.
            let key = |degrees: f64| rounded(degrees * 10_000.0);
            let lon = key(corner.lon).rem_euclid(3_600_000);
            corners
                .entry((lon, key(corner.lat)))
                .or_default()
                .insert(at);
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for units in corners
        .values()
        .filter(|units| units.len() <= MOST_AT_CORNER)
    {
        for one in units {
            for other in units.iter().filter(|other| *other > one) {
                *shared.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    let mut found = vec![Vec::new(); geometry.units().len()];
    for ((one, other), _) in shared.into_iter().filter(|(_, n)| *n >= LEAST_CORNERS) {
        found[one].push(other);
        found[other].push(one);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::neighbours;
    use crate::chart::geo::geometry::{Degrees, Geometry};

    fn square(west: f64, south: f64) -> Vec<Vec<Degrees>> {
        let corner = |lon: f64, lat: f64| Degrees { lon, lat };
        vec![vec![
            corner(west, south),
            corner(west + 1.0, south),
            corner(west + 1.0, south + 1.0),
            corner(west, south + 1.0),
        ]]
    }

    #[test]
    fn units_with_a_common_side_are_neighbours_and_those_with_a_corner_are_not() {
        let mut geometry = Geometry::default();
        for (id, west, south) in [("A", 0.0, 0.0), ("B", 1.0, 0.0), ("C", 2.0, 1.0)] {
            geometry.add(id.to_owned(), square(west, south));
        }
        assert_eq!(neighbours(&geometry), [vec![1], vec![0], vec![]]);
    }

    #[test]
    fn neighbours_are_found_across_the_antimeridian() {
        let mut geometry = Geometry::default();
        geometry.add("W".to_owned(), square(179.0, 0.0));
        geometry.add("E".to_owned(), square(-180.0, 0.0));
        assert_eq!(neighbours(&geometry), [vec![1], vec![0]]);
    }
}
