//! A force-directed layout: related nodes attract each other, all others repel each other.
//!
//! The algorithm is Fruchterman and Reingold (1991) with gravity, and a last step that separates overlapping nodes. It
//! uses only operations with exact IEEE 754 rounding, so the same graph gives the same layout on every machine.

use crate::chart::point::Point;
use crate::chart::svg::{as_f64, float, rounded};

/// The rectangle that a layout fills.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LayoutArea {
    /// The width in pixels.
    pub width: f64,
    /// The height in pixels.
    pub height: f64,
    /// The free space at the edges, in pixels.
    pub margin: f64,
    /// The least distance between two nodes in pixels, as far as the area allows it.
    pub apart: f64,
}

/// The limit of pairwise force computations; graphs of more than about 400 nodes get fewer rounds.
const EFFORT: usize = 16_000_000;

/// The positions of `nodes` nodes in the area, rounded to a tenth of a pixel. Edges with unknown nodes are ignored.
/// Each connected component gets its own part of the area, in proportion to its number of nodes.
pub(super) fn layout(
    nodes: usize,
    edges: &[(usize, usize)],
    area: LayoutArea,
    seed: u64,
) -> Vec<Point> {
    let edges: Vec<(usize, usize)> = edges
        .iter()
        .copied()
        .filter(|(a, b)| a != b && *a < nodes && *b < nodes)
        .collect();
    let parts = components(nodes, &edges);
    let mut areas = Vec::with_capacity(parts.len());
    let weights: Vec<f64> = parts.iter().map(|part| as_f64(part.len()) + 1.5).collect();
    divide(
        &weights,
        Point { x: 0.0, y: 0.0 },
        (area.width, area.height),
        &mut areas,
    );
    let mut places = vec![Point { x: 0.0, y: 0.0 }; nodes];
    let mut own = vec![0; nodes];
    for (part, (corner, size)) in parts.iter().zip(areas) {
        for (at, node) in part.iter().enumerate() {
            own[*node] = at;
        }
        let inside = edges.iter().filter(|(a, _)| part.binary_search(a).is_ok());
        let inside: Vec<(usize, usize)> = inside.map(|(a, b)| (own[*a], own[*b])).collect();
        let margin = area.margin.min(size.0 / 2.0).min(size.1 / 2.0);
        let found = simulate(
            part.len(),
            &inside,
            LayoutArea {
                width: size.0,
                height: size.1,
                margin,
                ..area
            },
            seed,
        );
        for (node, place) in part.iter().zip(found) {
            let tenth = |at: f64| float(rounded(at * 10.0)) / 10.0;
            places[*node] = Point {
                x: tenth(corner.x + place.x),
                y: tenth(corner.y + place.y),
            };
        }
    }
    places
}

