//! Placement of labels on a map: beside what they name, or farther away at the end of a leader line.

use crate::chart::point::Point;
use crate::chart::svg::as_f64;

/// A rectangle of the drawing plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LabelArea {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// The distances between an anchor and its label that are tried, in pixels; beyond the first there is a leader line.
const DISTANCES: [f64; 7] = [7.0, 16.0, 28.0, 44.0, 64.0, 90.0, 120.0];

/// The directions that are tried: to the right first, then around.
const DIRECTIONS: usize = 16;

/// The least distance between two labels, in pixels.
const GAP: f64 = 3.0;

impl LabelArea {
    fn overlaps(&self, other: &LabelArea) -> bool {
        self.left < other.left + other.width + GAP
            && other.left < self.left + self.width + GAP
            && self.top < other.top + other.height + GAP
            && other.top < self.top + self.height + GAP
    }

    fn contains(&self, at: Point) -> bool {
        let dot = LabelArea {
            left: at.x - 3.0,
            top: at.y - 3.0,
            width: 6.0,
            height: 6.0,
        };
        self.overlaps(&dot)
    }

    /// The point of the edge that is nearest to another point.
    pub(super) fn nearest(&self, to: Point) -> Point {
        Point {
            x: to.x.clamp(self.left, self.left + self.width),
            y: to.y.clamp(self.top, self.top + self.height),
        }
    }

    /// The middle.
    pub(super) fn middle(&self) -> Point {
        Point {
            x: self.left + self.width / 2.0,
            y: self.top + self.height / 2.0,
        }
    }

    fn is_within(&self, frame: (f64, f64)) -> bool {
        self.left >= 0.0
            && self.top >= 0.0
            && self.left + self.width <= frame.0
            && self.top + self.height <= frame.1
    }

    /// The area of a label of a size whose nearest point is at a distance from its anchor in a direction.
    fn beside(anchor: Point, size: (f64, f64), distance: f64, turn: f64) -> LabelArea {
        let (x, y) = (turn.cos(), turn.sin());
        let (width, height) = size;
        LabelArea {
            left: anchor.x + x * distance - width * (1.0 - x) / 2.0,
            top: anchor.y + y * distance - height * (1.0 - y) / 2.0,
            width,
            height,
        }
    }
}

/// Places labels of given sizes, the most important first, where they meet neither each other nor an anchor nor a point of
/// `others`, and stay within the frame. `None` for a label without a place.
pub(super) fn place_labels(
    frame: (f64, f64),
    wanted: &[(Point, (f64, f64))],
    others: &[Point],
) -> Vec<Option<LabelArea>> {
    let mut placed: Vec<Option<LabelArea>> = Vec::with_capacity(wanted.len());
    for (anchor, size) in wanted {
        let tries = DISTANCES
            .into_iter()
            .flat_map(|distance| (0..DIRECTIONS).map(move |step| (distance, turn(step))));
        let mut areas =
            tries.map(|(distance, turn)| LabelArea::beside(*anchor, *size, distance, turn));
        let is_free = |area: &LabelArea| {
            area.is_within(frame)
                && !placed.iter().flatten().any(|other| other.overlaps(area))
                && !wanted.iter().any(|(dot, _)| area.contains(*dot))
                && !others.iter().any(|dot| area.contains(*dot))
        };
        placed.push(areas.find(is_free));
    }
    placed
}

/// The direction of a step: right, then in turns below and above, to the left at last.
fn turn(step: usize) -> f64 {
    let half = as_f64(step.div_ceil(2)) * std::f64::consts::TAU / as_f64(DIRECTIONS);
    if step % 2 == 1 { half } else { -half }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    const SIZE: (f64, f64) = (60.0, 14.0);

    #[test]
    fn labels_of_one_place_do_not_meet_and_stay_within_the_frame() {
        let at = Point { x: 100.0, y: 80.0 };
        let wanted = vec![(at, SIZE); 8];
        let placed: Vec<LabelArea> = place_labels((300.0, 200.0), &wanted, &[])
            .into_iter()
            .map(Option::unwrap)
            .collect();
        for (place, one) in placed.iter().enumerate() {
            assert!(one.is_within((300.0, 200.0)) && !one.contains(at));
            assert!(placed[place + 1..].iter().all(|other| !one.overlaps(other)));
        }
    }

    #[test]
    fn a_label_stands_beside_its_anchor_if_there_is_room() {
        let at = Point { x: 20.0, y: 80.0 };
        let label = place_labels((300.0, 200.0), &[(at, SIZE)], &[])[0].unwrap();
        assert_eq!((label.left, label.top), (27.0, 73.0));
    }

    #[test]
    fn a_label_that_is_wider_than_the_frame_has_no_place() {
        let at = Point { x: 20.0, y: 20.0 };
        assert_eq!(place_labels((40.0, 40.0), &[(at, SIZE)], &[]), [None]);
    }
}
