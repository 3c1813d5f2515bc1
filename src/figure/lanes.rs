//! Lanes of a timeline: every event with its name in the first lane where it covers no other.

use super::text;
use super::timeline::{EDGE, Event, Timeline};
use super::years::Years;

/// An event with its place. The box from `left` to `right` holds the mark and the name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seat {
    pub event: usize,
    pub lane: usize,
    pub left: f64,
    pub right: f64,
    pub mark: (f64, f64),
    pub text: String,
    pub anchor: Anchor,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    After,
    Before,
    Inside,
}

const TEXT: f64 = 12.0;
const GAP: f64 = 8.0;
const LONGEST: f64 = 250.0;
/// A shorter duration is a dot.
const SHORT: f64 = 9.0;

/// Every event in the first lane where it covers no other.
pub(super) fn seats(timeline: &Timeline, years: &Years) -> Vec<Seat> {
    let mut seats: Vec<Seat> = timeline
        .events
        .iter()
        .take(timeline.limit)
        .enumerate()
        .map(|(at, event)| seat(timeline, years, at, event))
        .collect();
    seats.sort_by(|a, b| a.left.total_cmp(&b.left).then(a.event.cmp(&b.event)));
    let mut ends: Vec<f64> = Vec::new();
    for seat in &mut seats {
        let free = ends.iter().position(|end| *end <= seat.left);
        seat.lane = free.unwrap_or(ends.len());
        if seat.lane == ends.len() {
            ends.push(0.0);
        }
        ends[seat.lane] = seat.right + GAP;
    }
    seats
}

/// The mark and its name beside it: after it, or where the page ends, before it; inside of a long one.
fn seat(timeline: &Timeline, years: &Years, at: usize, event: &Event) -> Seat {
    let (from, until) = event.ends();
    let (mut start, mut end) = (years.x(from), years.x(until));
    if end - start < SHORT {
        let middle = f64::midpoint(start, end).clamp(EDGE / 2.0, timeline.width - EDGE / 2.0);
        (start, end) = (middle - 5.0, middle + 5.0);
    }
    let wide = text::width(&event.label, TEXT).min(LONGEST);
    let (before, after) = (start - 6.0 - 2.0, timeline.width - end - 6.0 - 2.0);
    let (room, anchor) = match () {
        () if wide + 16.0 <= end - start => (end - start - 16.0, Anchor::Inside),
        () if wide <= after => (LONGEST.min(after), Anchor::After),
        () if wide <= before => (LONGEST.min(before), Anchor::Before),
        () if after >= before => (after, Anchor::After),
        () => (before, Anchor::Before),
    };
    let text = text::shorten(&event.label, TEXT, room.max(0.0));
    let wide = text::width(&text, TEXT);
    let (left, right) = match anchor {
        Anchor::Inside => (start, end),
        Anchor::After => (start, end + 6.0 + wide),
        Anchor::Before => (start - 6.0 - wide, end),
    };
    Seat { event: at, lane: 0, left, right, mark: (start, end), text, anchor }
}

#[cfg(test)]
mod tests {
    use super::super::day::Day;
    use super::super::timeline::tests::{crowd, event, timeline};
    use super::*;

    fn years(timeline: &Timeline) -> Years {
        let moments: Vec<f64> = timeline.events.iter().flat_map(|event| [event.ends().0, event.ends().1]).collect();
        Years::new(&moments, EDGE, timeline.width - EDGE)
    }

    #[test]
    fn no_two_events_of_a_lane_touch_and_none_leaves_the_page() {
        for width in [360.0, 720.0, 1000.0] {
            let timeline = Timeline { width, ..timeline(crowd(), 120) };
            let seats = seats(&timeline, &years(&timeline));
            assert_eq!(seats.len(), 120);
            for (at, a) in seats.iter().enumerate() {
                assert!(a.left >= 0.0 && a.right <= width, "{a:?}");
                for b in seats[at + 1..].iter().filter(|b| b.lane == a.lane) {
                    assert!(a.right + GAP <= b.left || b.right + GAP <= a.left, "{a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn the_last_event_has_its_name_before_it() {
        let ends = vec![
            event("Первый", Day::new(2010, 1, 1), Day::new(2010, 1, 1)),
            event("Последний", Day::new(2019, 12, 31), Day::new(2019, 12, 31)),
        ];
        let timeline = timeline(ends, 9);
        let anchors: Vec<Anchor> = seats(&timeline, &years(&timeline)).iter().map(|seat| seat.anchor).collect();
        assert_eq!(anchors, [Anchor::After, Anchor::Before]);
    }
}
