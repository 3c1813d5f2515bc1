//! Rendering of a timeline: events by year and month in lanes, so that no label covers another.

use crate::chart::caption::Caption;
use crate::chart::svg::{Number, Svg, as_f64, class_name};
use crate::chart::timeline::model::{EDGE, Timeline, TimelineEvent};
use crate::chart::timeline::time_axis::{Tick, TimeAxis};
use crate::chart::timeline::timeline_layout::{self, Anchor, PlacedEvent};

const LANE: f64 = 23.0;
const AXIS: f64 = 38.0;

impl Timeline<'_> {
    /// Renders the timeline; an empty string if there are no events.
    pub fn svg(&self, caption: &Caption) -> String {
        if self.events.is_empty() {
            return String::new();
        }
        let moments: Vec<f64> = self
            .events
            .iter()
            .flat_map(|event| {
                let (from, until) = event.ends();
                [from, until]
            })
            .collect();
        let years = TimeAxis::new(&moments, EDGE, self.width - EDGE);
        let placed = timeline_layout::place_events(self, &years);
        let lanes = as_f64(
            placed
                .iter()
                .map(|placed_event| placed_event.lane + 1)
                .max()
                .unwrap_or(0),
        );
        let rest = self.rest(&years);
        let bottom = AXIS + lanes * LANE + 4.0;
        let height = if rest.is_empty() {
            bottom
        } else {
            bottom + 20.0
        };
        let mut svg = Svg::open(caption, "timeline", self.width, height, true);
        self.draw_axis(&mut svg, &years, bottom);
        let prefix = class_name(caption.prefix);
        if placed.iter().any(|placed_event| {
            self.events
                .get(placed_event.event)
                .is_some_and(|event| event.open)
        }) {
            define_fade_mask(&mut svg, &prefix);
        }
        for placed_event in &placed {
            self.draw_event(&mut svg, placed_event, &prefix);
        }
        for (tick, count) in rest {
            svg.text(
                f64::midpoint(tick.left, tick.right),
                bottom + 14.0,
                "rest middle",
                format!("+{count}"),
            );
        }
        svg.close()
    }

    /// The number of events beyond the limit, by the year in which they start.
    fn rest(&self, years: &TimeAxis) -> Vec<(Tick, usize)> {
        let counted = years.ticks().map(|tick| {
            let begun =
                |event: &&TimelineEvent| (tick.year..tick.year + 1.0).contains(&event.ends().0);
            (
                tick,
                self.events.iter().skip(self.limit).filter(begun).count(),
            )
        });
        counted.filter(|(_, count)| *count > 0).collect()
    }

    fn draw_axis(&self, svg: &mut Svg, years: &TimeAxis, bottom: f64) {
        svg.raw("<g class=\"axis\">");
        let (left, right) = (Number(EDGE), Number(self.width - EDGE));
        svg.put(format_args!(
            "<path class=\"line\" d=\"M{left} {}H{right}\"/>",
            Number(AXIS - 6.0)
        ));
        let named = years.named(38.0);
        for tick in years.ticks() {
            let top = if named.contains(&tick) {
                AXIS - 12.0
            } else {
                AXIS - 8.0
            };
            svg.put(format_args!(
                "<path class=\"tick\" d=\"M{} {}V{}\"/>",
                Number(tick.left),
                Number(top),
                Number(bottom)
            ));
        }
        for tick in named {
            svg.text(tick.left + 3.0, 14.0, "year", Number(tick.year).to_string());
            for (month, x) in tick.months(30.0) {
                let name = self.months.get(month).copied().unwrap_or_default();
                svg.text(x + 3.0, 27.0, "month", name);
                if month > 0 {
                    svg.put(format_args!(
                        "<path class=\"tick\" d=\"M{} {}v5\"/>",
                        Number(x),
                        Number(AXIS - 11.0)
                    ));
                }
            }
        }
        for x in years.axis_breaks() {
            let y = Number(AXIS - 6.0);
            svg.put(format_args!(
                "<path class=\"break\" d=\"M{} {y}m-5 5l4-10m2 10l4-10\"/>",
                Number(x)
            ));
        }
        svg.raw("</g>");
    }

    fn draw_event(&self, svg: &mut Svg, placed_event: &PlacedEvent, prefix: &str) {
        let Some(event) = self.events.get(placed_event.event) else {
            return;
        };
        let (start, end) = placed_event.mark;
        let middle = AXIS + (as_f64(placed_event.lane) + 0.5) * LANE;
        let vague = if event.vague { " vague" } else { "" };
        let open = if event.open { " open" } else { "" };
        let class = format!("mark {}{vague}{open}", event.kind);
        svg.link(&event.href, &class, &event.hint, |svg| {
            let y = Number(middle);
            if end - start <= 10.0 {
                svg.put(format_args!(
                    "<circle class=\"dot\" cx=\"{}\" cy=\"{y}\" r=\"4.5\"/>",
                    Number(f64::midpoint(start, end))
                ));
            } else {
                let wide = Number(end - start);
                let (top, tall, round) = if placed_event.anchor == Anchor::Inside { (8.5, 17, 4) } else { (4.5, 9, 4) };
                let (x, top) = (Number(start), Number(middle - top));
                svg.put(format_args!(
                    "<rect class=\"span\" x=\"{x}\" y=\"{top}\" width=\"{wide}\" height=\"{tall}\" rx=\"{round}\""
                ));
                // An event without an end fades, since no source states that it lasts until today.
                if event.open {
                    svg.put(format_args!(" mask=\"url(#{prefix}-fade)\""));
                }
                svg.raw("/>");
            }
            if event.open {
                svg.put(format_args!("<path class=\"onward\" d=\"M{} {y}m-4-4l4 4-4 4\"/>", Number(end - 2.0)));
            }
            let (x, class) = match placed_event.anchor {
                Anchor::After => (end + 6.0, "label"),
                Anchor::Before => (start - 6.0, "label end"),
                Anchor::Inside => (start + 8.0, "label"),
            };
            svg.text(x, middle + 4.2, class, &placed_event.text);
        });
    }
}

