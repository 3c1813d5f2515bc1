//! A heat map: a matrix of counts of pairs, such as agreements between regions.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::chart::breaks::ClassBreaks;
use crate::chart::caption::Caption;
use crate::chart::svg::{Number, Svg, as_f64};
use crate::chart::text_metrics;
use crate::text::LangText;

/// How much wider than estimated a text may be.
const WIDER: f64 = 1.15;

/// A matrix of counts. For cooperation rows and columns have the same headings, and each pair is given twice.
#[derive(Debug, Clone)]
pub struct Heatmap<'a> {
    /// The row headings from top to bottom.
    pub rows: Vec<HeatmapHeading<'a>>,
    /// The column headings from left to right.
    pub columns: Vec<HeatmapHeading<'a>>,
    /// The cells; all other pairs are empty.
    pub cells: Vec<HeatmapCell<'a>>,
    /// The class breaks of the counts.
    pub breaks: &'a ClassBreaks,
}

/// The heading of a row or column. Rows show the full name if the cells stay wide enough. Columns show the short name, or
/// the full one turned where some have no short name.
#[derive(Debug, Clone)]
pub struct HeatmapHeading<'a> {
    /// The abbreviation: «ТОМ»; empty if there is none.
    pub short: LangText<'a>,
    /// The full name.
    pub label: LangText<'a>,
    /// The linked page; empty if there is none.
    pub href: Cow<'a, str>,
}

/// The count of one pair of row and column.
#[derive(Debug, Clone)]
pub struct HeatmapCell<'a> {
    /// The index of the row.
    pub row: usize,
    /// The index of the column.
    pub column: usize,
    /// The count.
    pub count: u32,
    /// The tooltip: «Москва — Татарстан: 3 соглашения».
    pub hint: LangText<'a>,
    /// The linked page; empty if there is none.
    pub href: Cow<'a, str>,
}

const TEXT: f64 = 12.0;
const LONGEST: f64 = 170.0;
/// The greatest length of a turned name.
const TALLEST: f64 = 260.0;
/// The greatest width of a full name where short ones would be needed, and some rows have none.
const NARROWEST: f64 = 120.0;
const TOP: f64 = 24.0;
const CELL: f64 = 30.0;
const LEAST: f64 = 24.0;

/// The geometry of a heat map in pixels.
struct HeatmapLayout {
    /// Whether rows have full names.
    is_long: bool,
    /// Whether columns have full names, turned.
    is_turned: bool,
    /// The height of the column headings.
    top: f64,
    /// The beginning of the first column.
    left: f64,
    /// The width of a column.
    step: f64,
    /// The height of a row.
    tall: f64,
}

impl HeatmapLayout {
    /// The centre of a column.
    fn x(&self, column: usize) -> f64 {
        self.left + (as_f64(column) + 0.5) * self.step
    }

    /// The base line of a text in a row.
    fn text_y(&self, row: usize) -> f64 {
        self.top + (as_f64(row) + 0.5) * self.tall + 4.2
    }

    fn draw_square(&self, svg: &mut Svg, row: usize, column: usize) {
        let (x, y) = (
            self.left + as_f64(column) * self.step,
            self.top + as_f64(row) * self.tall,
        );
        let (x, y) = (Number(x + 0.75), Number(y + 0.75));
        let (wide, tall) = (Number(self.step - 1.5), Number(self.tall - 1.5));
        svg.put(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{tall}\" rx=\"2\"/>"
        ));
    }
}