/// The connected components, the largest first, each with its nodes in ascending order.
fn components(nodes: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for &(a, b) in edges {
        near[a].push(b);
        near[b].push(a);
    }
    let (mut seen, mut parts) = (vec![false; nodes], Vec::new());
    for start in 0..nodes {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut part = vec![start];
        let mut at = 0;
        while let Some(&node) = part.get(at) {
            for &other in &near[node] {
                if !std::mem::replace(&mut seen[other], true) {
                    part.push(other);
                }
            }
            at += 1;
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts.sort_by_key(|part| (usize::MAX - part.len(), part[0]));
    parts
}

/// Divides a rectangle into one part per weight, in proportion to the weights, by recursive cuts of the longer side.
fn divide(weights: &[f64], corner: Point, size: (f64, f64), into: &mut Vec<(Point, (f64, f64))>) {
    if weights.len() < 2 {
        into.extend(weights.iter().map(|_| (corner, size)));
        return;
    }
    let total: f64 = weights.iter().sum();
    let (mut half, mut cut) = (weights[0], 1);
    while cut + 1 < weights.len() && half + weights[cut] <= total / 2.0 {
        half += weights[cut];
        cut += 1;
    }
    let part = half / total;
    let (first, second) = weights.split_at(cut);
    if size.0 >= size.1 {
        divide(first, corner, (size.0 * part, size.1), into);
        divide(
            second,
            Point {
                x: corner.x + size.0 * part,
                ..corner
            },
            (size.0 * (1.0 - part), size.1),
            into,
        );
    } else {
        divide(first, corner, (size.0, size.1 * part), into);
        divide(
            second,
            Point {
                y: corner.y + size.1 * part,
                ..corner
            },
            (size.0, size.1 * (1.0 - part)),
            into,
        );
    }
}

/// Lays out one connected component in its part of the area.
fn simulate(nodes: usize, edges: &[(usize, usize)], area: LayoutArea, seed: u64) -> Vec<Point> {
    let mut places = initial_positions(nodes, seed);
    let rounds = (EFFORT / (nodes * nodes / 2).max(1)).clamp(10, 250);
    let spring = (1.0 / as_f64(nodes.max(1))).sqrt();
    for round in 0..rounds {
        let heat = 0.12 * (1.0 - as_f64(round) / as_f64(rounds)) + 0.001;
        let forces = forces(&places, edges, spring);
        for (place, force) in places.iter_mut().zip(forces) {
            let size = (force.x * force.x + force.y * force.y).sqrt().max(1e-12);
            let step = size.min(heat) / size;
            place.x += force.x * step;
            place.y += force.y * step;
        }
    }
    scale_to_area(&mut places, area);
    for _ in 0..40 {
        if !move_apart(&mut places, area) {
            break;
        }
    }
    places
}

/// Pseudorandom positions in a square around 0 (a linear congruential generator with Knuth's constants).
fn initial_positions(nodes: usize, seed: u64) -> Vec<Point> {
    let mut state = seed;
    let mut random = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(state >> 32).unwrap_or(0)) / f64::from(u32::MAX) - 0.5
    };
    let (_, _) = (random(), random());
    (0..nodes)
        .map(|_| Point {
            x: random(),
            y: random(),
        })
        .collect()
}

fn forces(places: &[Point], edges: &[(usize, usize)], spring: f64) -> Vec<Point> {
    let mut forces: Vec<Point> = places
        .iter()
        .map(|place| Point {
            x: -place.x * 0.35 * spring,
            y: -place.y * 0.35 * spring,
        })
        .collect();
    let push = spring * spring;
    for (at, one) in places.iter().enumerate() {
        let (mut x, mut y) = (0.0, 0.0);
        let (_, others) = forces.split_at_mut(at + 1);
        for (other, force) in places[at + 1..].iter().zip(others) {
            let (dx, dy) = (one.x - other.x, one.y - other.y);
            let strength = push / (dx * dx + dy * dy).max(1e-9);
            x += dx * strength;
            y += dy * strength;
            force.x -= dx * strength;
            force.y -= dy * strength;
        }
        forces[at].x += x;
        forces[at].y += y;
    }
    for &(a, b) in edges {
        let (dx, dy) = (places[a].x - places[b].x, places[a].y - places[b].y);
        let strength = (dx * dx + dy * dy).sqrt() / spring * 0.5;
        forces[a].x -= dx * strength;
        forces[a].y -= dy * strength;
        forces[b].x += dx * strength;
        forces[b].y += dy * strength;
    }
    forces
}

/// Scales the positions to the whole area, each axis independently.
fn scale_to_area(places: &mut [Point], area: LayoutArea) {
    let along = |axis: fn(&Point) -> f64, places: &[Point]| {
        places
            .iter()
            .map(axis)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| {
                (low.min(at), high.max(at))
            })
    };
    let ((west, east), (north, south)) = (along(|p| p.x, places), along(|p| p.y, places));
    let spread = |at: f64, low: f64, high: f64, size: f64| {
        let part = if high - low > 1e-9 {
            (at - low) / (high - low)
        } else {
            0.5
        };
        area.margin + part * (size - 2.0 * area.margin).max(0.0)
    };
    for place in places {
        place.x = spread(place.x, west, east, area.width);
        place.y = spread(place.y, north, south, area.height);
    }
}

