//! Lane assignment of a timeline: each event is placed in the first lane in which it overlaps no other.

use crate::chart::text_metrics;
use crate::chart::timeline::model::{EDGE, Timeline, TimelineEvent};
use crate::chart::timeline::time_axis::TimeAxis;
use crate::text::LangText;

/// An event with its position. The box from `left` to `right` contains the mark and the label.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlacedEvent<'a> {
    pub event: usize,
    pub lane: usize,
    pub left: f64,
    pub right: f64,
    pub mark: (f64, f64),
    pub text: LangText<'a>,
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
/// The length in pixels below which a duration is drawn as a dot.
const SHORT: f64 = 9.0;

/// Places every event in the first lane in which it overlaps no other.
pub(super) fn place_events<'a>(timeline: &'a Timeline, years: &TimeAxis) -> Vec<PlacedEvent<'a>> {
    let mut placed: Vec<PlacedEvent> = timeline
        .events
        .iter()
        .take(timeline.limit)
        .enumerate()
        .map(|(at, event)| place_event(timeline, years, at, event))
        .collect();
    placed.sort_by(|a, b| a.left.total_cmp(&b.left).then(a.event.cmp(&b.event)));
    let mut ends: Vec<f64> = Vec::new();
    for placed_event in &mut placed {
        let free = ends.iter().position(|end| *end <= placed_event.left);
        placed_event.lane = free.unwrap_or(ends.len());
        if placed_event.lane == ends.len() {
            ends.push(0.0);
        }
        ends[placed_event.lane] = placed_event.right + GAP;
    }
    placed
}

/// Places the label of an event: inside a long mark, else after the mark, else before it.
fn place_event<'a>(
    timeline: &Timeline,
    years: &TimeAxis,
    at: usize,
    event: &TimelineEvent<'a>,
) -> PlacedEvent<'a> {
    let (from, until) = event.ends();
    let (mut start, mut end) = (years.x(from), years.x(until));
    if end - start < SHORT {
        let middle = f64::midpoint(start, end).clamp(EDGE / 2.0, timeline.width - EDGE / 2.0);
        (start, end) = (middle - 5.0, middle + 5.0);
    }
    let wide = text_metrics::width(&event.label, TEXT).min(LONGEST);
    let (before, after) = (start - 6.0 - 2.0, timeline.width - end - 6.0 - 2.0);
    let (room, anchor) = match () {
        () if wide + 16.0 <= end - start => (end - start - 16.0, Anchor::Inside),
        () if wide <= after => (LONGEST.min(after), Anchor::After),
        () if wide <= before => (LONGEST.min(before), Anchor::Before),
        () if after >= before => (after, Anchor::After),
        () => (before, Anchor::Before),
    };
    let text = event.label.shortened(TEXT, room.max(0.0));
    let wide = text_metrics::width(&text, TEXT);
    let (left, right) = match anchor {
        Anchor::Inside => (start, end),
        Anchor::After => (start, end + 6.0 + wide),
        Anchor::Before => (start - 6.0 - wide, end),
    };
    PlacedEvent {
        event: at,
        lane: 0,
        left,
        right,
        mark: (start, end),
        text,
        anchor,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::timeline::timeline_chart::tests::{crowd, event, timeline};
    use crate::text::Day;

    fn years(timeline: &Timeline) -> TimeAxis {
        let moments: Vec<f64> = timeline
            .events
            .iter()
            .flat_map(|event| [event.ends().0, event.ends().1])
            .collect();
        TimeAxis::new(&moments, EDGE, timeline.width - EDGE)
    }

    #[test]
    fn no_two_events_of_a_lane_touch_and_none_leaves_the_page() {
        for width in [360.0, 720.0, 1000.0] {
            let timeline = Timeline {
                width,
                ..timeline(crowd(), 120)
            };
            let placed = place_events(&timeline, &years(&timeline));
            assert_eq!(placed.len(), 120);
            for (at, a) in placed.iter().enumerate() {
                assert!(a.left >= 0.0 && a.right <= width, "{a:?}");
                for b in placed[at + 1..].iter().filter(|b| b.lane == a.lane) {
                    assert!(
                        a.right + GAP <= b.left || b.right + GAP <= a.left,
                        "{a:?} {b:?}"
                    );
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
        let anchors: Vec<Anchor> = place_events(&timeline, &years(&timeline))
            .iter()
            .map(|placed_event| placed_event.anchor)
            .collect();
        assert_eq!(anchors, [Anchor::After, Anchor::Before]);
    }
}
