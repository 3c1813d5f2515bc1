//! A time axis with variable scale: years with events are wider, long gaps are replaced by axis breaks.

use crate::chart::svg::as_f64;

/// A piecewise linear mapping from years to pixels.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TimeAxis {
    segments: Vec<AxisSegment>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct AxisSegment {
    from: f64,
    until: f64,
    left: f64,
    right: f64,
    omitted: bool,
}

/// A year on the axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tick {
    pub year: f64,
    pub left: f64,
    pub right: f64,
}

/// The least number of years without events that is replaced by an axis break.
const LONG_GAP: f64 = 4.0;

/// The width of a year without events relative to a year with events.
const QUIET: f64 = 0.4;

impl TimeAxis {
    /// An axis from `left` to `right` pixels for moments in years (2017.5). Without moments it has no segments.
    pub(super) fn new(moments: &[f64], left: f64, right: f64) -> Self {
        let mut busy: Vec<f64> = moments
            .iter()
            .filter(|moment| moment.is_finite())
            .map(|moment| moment.floor())
            .collect();
        busy.sort_by(f64::total_cmp);
        busy.dedup();
        let mut weights: Vec<(f64, f64, f64)> = Vec::new();
        for (at, &year) in busy.iter().enumerate() {
            weights.push((year, year + 1.0, 1.0));
            let Some(next) = busy.get(at + 1) else { break };
            let gap = next - year - 1.0;
            if gap >= LONG_GAP {
                weights.push((year + 1.0, *next, 2.0 * QUIET));
            } else {
                let mut quiet = year + 1.0;
                while quiet < *next {
                    weights.push((quiet, quiet + 1.0, QUIET));
                    quiet += 1.0;
                }
            }
        }
        let whole: f64 = weights.iter().map(|(_, _, weight)| weight).sum();
        let mut x = left;
        let segments = weights.into_iter().map(|(from, until, weight)| {
            let start = x;
            x += (right - left) * weight / whole;
            AxisSegment {
                from,
                until,
                left: start,
                right: x,
                omitted: until - from >= LONG_GAP,
            }
        });
        Self {
            segments: segments.collect(),
        }
    }

    /// The pixel of a moment, clamped to the ends of the axis.
    pub(super) fn x(&self, moment: f64) -> f64 {
        let (Some(first), Some(last)) = (self.segments.first(), self.segments.last()) else {
            return 0.0;
        };
        if moment <= first.from {
            return first.left;
        }
        let inside = self.segments.iter().find(|segment| moment < segment.until);
        inside.map_or(last.right, |segment| {
            let part = (moment - segment.from) / (segment.until - segment.from);
            segment.left + (segment.right - segment.left) * part
        })
    }

    /// The years that are drawn, in ascending order.
    pub(super) fn ticks(&self) -> impl Iterator<Item = Tick> {
        let shown = self.segments.iter().filter(|segment| !segment.omitted);
        shown.map(|segment| Tick {
            year: segment.from,
            left: segment.left,
            right: segment.right,
        })
    }

    /// The years with labels, each at least `distance` pixels from the previous one.
    pub(super) fn named(&self, distance: f64) -> Vec<Tick> {
        let mut named: Vec<Tick> = Vec::new();
        for tick in self.ticks() {
            if named
                .last()
                .is_none_or(|last| tick.left - last.left >= distance)
            {
                named.push(tick);
            }
        }
        named
    }

    /// The pixels of the axis breaks: the middles of the omitted gaps.
    pub(super) fn axis_breaks(&self) -> impl Iterator<Item = f64> {
        self.segments
            .iter()
            .filter(|segment| segment.omitted)
            .map(|segment| f64::midpoint(segment.left, segment.right))
    }
}

impl Tick {
    /// The months with labels at least `distance` pixels apart: every month, every third or none. Each is an index
    /// from 0 and a pixel.
    pub(super) fn months(&self, distance: f64) -> Vec<(usize, f64)> {
        let wide = (self.right - self.left) / 12.0;
        let step = match wide {
            wide if wide >= distance => 1,
            wide if wide * 3.0 >= distance => 3,
            _ => return Vec::new(),
        };
        (0..12)
            .step_by(step)
            .map(|month| (month, self.left + wide * as_f64(month)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_and_the_ends_are_used() {
        let moments = [2012.3, 2017.0, 2017.5, 2018.99, 1957.0];
        let years = TimeAxis::new(&moments, 10.0, 710.0);
        assert!((years.x(1957.0) - 10.0).abs() < 1e-6 && (years.x(2019.0) - 710.0).abs() < 1e-6);
        let steps: Vec<f64> = (0..700)
            .map(|tenth| years.x(1955.0 + f64::from(tenth) / 10.0))
            .collect();
        assert!(steps.windows(2).all(|pair| pair[0] <= pair[1]));
    }

    #[test]
    fn long_silences_are_left_out_and_short_ones_are_narrow() {
        let years = TimeAxis::new(&[1957.2, 2017.1, 2020.9], 0.0, 500.0);
        assert_eq!(
            years.ticks().map(|tick| tick.year).collect::<Vec<_>>(),
            [1957.0, 2017.0, 2018.0, 2019.0, 2020.0]
        );
        assert_eq!(years.axis_breaks().count(), 1);
        let ticks: Vec<Tick> = years.ticks().collect();
        assert!(ticks[1].right - ticks[1].left > 2.0 * (ticks[2].right - ticks[2].left));
    }

    #[test]
    fn distant_years_cost_nothing() {
        let years = TimeAxis::new(&[-2e9, 2e9, f64::NAN], 0.0, 100.0);
        assert_eq!((years.ticks().count(), years.axis_breaks().count()), (2, 1));
        assert!(TimeAxis::new(&[], 0.0, 100.0).x(2017.0).abs() < 1e-9);
    }

    #[test]
    fn names_and_months_have_their_room() {
        let moments: Vec<f64> = (2000..2025).map(f64::from).collect();
        let years = TimeAxis::new(&moments, 0.0, 500.0);
        assert_eq!(years.named(34.0).len(), 13);
        assert_eq!(years.named(34.0)[0].months(30.0), []);
        let one = TimeAxis::new(&[2017.5], 0.0, 480.0);
        assert_eq!(one.named(34.0)[0].months(30.0).len(), 12);
        assert_eq!(one.named(34.0)[0].months(60.0)[1], (3, 120.0));
    }
}
