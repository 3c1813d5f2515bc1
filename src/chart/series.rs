//! A time series chart: dated observations of one indicator, with marks for uncertain and contradictory values.

use std::borrow::Cow;

use crate::chart::caption::Caption;
use crate::chart::series_axes::{BOTTOM, HEIGHT, SeriesAxes, TEXT};
use crate::chart::svg::{Number, Svg};
use crate::chart::text_metrics;
use crate::text::Day;
use crate::text::LangText;

/// A time series of one indicator.
#[derive(Debug, Clone)]
pub struct Series<'a> {
    /// The width in pixels: 720 for a column of text, 360 for a phone.
    pub width: f64,
    /// The observations in any order; those without a finite number are left out.
    pub observations: Vec<SeriesPoint<'a>>,
    /// The unit of measure, written above the axis: «млрд ₽».
    pub unit: LangText<'a>,
    /// The decimal separator of the axis: `,` or `.`.
    pub decimal: char,
}

/// A dated observation with its source.
#[derive(Debug, Clone)]
pub struct SeriesPoint<'a> {
    /// The first day of the date: equal to the last for a day, earlier for «2017».
    pub from: Day,
    /// The last day of the date.
    pub until: Day,
    /// The number.
    pub value: f64,
    /// The bounds of an uncertain value.
    pub reach: Option<(f64, f64)>,
    /// The formatted number: «176».
    pub written: LangText<'a>,
    /// The tooltip: «176 компаний, февраль 2017, Сеченовский университет».
    pub hint: LangText<'a>,
    /// The page of the source; may be empty.
    pub href: Cow<'a, str>,
    /// Whether the status is planned, proposed or inferred.
    pub doubtful: bool,
}

/// An observation in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Dot {
    at: usize,
    x: f64,
    y: f64,
    doubtful: bool,
}

const DOT: f64 = 4.5;

