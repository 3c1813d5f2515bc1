//! The axes of a time series chart: years from left to right, values from bottom to top.

use crate::chart::scale;
use crate::chart::svg::{Number, Svg};
use crate::chart::text_metrics;
use crate::text::LangText;

/// The height of the chart in pixels.
pub(super) const HEIGHT: f64 = 200.0;
/// The distance of the greatest value from the upper edge, in pixels.
const TOP: f64 = 34.0;
/// The distance of the least value from the lower edge, in pixels.
pub(super) const BOTTOM: f64 = 26.0;
/// The size of the texts in pixels.
pub(super) const TEXT: f64 = 12.0;
/// The least distance of two labelled years in pixels.
const YEAR_STEP: f64 = 44.0;
/// The greatest number of labelled years.
const MAX_YEARS: usize = 31;

/// The axes of a chart: from years and values to pixels.
pub(super) struct SeriesAxes {
    /// The width of the chart in pixels.
    width: f64,
    /// The position of the first year in pixels.
    left: f64,
    /// The length of the axis of years in pixels.
    length: f64,
    /// The first year, and the year after the last one.
    years: (f64, f64),
    /// The least and the greatest value.
    values: (f64, f64),
    /// The ticks of the axis of values with their labels.
    ticks: Vec<(f64, String)>,
}

impl SeriesAxes {
    /// Fits both axes to the width of a chart in pixels, and chooses ticks that cover the values.
    pub(super) fn new(
        width: f64,
        (low, high): (f64, f64),
        years: (f64, f64),
        decimal: char,
    ) -> Self {
        let ticks = scale::ticks(low, high);
        let values = (ticks[0].min(low), ticks[ticks.len() - 1].max(high));
        let ticks: Vec<(f64, String)> = ticks
            .into_iter()
            .map(|tick| (tick, scale::format_tick(tick, decimal)))
            .collect();
        let left = ticks
            .iter()
            .map(|(_, label)| text_metrics::width(label, TEXT))
            .fold(0.0, f64::max)
            .ceil()
            + 12.0;
        Self {
            width,
            left,
            length: width - left - 12.0,
            years,
            values,
            ticks,
        }
    }

    /// The position of a year with its fraction, in pixels from the left.
    pub(super) fn x(&self, year: f64) -> f64 {
        let (first, last) = self.years;
        self.left + (year - first) / (last - first) * self.length
    }

    /// The position of a value in pixels from the top.
    pub(super) fn y(&self, value: f64) -> f64 {
        let (low, high) = self.values;
        TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM)
    }

    /// Draws both axes and the unit of measure.
    pub(super) fn draw(&self, svg: &mut Svg, unit: &LangText) {
        svg.raw("<g class=\"axis\">");
        svg.text(0.0, 13.0, "unit", unit.shortened(TEXT, self.width));
        self.draw_values(svg);
        self.draw_years(svg);
        svg.raw("</g>");
    }

    fn draw_values(&self, svg: &mut Svg) {
        let (left, right) = (Number(self.left), Number(self.width));
        for (tick, label) in &self.ticks {
            let class = if *tick == 0.0 { "line" } else { "tick" };
            let y = self.y(*tick);
            svg.put(format_args!(
                "<path class=\"{class}\" d=\"M{left} {}H{right}\"/>",
                Number(y)
            ));
            svg.text(self.left - 7.0, y + 4.2, "end", label);
        }
    }

    fn draw_years(&self, svg: &mut Svg) {
        let (first, last) = self.years;
        let step = ((last - first) * YEAR_STEP / self.length).ceil().max(1.0);
        let mut year = first;
        for _ in 0..MAX_YEARS {
            if year >= last {
                break;
            }
            let x = self.x(year);
            svg.put(format_args!(
                "<path class=\"tick\" d=\"M{} {}v5\"/>",
                Number(x),
                Number(HEIGHT - BOTTOM)
            ));
            let middle = f64::midpoint(x, self.x(year + 1.0));
            svg.text(
                middle,
                HEIGHT - 8.0,
                "year middle",
                Number(year).to_string(),
            );
            year += step;
        }
    }
}
