//! A horizontal bar chart: quantities with names and numbers.

use std::borrow::Cow;

use crate::chart::caption::Caption;
use crate::chart::svg::{Number, Svg, as_f64};
use crate::chart::text_metrics;
use crate::text::LangText;

/// A horizontal bar chart.
#[derive(Debug, Clone)]
pub struct Bars<'a> {
    /// The width in pixels: 720 for a column of text, 360 for a phone. Below 480 px names are above their bars.
    pub width: f64,
    /// The bars from top to bottom.
    pub bars: Vec<Bar<'a>>,
}

/// A quantity with its name.
#[derive(Debug, Clone)]
pub struct Bar<'a> {
    /// The name.
    pub label: LangText<'a>,
    /// The tooltip: «Микроэлектроника: 12 организаций».
    pub hint: LangText<'a>,
    /// The linked page; empty if there is none.
    pub href: Cow<'a, str>,
    /// The number; a negative one has no bar.
    pub value: f64,
    /// The formatted number: «12», «1,5 млрд ₽».
    pub written: LangText<'a>,
}

const TEXT: f64 = 13.0;
const NARROW: f64 = 480.0;

/// The geometry that all bars of a chart share, in pixels.
struct BarsLayout {
    /// Whether names are above their bars.
    narrow: bool,
    /// The greatest width of a name beside its bar.
    name_width: f64,
    /// The beginning of the bars.
    left: f64,
    /// The length of the greatest bar.
    room: f64,
    /// The distance between two bars.
    step: f64,
    /// The greatest value.
    most: f64,
}

impl BarsLayout {
    fn length(&self, bar: &Bar) -> f64 {
        if self.most > 0.0 {
            bar.size() / self.most * self.room
        } else {
            0.0
        }
    }
}

impl Bars<'_> {
    /// Renders the chart; an empty string if there are no bars.
    pub fn svg(&self, caption: &Caption) -> String {
        if self.bars.is_empty() {
            return String::new();
        }
        let layout = self.layout();
        let height = layout.step * as_f64(self.bars.len());
        let mut svg = Svg::open(caption, "bar-chart", self.width, height, self.is_linked());
        for (at, bar) in self.bars.iter().enumerate() {
            self.draw_bar(&mut svg, bar, layout.step * as_f64(at), &layout);
        }
        svg.close()
    }

    fn layout(&self) -> BarsLayout {
        let widest = |text: fn(&Bar) -> f64| self.bars.iter().map(text).fold(0.0, f64::max);
        let narrow = self.width < NARROW;
        let number_width =
            widest(|bar| text_metrics::width(&bar.written, TEXT)).min(self.width * 0.3);
        let name_width = widest(|bar| text_metrics::width(&bar.label, TEXT)).min(self.width * 0.46);
        let left = if narrow {
            0.0
        } else {
            name_width.ceil() + 10.0
        };
        let room = self.width - left - number_width - 10.0;
        BarsLayout {
            narrow,
            name_width,
            left,
            room,
            step: if narrow { 38.0 } else { 26.0 },
            most: self.bars.iter().map(Bar::size).fold(0.0, f64::max),
        }
    }

    /// Draws a bar whose lane begins at `top`.
    fn draw_bar(&self, svg: &mut Svg, bar: &Bar, top: f64, layout: &BarsLayout) {
        let &BarsLayout {
            narrow,
            name_width,
            left,
            room,
            ..
        } = layout;
        let length = layout.length(bar);
        svg.link(&bar.href, "quantity", &bar.hint, |svg| {
            let (lane, name, name_y) = if narrow {
                (top + 19.0, bar.label.shortened(TEXT, self.width), top + 13.0)
            } else {
                (top + 5.0, bar.label.shortened(TEXT, name_width + 0.5), top + 17.5)
            };
            let (x, y) = (Number(left), Number(lane));
            let round = if length >= 4.0 { " rx=\"2\"" } else { "" };
            svg.put(format_args!(
                "<rect class=\"track\" x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"16\" rx=\"2\"/>",
                Number(room)
            ));
            if length > 0.0 {
                let length = Number(length.max(1.5));
                svg.put(format_args!(
                    "<rect class=\"fill\" x=\"{x}\" y=\"{y}\" width=\"{length}\" height=\"16\"{round}/>"
                ));
            }
            let (name_x, anchor) = if narrow { (0.0, "label") } else { (left - 8.0, "label end") };
            svg.text(name_x, name_y, anchor, &name);
            svg.text(left + length + 6.0, lane + 12.5, "value", &bar.written);
        });
    }

    fn is_linked(&self) -> bool {
        self.bars.iter().any(|bar| !bar.href.is_empty())
    }
}

impl Bar<'_> {
    /// The value that is drawn: negative numbers, infinities and NaN count as 0.
    fn size(&self) -> f64 {
        if self.value.is_finite() {
            self.value.max(0.0)
        } else {
            0.0
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    const CAPTION: Caption = Caption {
        prefix: "b",
        title: LangText::plain("По отраслям"),
        description: LangText::plain(""),
    };

    fn bars(width: f64, values: &[f64]) -> Bars<'static> {
        let bar = |value: &f64| Bar {
            label: "Новые материалы & нанотехнологии".into(),
            hint: "".into(),
            href: "".into(),
            value: *value,
            written: value.to_string().into(),
        };
        Bars {
            width,
            bars: values.iter().map(bar).collect(),
        }
    }

    fn lengths(svg: &str) -> Vec<f64> {
        let fills = svg.split("class=\"fill\"").skip(1);
        fills
            .map(|part| {
                part.split("width=\"")
                    .nth(1)
                    .unwrap()
                    .split('"')
                    .next()
                    .unwrap()
                    .parse()
                    .unwrap()
            })
            .collect()
    }

    #[test]
    fn lengths_are_in_proportion() {
        let drawn = lengths(&bars(720.0, &[12.0, 6.0, 3.0]).svg(&CAPTION));
        assert!(
            (drawn[0] / drawn[1] - 2.0).abs() < 0.01 && (drawn[0] / drawn[2] - 4.0).abs() < 0.01,
            "{drawn:?}"
        );
    }

    #[test]
    fn hostile_numbers_have_no_length() {
        assert_eq!(
            lengths(&bars(720.0, &[f64::NAN, -3.0, f64::INFINITY, 0.0]).svg(&CAPTION)),
            [] as [f64; 0]
        );
        assert_eq!(bars(720.0, &[]).svg(&CAPTION), "");
    }

    #[test]
    fn numbers_stay_inside_on_a_phone() {
        let svg = bars(360.0, &[1234.0, 1.0]).svg(&CAPTION);
        assert!(svg.contains("role=\"img\"") && svg.contains("figure bar-chart narrow"));
        assert!(lengths(&svg)[0] + 6.0 + text_metrics::width("1234", TEXT) <= 360.0);
    }
}