impl Series<'_> {
    /// Renders the chart; an empty string if no observation has a number.
    pub fn svg(&self, caption: &Caption) -> String {
        let known: Vec<usize> = (0..self.observations.len())
            .filter(|at| self.observations[*at].is_known())
            .collect();
        if known.is_empty() {
            return String::new();
        }
        let axes = self.axes(&known);
        let linked = known
            .iter()
            .any(|at| !self.observations[*at].href.is_empty());
        let mut svg = Svg::open(caption, "series", self.width, HEIGHT, linked);
        axes.draw(&mut svg, &self.unit);
        let mut dots: Vec<Dot> = known.iter().map(|&at| self.dot(at, &axes)).collect();
        dots.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.at.cmp(&b.at)));
        draw_line(&mut svg, &dots);
        let mut taken: Vec<[f64; 4]> = Vec::new();
        for dot in &dots {
            self.draw_dot(&mut svg, dot, &dots, &mut taken, &axes);
        }
        svg.close()
    }

    /// The axes that cover all values, zero, and the years of the known observations.
    fn axes(&self, known: &[usize]) -> SeriesAxes {
        let points = || known.iter().map(|at| &self.observations[*at]);
        let values = points().flat_map(SeriesPoint::bounds);
        let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        let first = points()
            .map(|point| point.from.fractional_year().floor())
            .fold(f64::INFINITY, f64::min);
        let last = points()
            .map(|point| point.until.fractional_year().floor())
            .fold(first, f64::max)
            + 1.0;
        SeriesAxes::new(self.width, (low, high), (first, last), self.decimal)
    }

    fn dot(&self, at: usize, axes: &SeriesAxes) -> Dot {
        let seen = &self.observations[at];
        let middle = f64::midpoint(seen.from.fractional_year(), seen.until.fractional_year());
        Dot {
            at,
            x: axes.x(middle),
            y: axes.y(seen.value),
            doubtful: seen.doubtful,
        }
    }

    fn draw_dot(
        &self,
        svg: &mut Svg,
        dot: &Dot,
        dots: &[Dot],
        taken: &mut Vec<[f64; 4]>,
        axes: &SeriesAxes,
    ) {
        let seen = &self.observations[dot.at];
        let (from, until) = (
            axes.x(seen.from.fractional_year()),
            axes.x(seen.until.fractional_year()),
        );
        svg.link(&seen.href, "observation", &seen.hint, |svg| {
            if (until - from).abs() > 2.0 * DOT {
                svg.put(format_args!(
                    "<path class=\"reach\" d=\"M{} {}H{}\"/>",
                    Number(from),
                    Number(dot.y),
                    Number(until)
                ));
            }
            if let Some((low, high)) = seen.reach {
                let (top, bottom) = (Number(axes.y(high)), Number(axes.y(low)));
                svg.put(format_args!(
                    "<path class=\"reach\" d=\"M{0} {top}V{bottom}m-4 0h8M{1} {top}h8\"/>",
                    Number(dot.x),
                    Number(dot.x - 4.0)
                ));
            }
            svg.put(format_args!(
                "<circle class=\"dot{}\" cx=\"{}\" cy=\"{}\" r=\"{DOT}\"/>",
                if dot.doubtful { " doubtful" } else { "" },
                Number(dot.x),
                Number(dot.y)
            ));
            if let Some((at, bounds)) = self.label(dot, dots, taken) {
                taken.push(bounds);
                svg.text(at.0, at.1, "value middle", &seen.written);
            }
        });
    }

    /// A position for the number of a dot where it covers no other dot or number: above the dot or below it. The
    /// number of the lower value of a contradiction is tried below first. `None` if neither position is free.
    fn label(&self, dot: &Dot, dots: &[Dot], taken: &[[f64; 4]]) -> Option<((f64, f64), [f64; 4])> {
        let half = text_metrics::bold_width(&self.observations[dot.at].written, TEXT) / 2.0 + 2.0;
        let x = dot.x.clamp(half, (self.width - half).max(half));
        let crowded = |bounds: &[f64; 4]| {
            let meets = |other: &[f64; 4]| {
                bounds[0] < other[2]
                    && other[0] < bounds[2]
                    && bounds[1] < other[3]
                    && other[1] < bounds[3]
            };
            let others = dots.iter().filter(|other| other.at != dot.at);
            taken.iter().any(meets)
                || others
                    .map(|other| [other.x - DOT, other.y - DOT, other.x + DOT, other.y + DOT])
                    .any(|other| meets(&other))
        };
        let is_lower = dots
            .iter()
            .any(|other| is_same_date(dot, other) && other.y < dot.y);
        let heights = [dot.y - 9.0, dot.y + 18.0];
        let heights = if is_lower {
            [heights[1], heights[0]]
        } else {
            heights
        };
        heights
            .into_iter()
            .map(|y| ((x, y), [x - half, y - TEXT, x + half, y + 2.0]))
            .find(|(at, bounds)| at.1 < HEIGHT - BOTTOM && !crowded(bounds))
    }
}

impl SeriesPoint<'_> {
    fn is_known(&self) -> bool {
        self.bounds().iter().all(|bound| bound.abs() < 1e15)
    }

    fn bounds(&self) -> [f64; 3] {
        let (low, high) = self.reach.unwrap_or((self.value, self.value));
        [low, self.value, high]
    }
}

/// Draws the lines between values. Several values on one date are a contradiction: a bracket joins them, and dashed
/// lines fork to each. Lines to values with a status other than stated are dashed, too.
fn draw_line(svg: &mut Svg, dots: &[Dot]) {
    let groups: Vec<&[Dot]> = dots.chunk_by(is_same_date).collect();
    for pair in groups.windows(2) {
        let forks = pair[0].len() + pair[1].len() > 2;
        for from in pair[0] {
            for to in pair[1] {
                let doubtful = if forks || from.doubtful || to.doubtful {
                    " doubtful"
                } else {
                    ""
                };
                let (x, y, to_x, to_y) =
                    (Number(from.x), Number(from.y), Number(to.x), Number(to.y));
                svg.put(format_args!(
                    "<path class=\"joint{doubtful}\" d=\"M{x} {y}L{to_x} {to_y}\"/>"
                ));
            }
        }
    }
    for group in groups.iter().filter(|group| group.len() > 1) {
        let ys = || group.iter().map(|dot| dot.y);
        let (top, bottom) = (
            ys().fold(f64::INFINITY, f64::min),
            ys().fold(f64::NEG_INFINITY, f64::max),
        );
        let x = Number(group[0].x);
        svg.put(format_args!(
            "<path class=\"contradiction\" d=\"M{x} {}V{}\"/>",
            Number(top),
            Number(bottom)
        ));
    }
}

