//! Polygon rings as SVG path data: snapping to a grid, simplification, clipping and merged outlines.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::chart::point::Point;
use crate::chart::svg::{float, rounded};

/// A vertex on the integer grid of a path.
pub(super) type Vertex = (i64, i64);

/// Snaps `points` to a grid of `per_pixel` units and drops repeated vertices.
pub(super) fn snap(points: &[Point], per_pixel: f64) -> Vec<Vertex> {
    let mut ring = snap_line(points, per_pixel);
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    ring
}

/// Snaps an open line to a grid of `per_pixel` units and drops repeated vertices.
pub(super) fn snap_line(points: &[Point], per_pixel: f64) -> Vec<Vertex> {
    let mut line: Vec<Vertex> = points
        .iter()
        .map(|point| (rounded(point.x * per_pixel), rounded(point.y * per_pixel)))
        .collect();
    line.dedup();
    line
}

/// Twice the signed area of a ring (shoelace formula).
pub(super) fn double_area(ring: &[Vertex]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .map(|(a, b)| a.0 * b.1 - b.0 * a.1)
        .sum()
}

/// The centre of the largest ring, and its width or height, in pixels; `scale` is path units per pixel. `None` without rings.
pub(super) fn largest_ring(rings: &[Vec<Vertex>], scale: f64) -> Option<(Point, f64)> {
    let ring = rings.iter().max_by_key(|ring| double_area(ring).abs())?;
    let (west, east) = span(ring.iter().map(|corner| corner.0))?;
    let (north, south) = span(ring.iter().map(|corner| corner.1))?;
    let centre = Point {
        x: float(west + east) / 2.0 / scale,
        y: float(north + south) / 2.0 / scale,
    };
    Some((centre, float((east - west).max(south - north)) / scale))
}

/// The least and the greatest coordinate.
fn span(coordinates: impl Iterator<Item = i64> + Clone) -> Option<(i64, i64)> {
    Some((coordinates.clone().min()?, coordinates.max()?))
}

/// Removes the vertices that lie on a straight line with their neighbours: also those at the end of a line that goes there and
/// back, as to a pole.
pub(super) fn straighten(ring: &mut Vec<Vertex>) {
    let mut kept: Vec<Vertex> = Vec::with_capacity(ring.len());
    for &corner in ring.iter() {
        while let [.., a, b] = kept[..] {
            if turn(a, b, corner) != 0 {
                break;
            }
            kept.pop();
        }
        kept.push(corner);
    }
    let mut start = 0;
    while let [first, second, .., a, b] = kept[start..] {
        if turn(a, b, first) == 0 {
            kept.pop();
        } else if turn(b, first, second) == 0 {
            start += 1;
        } else {
            break;
        }
    }
    kept.drain(..start);
    *ring = kept;
}

/// Twice the signed area of the triangle; 0 if the vertices are collinear.
fn turn(a: Vertex, b: Vertex, c: Vertex) -> i64 {
    (b.0 - a.0) * (c.1 - b.1) - (b.1 - a.1) * (c.0 - b.0)
}

/// Removes vertices whose triangle has less than `least` double units², the smallest first (after Visvalingam).
pub(super) fn simplify(ring: &mut Vec<Vertex>, least: i64) {
    for limit in 1..=least {
        let mut at = 0;
        while at < ring.len() && ring.len() > 3 {
            let count = ring.len();
            if turn(
                ring[(at + count - 1) % count],
                ring[at],
                ring[(at + 1) % count],
            )
            .abs()
                < limit
            {
                ring.remove(at);
                at = at.saturating_sub(1);
            } else {
                at += 1;
            }
        }
    }
}

/// Appends `ring` to the path data `out` with relative coordinates and no optional separators.
pub(super) fn push(out: &mut String, ring: &[Vertex]) {
    if ring.len() > 2 {
        push_line(out, ring);
        out.push('z');
    }
}

/// Appends an open line, as `push` does; nothing for a single vertex.
pub(super) fn push_line(out: &mut String, line: &[Vertex]) {
    let Some((start, rest)) = line.split_first().filter(|(_, rest)| !rest.is_empty()) else {
        return;
    };
    // Writing to a `String` cannot fail.
    let _ = write!(
        out,
        "M{}{}{}l",
        start.0,
        if start.1 < 0 { "" } else { " " },
        start.1
    );
    let mut from = *start;
    for (at, to) in rest.iter().enumerate() {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let before = if at == 0 || dx < 0 { "" } else { " " };
        let between = if dy < 0 { "" } else { " " };
        let _ = write!(out, "{before}{dx}{between}{dy}");
        from = *to;
    }
}

/// An edge of a clip rectangle: the bounded coordinate, the bound, and 1 if the inside is above the bound, else -1.
type ClipEdge = (fn(Point) -> f64, f64, f64);