impl Heatmap<'_> {
    /// Renders the heat map at most `width` pixels wide. Rows get short names if full ones would make cells too small.
    pub fn svg(&self, caption: &Caption, width: f64) -> String {
        if self.rows.is_empty() || self.columns.is_empty() {
            return String::new();
        }
        let layout = self.layout(width);
        let height = layout.top + layout.tall * as_f64(self.rows.len()) + 2.0;
        let mut svg = Svg::open(caption, "grid", width, height, true);
        self.draw_headings(&mut svg, &layout);
        self.draw_cells(&mut svg, &layout);
        svg.close()
    }

    fn layout(&self, width: f64) -> HeatmapLayout {
        let widest = |all: &[HeatmapHeading], name: fn(&HeatmapHeading) -> f64| {
            all.iter().map(name).fold(0.0, f64::max)
        };
        let full = |heading: &HeatmapHeading| text_metrics::width(&heading.label, TEXT);
        let has_short = |all: &[HeatmapHeading]| all.iter().all(|head| !head.short.is_empty());
        let long = widest(&self.rows, full).min(LONGEST) + 8.0;
        let count = as_f64(self.columns.len());
        let is_long = (width - long) / count >= LEAST;
        let left = match () {
            () if is_long => long,
            // A short heading is not shortened, and the reader's font can be wider than the one that is measured.
            () if has_short(&self.rows) => {
                let short = |head: &HeatmapHeading| text_metrics::width(&head.short, TEXT);
                widest(&self.rows, short) * WIDER + 8.0
            }
            () => long.min(NARROWEST + 8.0),
        };
        let step = ((width - left) / count).min(CELL);
        let is_turned = !has_short(&self.columns);
        let top = match is_turned {
            true => widest(&self.columns, full).min(TALLEST) * WIDER + 12.0,
            false => TOP,
        };
        HeatmapLayout {
            is_long,
            is_turned,
            top,
            left,
            step,
            tall: step.max(LEAST),
        }
    }

    fn draw_headings(&self, svg: &mut Svg, layout: &HeatmapLayout) {
        for (column, heading) in self.columns.iter().enumerate() {
            svg.link(&heading.href, "head", &heading.label, |svg| {
                if layout.is_turned {
                    let name = heading.label.shortened(TEXT, TALLEST);
                    let (x, y) = (layout.x(column) + 4.0, layout.top - 6.0);
                    return svg.turned_text(x, y, "label", &name);
                }
                let name = heading.short.shortened(TEXT - 1.0, layout.step.max(28.0));
                svg.text(layout.x(column), layout.top - 8.0, "label middle", &name);
            });
        }
        for (row, heading) in self.rows.iter().enumerate() {
            svg.link(&heading.href, "head", &heading.label, |svg| {
                let room = if layout.is_long { LONGEST } else { NARROWEST };
                let name = if layout.is_long || heading.short.is_empty() {
                    heading.label.shortened(TEXT, room)
                } else {
                    LangText::from(&heading.short)
                };
                svg.text(layout.left - 8.0, layout.text_y(row), "label end", &name);
            });
        }
    }

    fn draw_cells(&self, svg: &mut Svg, layout: &HeatmapLayout) {
        let cells = self.filled();
        svg.raw("<g class=\"cell level-0\">");
        for row in 0..self.rows.len() {
            for column in 0..self.columns.len() {
                if !cells.contains_key(&(row, column)) {
                    layout.draw_square(svg, row, column);
                }
            }
        }
        svg.raw("</g>");
        for (&(row, column), cell) in &cells {
            let class = format!("cell level-{}", self.breaks.level(cell.count));
            svg.link(&cell.href, &class, &cell.hint, |svg| {
                layout.draw_square(svg, row, column);
                svg.text(
                    layout.x(column),
                    layout.text_y(row),
                    "middle",
                    cell.count.to_string(),
                );
            });
        }
    }

    /// The non-empty cells within the matrix, row by row; of duplicates the first.
    fn filled(&self) -> BTreeMap<(usize, usize), &HeatmapCell<'_>> {
        let mut filled = BTreeMap::new();
        for cell in &self.cells {
            if cell.count > 0 && cell.row < self.rows.len() && cell.column < self.columns.len() {
                filled.entry((cell.row, cell.column)).or_insert(cell);
            }
        }
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAPTION: Caption = Caption {
        prefix: "g",
        title: LangText::plain("Сотрудничество"),
        description: LangText::plain(""),
    };

    fn headings(count: usize) -> Vec<HeatmapHeading<'static>> {
        let heading = |_| HeatmapHeading {
            short: "ТОМ".into(),
            label: "Томская область".into(),
            href: "r.html".into(),
        };
        (0..count).map(heading).collect()
    }

    fn cell(row: usize, column: usize, count: u32) -> HeatmapCell<'static> {
        HeatmapCell {
            row,
            column,
            count,
            hint: "пара".into(),
            href: "p.html".into(),
        }
    }

    #[test]
    fn every_pair_is_a_square_and_what_is_outside_is_ignored() {
        let breaks = ClassBreaks::choose([1, 4]);
        let cells = vec![
            cell(0, 1, 4),
            cell(1, 0, 4),
            cell(2, 2, 1),
            cell(0, 0, 0),
            cell(9, 9, 7),
        ];
        let svg = Heatmap {
            rows: headings(3),
            columns: headings(3),
            cells,
            breaks: &breaks,
        }
        .svg(&CAPTION, 720.0);
        assert_eq!(
            (
                svg.matches("<rect").count(),
                svg.matches("<a class=\"cell").count()
            ),
            (9, 3)
        );
        assert!(svg.contains(">Томская область<"));
    }

    #[test]
    fn a_phone_gets_short_names() {
        let breaks = ClassBreaks::choose([1]);
        let svg = Heatmap {
            rows: headings(11),
            columns: headings(11),
            cells: vec![cell(0, 0, 1)],
            breaks: &breaks,
        }
        .svg(&CAPTION, 360.0);
        assert!(
            !svg.contains(">Томская область</text>") && svg.contains("viewBox=\"0 0 360 "),
            "{svg}"
        );
    }

    #[test]
    fn columns_without_short_names_have_their_whole_names_turned() {
        let breaks = ClassBreaks::choose([1]);
        let nameless = |count| {
            let mut all = headings(count);
            all[0].short = "".into();
            all
        };
        let svg = Heatmap {
            rows: nameless(3),
            columns: nameless(3),
            cells: vec![cell(0, 0, 1)],
            breaks: &breaks,
        }
        .svg(&CAPTION, 720.0);
        assert_eq!(svg.matches("rotate(-90").count(), 3, "{svg}");
        assert_eq!(svg.matches(">Томская область</text>").count(), 6, "{svg}");
        assert!(!svg.contains(">ТОМ<"), "{svg}");
    }

    #[test]
    fn no_rows_no_figure() {
        let breaks = ClassBreaks::choose([]);
        let empty = Heatmap {
            rows: Vec::new(),
            columns: headings(1),
            cells: vec![cell(0, 0, 1)],
            breaks: &breaks,
        };
        assert_eq!(empty.svg(&CAPTION, 720.0), "");
    }
}