fn is_same_date(one: &Dot, other: &Dot) -> bool {
    (one.x - other.x).abs() < 0.5
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    const CAPTION: Caption = Caption {
        prefix: "s",
        title: LangText::plain("Компании"),
        description: LangText::plain(""),
    };

    fn seen(year: i32, value: f64) -> SeriesPoint<'static> {
        let (from, written) = (Day::new(year, 2, 1), value.to_string().into());
        SeriesPoint {
            from,
            until: from,
            value,
            reach: None,
            written,
            hint: "по данным".into(),
            href: "".into(),
            doubtful: false,
        }
    }

    fn series(observations: Vec<SeriesPoint>) -> Series {
        Series {
            width: 720.0,
            observations,
            unit: "компаний".into(),
            decimal: ',',
        }
    }

    #[test]
    fn a_contradiction_is_a_bracket_and_dashes_the_line() {
        let svg = series(vec![
            seen(2015, 100.0),
            seen(2017, 176.0),
            seen(2017, 120.0),
            seen(2019, 200.0),
            seen(2020, 210.0),
        ])
        .svg(&CAPTION);
        assert_eq!(svg.matches("class=\"contradiction\"").count(), 1);
        assert_eq!(
            (
                svg.matches("class=\"joint doubtful\"").count(),
                svg.matches("class=\"joint\"").count()
            ),
            (4, 1)
        );
        assert_eq!(svg.matches("class=\"dot\"").count(), 5);
    }

    #[test]
    fn what_is_planned_is_hollow_and_dashes_the_line_to_it() {
        let planned = SeriesPoint {
            doubtful: true,
            ..seen(2019, 200.0)
        };
        let svg = series(vec![seen(2015, 100.0), seen(2017, 176.0), planned]).svg(&CAPTION);
        assert_eq!(svg.matches("class=\"dot doubtful\"").count(), 1);
        assert_eq!(
            (
                svg.matches("class=\"joint doubtful\"").count(),
                svg.matches("class=\"joint\"").count()
            ),
            (1, 1)
        );
    }

    #[test]
    fn what_is_uncertain_has_a_reach() {
        let mut year = seen(2017, 10.0);
        (year.from, year.until, year.reach) = (
            Day::first_of(2017, None),
            Day::last_of(2017, None),
            Some((8.0, 13.0)),
        );
        assert_eq!(
            series(vec![seen(2015, 5.0), year])
                .svg(&CAPTION)
                .matches("class=\"reach\"")
                .count(),
            2
        );
    }

    #[test]
    fn one_value_none_or_no_number() {
        assert!(
            series(vec![seen(2017, 0.0)])
                .svg(&CAPTION)
                .contains("class=\"dot\"")
        );
        assert_eq!(
            series(vec![seen(2017, f64::NAN), seen(2018, 1e300)]).svg(&CAPTION),
            ""
        );
        assert_eq!(series(Vec::new()).svg(&CAPTION), "");
        assert!(
            series(vec![seen(i32::MIN, 1.0), seen(i32::MAX, 2.0)])
                .svg(&CAPTION)
                .len()
                < 9000
        );
    }

    #[test]
    fn values_do_not_cover_each_other() {
        let crowded =
            series((1990..2025).map(|year| seen(year, 1_234_567.0)).collect()).svg(&CAPTION);
        let boxes: Vec<(f64, f64)> = crowded
            .split("<text x=\"")
            .filter(|part| part.contains("class=\"value middle\""))
            .map(|part| {
                let mut numbers = part.split('"').filter_map(|number| number.parse().ok());
                (numbers.next().unwrap(), numbers.next().unwrap())
            })
            .collect();
        assert!(
            (10..35).contains(&boxes.len()),
            "some have no room: {boxes:?}"
        );
        let wide = text_metrics::width("1234567", TEXT);
        for (at, a) in boxes.iter().enumerate() {
            assert!(
                boxes[at + 1..]
                    .iter()
                    .all(|b| (a.0 - b.0).abs() >= wide || (a.1 - b.1).abs() >= TEXT)
            );
        }
    }
}