/// Clips a polygon to a rectangle (Sutherland–Hodgman); empty if they do not intersect.
pub(super) fn clip(ring: &[Point], low: Point, high: Point) -> Vec<Point> {
    let mut ring = ring.to_vec();
    let sides: [ClipEdge; 4] = [
        (|p| p.x, low.x, 1.0),
        (|p| p.x, high.x, -1.0),
        (|p| p.y, low.y, 1.0),
        (|p| p.y, high.y, -1.0),
    ];
    for (axis, limit, sign) in sides {
        let depth = |point: Point| (axis(point) - limit) * sign;
        if ring.iter().all(|point| depth(*point) >= 0.0) {
            continue;
        }
        let before = ring.iter().cycle().skip(ring.len().saturating_sub(1));
        let mut kept = Vec::with_capacity(ring.len() + 4);
        for (&from, &to) in before.zip(ring.iter()) {
            let (a, b) = (depth(from), depth(to));
            if (a < 0.0) != (b < 0.0) {
                let part = a / (a - b);
                kept.push(Point {
                    x: from.x + (to.x - from.x) * part,
                    y: from.y + (to.y - from.y) * part,
                });
            }
            if b >= 0.0 {
                kept.push(to);
            }
        }
        ring = kept;
    }
    ring
}

/// The outline of rings that share borders. An edge that another ring has in the opposite direction is dropped.
pub(super) fn outline<'a>(rings: impl IntoIterator<Item = &'a Vec<Vertex>>) -> Vec<Vec<Vertex>> {
    let mut sides: BTreeMap<Vertex, Vec<Vertex>> = BTreeMap::new();
    for ring in rings {
        for (&from, &to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let back = sides.get_mut(&to).and_then(|ends| {
                let at = ends.iter().position(|end| *end == from)?;
                Some(ends.swap_remove(at))
            });
            if back.is_none() && from != to {
                sides.entry(from).or_default().push(to);
            }
        }
    }
    let mut outlines = Vec::new();
    while let Some((&start, _)) = sides.first_key_value() {
        let mut ring = vec![start];
        let mut at = start;
        while let Some(ends) = sides.get_mut(&at) {
            let next = ends.pop();
            if ends.is_empty() {
                sides.remove(&at);
            }
            match next {
                Some(next) if next != start => {
                    ring.push(next);
                    at = next;
                }
                _ => break,
            }
        }
        outlines.push(ring);
    }
    outlines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(f64, f64)]) -> Vec<Point> {
        corners.iter().map(|&(x, y)| Point { x, y }).collect()
    }

    #[test]
    fn a_square_takes_few_characters() {
        let mut out = String::new();
        push(
            &mut out,
            &snap(
                &ring(&[
                    (1.0, -1.0),
                    (2.0, -1.0),
                    (2.01, -1.0),
                    (2.0, 0.5),
                    (1.0, 0.5),
                    (1.0, -1.0),
                ]),
                10.0,
            ),
        );
        assert_eq!(out, "M10-10l10 0 0 15-10 0z");
        push(&mut out, &[(1, 1), (2, 2)]);
        assert_eq!(out.len(), 22, "a line is no ring");
    }

    #[test]
    fn corners_in_line_go() {
        let mut square = vec![(0, 0), (5, 0), (10, 0), (10, 10), (0, 10), (0, 5)];
        straighten(&mut square);
        assert_eq!(square, [(0, 0), (10, 0), (10, 10), (0, 10)]);
        let mut spike = vec![(5, 5), (5, 0), (10, 0), (10, 10), (0, 10), (0, 0), (5, 0)];
        straighten(&mut spike);
        assert_eq!(spike, [(10, 0), (10, 10), (0, 10), (0, 0)]);
        let mut bumpy = vec![(0, 0), (5, 1), (10, 0), (10, 10), (0, 10)];
        simplify(&mut bumpy, 20);
        assert_eq!(bumpy, [(0, 0), (10, 0), (10, 10), (0, 10)]);
    }

    #[test]
    fn clipping_cuts_at_the_box() {
        let (low, high) = (Point { x: 0.0, y: 0.0 }, Point { x: 10.0, y: 10.0 });
        assert_eq!(
            double_area(&snap(
                &clip(
                    &ring(&[(5.0, 5.0), (15.0, 5.0), (15.0, 15.0), (5.0, 15.0)]),
                    low,
                    high
                ),
                1.0
            )),
            50
        );
        assert_eq!(
            clip(&ring(&[(20.0, 0.0), (30.0, 0.0), (30.0, 5.0)]), low, high),
            []
        );
        assert_eq!(clip(&[], low, high), []);
    }

    #[test]
    fn shared_borders_vanish_from_the_outline() {
        let rings = [
            vec![(0, 0), (1, 0), (1, 1), (0, 1)],
            vec![(1, 0), (2, 0), (2, 1), (1, 1)],
        ];
        let mut outlines = outline(&rings);
        assert_eq!(outlines.len(), 1);
        straighten(&mut outlines[0]);
        assert_eq!(outlines[0], [(0, 0), (2, 0), (2, 1), (0, 1)]);
    }
}