/// Separates all pairs that are closer than [`LayoutArea::apart`]; returns whether there were any.
fn move_apart(places: &mut [Point], area: LayoutArea) -> bool {
    let mut moved = false;
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|a, b| places[*a].x.total_cmp(&places[*b].x).then(a.cmp(b)));
    for (at, &one) in order.iter().enumerate() {
        for &other in &order[at + 1..] {
            if places[other].x - places[one].x >= 2.0 * area.apart {
                break;
            }
            let (mut dx, mut dy) = (
                places[other].x - places[one].x,
                places[other].y - places[one].y,
            );
            let mut far = (dx * dx + dy * dy).sqrt();
            if far >= area.apart {
                continue;
            }
            if far < 1e-6 {
                (dx, dy, far) = (if one < other { 1.0 } else { -1.0 }, 0.3, 1.0);
            }
            moved = true;
            let part = (area.apart - far.min(area.apart - 0.1)) / far * 0.52;
            for (node, sign) in [(one, -1.0), (other, 1.0)] {
                let place = &mut places[node];
                let bounded = |at: f64, size: f64| at.min(size - area.margin).max(area.margin);
                place.x = bounded(place.x + dx * part * sign, area.width);
                place.y = bounded(place.y + dy * part * sign, area.height);
            }
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: LayoutArea = LayoutArea {
        width: 1000.0,
        height: 700.0,
        margin: 20.0,
        apart: 12.0,
    };

    fn distance(a: Point, b: Point) -> f64 {
        ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).sqrt()
    }

    /// Four stars of ten nodes, their middles joined in a ring.
    fn stars() -> Vec<(usize, usize)> {
        let rays = (0..40)
            .filter(|node| node % 10 != 0)
            .map(|node| (node / 10 * 10, node));
        rays.chain([(0, 10), (10, 20), (20, 30), (30, 0)]).collect()
    }

    #[test]
    fn places_are_the_same_every_time_and_inside() {
        let places = layout(40, &stars(), ROOM, 7);
        assert_eq!(places, layout(40, &stars(), ROOM, 7));
        assert_ne!(places, layout(40, &stars(), ROOM, 8));
        assert!(
            places
                .iter()
                .all(|p| (20.0..=980.0).contains(&p.x) && (20.0..=680.0).contains(&p.y))
        );
    }

    #[test]
    fn who_is_related_is_nearer() {
        let places = layout(40, &stars(), ROOM, 7);
        let mean = |pairs: &[(usize, usize)]| {
            pairs
                .iter()
                .map(|(a, b)| distance(places[*a], places[*b]))
                .sum::<f64>()
                / as_f64(pairs.len())
        };
        let all: Vec<(usize, usize)> = (0..40).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
        assert!(
            mean(&stars()) * 2.0 < mean(&all),
            "{} {}",
            mean(&stars()),
            mean(&all)
        );
    }

    #[test]
    fn nobody_stands_on_another() {
        let places = layout(
            300,
            &(1..300).map(|node| (0, node)).collect::<Vec<_>>(),
            ROOM,
            1,
        );
        let pairs = (0..300).flat_map(|a| (0..a).map(move |b| (a, b)));
        let least = pairs
            .map(|(a, b)| distance(places[a], places[b]))
            .fold(f64::INFINITY, f64::min);
        assert!(least > 9.0, "{least}");
    }

    #[test]
    fn few_nodes_or_wrong_edges_do_no_harm() {
        assert_eq!(layout(0, &[(0, 1)], ROOM, 1), []);
        assert_eq!(
            layout(1, &[(0, 0), (0, 5)], ROOM, 1),
            [Point { x: 500.0, y: 350.0 }]
        );
        assert!(
            layout(2, &[], ROOM, 1)
                .iter()
                .all(|place| place.x.is_finite() && place.y.is_finite())
        );
    }
}
