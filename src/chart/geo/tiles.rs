//! A tile grid map: a country's units as equal squares, for screens on which the labels of a map are unreadable.

use std::borrow::Cow;

use crate::chart::breaks::ClassBreaks;
use crate::chart::caption::Caption;
use crate::chart::geo::viewport::Contested;
use crate::chart::svg::{Number, Svg};
use crate::chart::text_metrics;
use crate::text::LangText;

/// A tile grid map.
#[derive(Debug, Clone)]
pub struct Tiles<'a> {
    /// The number of columns.
    pub columns: u16,
    /// The number of rows.
    pub rows: u16,
    /// The tiles in any order.
    pub tiles: Vec<Tile<'a>>,
    /// The class breaks of the counts.
    pub breaks: &'a ClassBreaks,
    /// How contested units are drawn.
    pub contested: Contested,
}

/// A unit with its position in the grid.
#[derive(Debug, Clone)]
pub struct Tile<'a> {
    /// The column from the left, starting at 0.
    pub column: u16,
    /// The row from the top, starting at 0.
    pub row: u16,
    /// Three letters: «ТОМ».
    pub abbreviation: LangText<'a>,
    /// The tooltip: «Томская область: 4 кластера».
    pub hint: LangText<'a>,
    /// The linked page; empty if there is none.
    pub href: Cow<'a, str>,
    /// The count.
    pub count: u32,
    /// Whether the unit is disputed.
    pub contested: bool,
}

const WIDTH: f64 = 360.0;
const GAP: f64 = 1.5;
const TEXT: f64 = 11.0;
const TALL: f64 = 33.0;

impl Tiles<'_> {
    /// Renders the grid 360 px wide; tiles beyond the grid are left out.
    pub fn svg(&self, caption: &Caption) -> String {
        let tiles: Vec<&Tile> = self.tiles.iter().filter(|tile| self.draws(tile)).collect();
        if tiles.is_empty() {
            return String::new();
        }
        let step = WIDTH / f64::from(self.columns);
        let mut svg = Svg::open(caption, "tiles", WIDTH, f64::from(self.rows) * TALL, true);
        for tile in tiles {
            let (x, y) = (f64::from(tile.column) * step, f64::from(tile.row) * TALL);
            let hatched = tile.contested && self.contested == Contested::Hatch;
            let level = self.breaks.level(tile.count);
            let class = format!(
                "tile level-{level}{}",
                if hatched { " contested" } else { "" }
            );
            svg.link(&tile.href, &class, &tile.hint, |svg| {
                svg.put(format_args!(
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"2\"/>",
                    Number(x + GAP / 2.0),
                    Number(y + GAP / 2.0),
                    Number(step - GAP),
                    Number(TALL - GAP)
                ));
                let middle = x + step / 2.0;
                let down = if tile.count > 0 { 13.5 } else { 20.0 };
                fitted_text(svg, middle, y + down, step - GAP - 2.0, &tile.abbreviation);
                if tile.count > 0 {
                    fitted_text(
                        svg,
                        middle,
                        y + 27.0,
                        step - GAP - 2.0,
                        &tile.count.to_string().into(),
                    );
                }
            });
        }
        svg.close()
    }

    fn draws(&self, tile: &Tile) -> bool {
        let omitted = tile.contested && self.contested == Contested::Omit;
        tile.column < self.columns && tile.row < self.rows && !omitted
    }
}

/// Writes a centred text, condensed if it is wider than `max_width` pixels.
fn fitted_text(svg: &mut Svg, x: f64, y: f64, max_width: f64, text: &LangText) {
    let (x, y) = (Number(x), Number(y));
    svg.put(format_args!("<text x=\"{x}\" y=\"{y}\""));
    if text_metrics::width(text, TEXT) > max_width {
        svg.put(format_args!(
            " textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"",
            Number(max_width)
        ));
    }
    svg.put(format_args!(
        "{}>{}</text>",
        text.lang(),
        crate::chart::svg::Escaped(text)
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAPTION: Caption = Caption {
        prefix: "t",
        title: LangText::plain("Плитки"),
        description: LangText::plain(""),
    };

    fn tile(column: u16, row: u16, count: u32, contested: bool) -> Tile<'static> {
        Tile {
            column,
            row,
            abbreviation: "ХМА".into(),
            hint: "Югра <3>".into(),
            href: "r.html".into(),
            count,
            contested,
        }
    }

    #[test]
    fn tiles_stand_in_their_cells_and_the_rest_is_left_out() {
        let breaks = ClassBreaks::choose([3]);
        let tiles = vec![
            tile(0, 0, 3, false),
            tile(14, 11, 0, true),
            tile(15, 0, 1, false),
        ];
        let svg = Tiles {
            columns: 15,
            rows: 12,
            tiles,
            breaks: &breaks,
            contested: Contested::Hatch,
        }
        .svg(&CAPTION);
        assert_eq!(svg.matches("<rect").count(), 2);
        assert!(
            svg.contains("viewBox=\"0 0 360 396\"") && svg.contains("x=\"336.8\" y=\"363.8\""),
            "{svg}"
        );
        assert!(svg.contains("class=\"tile level-0 contested\"") && svg.contains("Югра &lt;3&gt;"));
        assert!(
            svg.contains("textLength=\"20.5\""),
            "three wide letters are narrowed: {svg}"
        );
    }

    #[test]
    fn nothing_to_draw_is_no_figure() {
        let breaks = ClassBreaks::choose([]);
        let empty = |tiles, columns| Tiles {
            columns,
            rows: 1,
            tiles,
            breaks: &breaks,
            contested: Contested::Omit,
        };
        assert_eq!(empty(Vec::new(), 1).svg(&CAPTION), "");
        assert_eq!(empty(vec![tile(0, 0, 1, false)], 0).svg(&CAPTION), "");
        assert_eq!(empty(vec![tile(0, 0, 1, true)], 1).svg(&CAPTION), "");
    }
}
