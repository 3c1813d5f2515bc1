//! A chart with its title, legend and source as a file.

use crate::chart::svg::{Escaped, Number, as_f64};
use crate::chart::text_metrics;
use crate::text::LangText;

use super::presentation::write_presentation;
use super::styles::{FAMILY, PAPER};

/// A chart that is to stand alone.
#[derive(Debug, Clone)]
pub struct Picture<'a> {
    /// The code of the language of the page.
    pub language: &'a str,
    /// The title above the chart.
    pub title: LangText<'a>,
    /// The chart as the page shows it.
    pub chart: &'a str,
    /// What the colours mean.
    pub legend: Vec<LegendEntry<'a>>,
    /// Where the data come from, a line each.
    pub sources: Vec<LangText<'a>>,
}

/// What a colour means.
#[derive(Debug, Clone)]
pub struct LegendEntry<'a> {
    /// The classes that have the colour.
    pub class: String,
    /// What it means.
    pub text: LangText<'a>,
}

const MARGIN: f64 = 16.0;
const TITLE: f64 = 20.0;
const TEXT: f64 = 12.0;
const LINE: f64 = 18.0;
const SWATCH: f64 = 12.0;

impl Picture<'_> {
    /// Renders the file; an empty text if there is no chart.
    pub fn svg(&self) -> String {
        let Some((width, height)) = size(self.chart) else {
            return String::new();
        };
        let room = width.max(320.0);
        let titles = self.title.wrapped(TITLE, room, 2);
        let sources: Vec<LangText> = self
            .sources
            .iter()
            .flat_map(|line| line.wrapped(TEXT, room, 3))
            .collect();
        let places = self.legend_places(room);
        let rows = places.last().map_or(0.0, |(_, row)| row + 1.0);
        let top = MARGIN + 26.0 * as_f64(titles.len()) + LINE * rows + 8.0;
        let bottom = top + height + 12.0;
        let total = bottom + LINE * as_f64(sources.len()) + MARGIN;
        let (wide, tall) = (Number(room + 2.0 * MARGIN), Number(total));
        let mut page = format!(
            "<svg class=\"figure\" lang=\"{}\" xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{tall}\" viewBox=\"0 0 {wide} {tall}\" \
             font-family=\"{FAMILY}\" font-size=\"{TEXT}\"><title{}>{}</title>\
             <rect width=\"{wide}\" height=\"{tall}\" fill=\"{PAPER}\"/>",
            Escaped(self.language),
            self.title.lang(),
            Escaped(&self.title)
        );
        let mut text = |x: f64, y: f64, class: &str, words: &LangText| {
            page.push_str(&format!(
                "<text class=\"{class}\" x=\"{}\" y=\"{}\"{}>{}</text>",
                Number(x),
                Number(y),
                words.lang(),
                Escaped(words)
            ));
        };
        for (at, line) in titles.iter().enumerate() {
            text(MARGIN, MARGIN + 20.0 + 26.0 * as_f64(at), "title", line);
        }
        for (at, line) in sources.iter().enumerate() {
            text(MARGIN, bottom + LINE * (as_f64(at) + 0.7), "source", line);
        }
        let legend_top = MARGIN + 26.0 * as_f64(titles.len()) + 6.0;
        self.write_legend(&mut page, legend_top, &places);
        let (left, top) = (Number(MARGIN), Number(top));
        let mut out = String::with_capacity(page.len() + self.chart.len() + 64);
        write_presentation(&page, &mut out);
        out.push_str(&format!("<g transform=\"translate({left} {top})\">"));
        write_presentation(&inner(self.chart), &mut out);
        out.push_str("</g></svg>\n");
        out
    }

    /// Writes the legend, whose first row begins at `top`.
    fn write_legend(&self, page: &mut String, top: f64, places: &[(f64, f64)]) {
        for (entry, (x, row)) in self.legend.iter().zip(places) {
            let y = top + LINE * row;
            page.push_str(&format!(
                "<g class=\"legend-dot {}\"><rect x=\"{}\" y=\"{}\" width=\"{SWATCH}\" height=\"{SWATCH}\"/></g>\
                 <text x=\"{}\" y=\"{}\"{}>{}</text>",
                Escaped(&entry.class),
                Number(MARGIN + x),
                Number(y),
                Number(MARGIN + x + SWATCH + 5.0),
                Number(y + 10.5),
                entry.text.lang(),
                Escaped(&entry.text)
            ));
        }
    }

    /// The place of each entry of the legend: its beginning, and its row.
    fn legend_places(&self, room: f64) -> Vec<(f64, f64)> {
        let (mut x, mut row) = (0.0, 0.0);
        let place = |entry: &LegendEntry| {
            let wide = SWATCH + 5.0 + 1.15 * text_metrics::width(&entry.text, TEXT);
            if x > 0.0 && x + wide > room {
                (x, row) = (0.0, row + 1.0);
            }
            let place = (x, row);
            x += wide + 18.0;
            place
        };
        self.legend.iter().map(place).collect()
    }
}

/// The width and height of a chart, by its `viewBox`.
fn size(chart: &str) -> Option<(f64, f64)> {
    let (_, after) = chart.split_once("viewBox=\"")?;
    let mut numbers = after.split_once('"')?.0.split(' ').skip(2);
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// A chart as a group that keeps its classes, without the title and description of the page.
fn inner(chart: &str) -> String {
    let class = chart
        .split_once("class=\"")
        .and_then(|(_, after)| after.split_once('"'))
        .map_or("", |(class, _)| class);
    let end = chart.find('>').map_or(0, |end| end + 1);
    let mut content = chart.get(end..).unwrap_or_default();
    for tag in ["title", "desc"] {
        if content.starts_with(&format!("<{tag} id=")) {
            content = content
                .split_once(&format!("</{tag}>"))
                .map_or(content, |(_, after)| after);
        }
    }
    let content = content.strip_suffix("</svg>").unwrap_or(content);
    format!("<g class=\"{class}\">{content}</g>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_its_title_legend_and_source_and_no_link() {
        let chart = "<svg class=\"figure grid\" role=\"group\" viewBox=\"0 0 700 90\" aria-labelledby=\"g-title\">\
                     <title id=\"g-title\">T</title><a class=\"cell level-3\" href=\"p.html\"><rect x=\"1\"/></a></svg>";
        let entry = LegendEntry {
            class: "level-3".to_owned(),
            text: "1 & 2".into(),
        };
        let svg = Picture {
            language: "en",
            title: "A < B".into(),
            chart,
            legend: vec![entry],
            sources: vec!["Atlas".into()],
        }
        .svg();
        assert!(
            svg.starts_with("<svg lang=\"en\" xmlns=") && svg.ends_with("</svg>\n"),
            "{svg}"
        );
        for part in [
            "A &lt; B</text>",
            "1 &amp; 2</text>",
            "Atlas</text>",
            "width=\"732\"",
        ] {
            assert!(svg.contains(part), "{part}: {svg}");
        }
        for wrong in ["class=", "href", "<a ", "<style", "style="] {
            assert!(!svg.contains(wrong), "{wrong}: {svg}");
        }
    }

    #[test]
    fn no_chart_no_picture() {
        let empty = Picture {
            language: "en",
            title: "T".into(),
            chart: "",
            legend: Vec::new(),
            sources: Vec::new(),
        };
        assert_eq!(empty.svg(), "");
    }
}