/// Defines the mask by which a bar fades towards its end.
fn define_fade_mask(svg: &mut Svg, prefix: &str) {
    svg.put(format_args!(
        "<defs><linearGradient id=\"{prefix}-onward\"><stop offset=\".25\" stop-color=\"#fff\"/>\
         <stop offset=\"1\" stop-color=\"#fff\" stop-opacity=\"0\"/></linearGradient>\
         <mask id=\"{prefix}-fade\" maskContentUnits=\"objectBoundingBox\">\
         <rect x=\"-.1\" y=\"-.1\" width=\"1.2\" height=\"1.2\" fill=\"url(#{prefix}-onward)\"/></mask></defs>"
    ));
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
pub(crate) mod tests {

    use crate::chart::KindStyle;
    use crate::text::Day;

    use super::*;
    use crate::text::LangText;

    const CAPTION: Caption = Caption {
        prefix: "t",
        title: LangText::plain("События"),
        description: LangText::plain(""),
    };
    const MONTHS: [&str; 12] = [
        "янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
    ];

    pub(crate) fn event(label: &'static str, from: Day, until: Day) -> TimelineEvent<'static> {
        TimelineEvent {
            label: label.into(),
            hint: label.into(),
            href: "e.html".into(),
            kind: KindStyle {
                id: "event",
                colour: 1,
            },
            from,
            until,
            vague: false,
            open: false,
        }
    }

    pub(crate) fn timeline(events: Vec<TimelineEvent>, limit: usize) -> Timeline {
        Timeline {
            width: 720.0,
            events,
            limit,
            months: MONTHS,
        }
    }

    pub(crate) fn crowd() -> Vec<TimelineEvent<'static>> {
        const NAMES: [&str; 3] = [
            "Форум",
            "Соглашение о сотрудничестве между кластером «Зеленоград» и Республикой Татарстан",
            "День кластера в Томске",
        ];
        let days =
            (0..120_u8).map(|at| Day::new(2010 + i32::from(at) * 7 % 15, at % 12 + 1, at % 28 + 1));
        days.enumerate()
            .map(|(at, day)| {
                event(
                    NAMES[at % 3],
                    day,
                    if at % 5 == 0 {
                        Day::last_of(day.year, None)
                    } else {
                        day
                    },
                )
            })
            .collect()
    }

    #[test]
    fn a_day_is_a_dot_and_a_year_is_a_span() {
        let mut year = event("2017", Day::first_of(2017, None), Day::last_of(2017, None));
        year.vague = true;
        let svg = timeline(
            vec![
                event("День", Day::new(2017, 2, 21), Day::new(2017, 2, 21)),
                year,
            ],
            9,
        )
        .svg(&CAPTION);
        assert_eq!(
            (
                svg.matches("class=\"dot\"").count(),
                svg.matches("class=\"span\"").count()
            ),
            (1, 1)
        );
        assert!(svg.contains(
            "<a class=\"mark kind-event colour-1 vague\" href=\"e.html\"><title>2017</title><rect class=\"span\" x=\"10\""
        ));
        assert_eq!(svg.matches("class=\"month\"").count(), 12);
    }

    #[test]
    fn what_goes_on_fades_and_has_an_arrow() {
        let mut open = event("Программа", Day::new(2016, 1, 1), Day::new(2020, 1, 1));
        open.open = true;
        let closed = event("Форум", Day::new(2016, 1, 1), Day::new(2020, 1, 1));
        let svg = timeline(vec![open, closed.clone()], 9).svg(&CAPTION);
        assert_eq!(
            (
                svg.matches("<mask id=\"t-fade\"").count(),
                svg.matches("mask=\"url(#t-fade)\"").count()
            ),
            (1, 1)
        );
        assert_eq!(svg.matches("class=\"onward\"").count(), 1);
        assert!(!timeline(vec![closed], 9).svg(&CAPTION).contains("<mask"));
    }

    #[test]
    fn what_is_beyond_the_limit_is_counted_by_year() {
        let svg = timeline(crowd(), 20).svg(&CAPTION);
        let rest: usize = svg
            .split(">+")
            .skip(1)
            .map(|part| part.split('<').next().unwrap().parse::<usize>().unwrap())
            .sum();
        assert_eq!((svg.matches("<a class=\"mark").count(), rest), (20, 100));
    }

    #[test]
    fn swapped_days_and_no_events_do_no_harm() {
        assert_eq!(timeline(Vec::new(), 9).svg(&CAPTION), "");
        let swapped = timeline(
            vec![event("x", Day::new(2019, 1, 1), Day::new(2017, 1, 1))],
            9,
        )
        .svg(&CAPTION);
        assert!(swapped.contains("class=\"span\""));
    }
}
