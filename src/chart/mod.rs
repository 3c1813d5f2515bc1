//! SVG charts: pure functions from plain values to SVG text, run at build time.
//!
//! A chart knows no records, languages or pages. It takes labels, addresses and counts and returns one `<svg>` element.
//! The same input gives the same bytes on every machine. A chart without data is an empty string, so that a template
//! can test `{% if figure %}`. Maps always show their country.
//!
//! Labels are shortened to the space they have. The full text is always in the `<title>` of the mark.
//!
//! # Guarantees
//! * `aria-labelledby` points to `<title>` and `<desc>`, whose ids begin with [`Caption::prefix`].
//! * `role="img"` for charts without links, `role="group"` for charts with links. ARIA makes the children of an image
//!   presentational, so a screen reader would lose the links.
//! * No style attribute, inline CSS or script, so that a strict Content-Security-Policy allows every chart.
//! * Text is at least 11 px when the chart has the width it is made for.
//!
//! # Classes, all coloured by `assets/figure.css`
//!
//! | class | on | meaning |
//! |---|---|---|
//! | `figure` | `svg` | every chart; with its type: `map`, `locator`, `tiles`, `network`, `overview`, `timeline`, `bar-chart`, `series`, `grid` |
//! | `small` `narrow` `column` `wide` | `svg` | the width it is made for: 240, 360, 720 px (up to 260, 420, 820), or more |
//! | `level-0` … `level-5` | regions, tiles, cells | class of a count; 0 means none |
//! | `region`, `blank`, `tiny`, `hatch`, `land`, `here`, `halo`, `place` | map, locator | unit; unit without data; unit of a few pixels; contested unit; muted country; highlighted unit; ring around a tiny unit; exact position |
//! | `point`, `marker`, `count` | map | record with coordinates; cluster of records; their number |
//! | `tile`, `contested` | tiles | unit as a square |
//! | `node`, `centre`, `far`, `rest`, `label`, `heading`, `hub` | network, overview | record; central record; second ring; number of records not drawn; name; heading of a relation; name of a well connected record |
//! | `edge`, `tone-1` … `tone-6`, `relation-<id>`, `cross`, `doubtful` | network, overview | relation; colour by order; colour by name; relation between two neighbours; status other than stated |
//! | `kind-<kind>`, `colour-<number>` | nodes, points, marks | kind of the record, and its colour of the palette |
//! | `axis`, `line`, `tick`, `year`, `month`, `break` | timeline, series | lines and texts of an axis; omitted years |
//! | `mark`, `span`, `dot`, `vague`, `open`, `onward` | timeline | event; its duration; its day; imprecise or unstated date; event without an end; its arrow |
//! | `quantity`, `track`, `fill`, `value` | bar-chart | quantity, its lane, its bar, its number |
//! | `joint`, `observation`, `reach`, `contradiction`, `value`, `unit` | series | line between values; observation; uncertainty interval; several values on one date; number; unit of measure |
//! | `cell`, `head` | grid | pair of regions; its headings |

pub mod bars;
pub mod breaks;
mod caption;
pub mod geo;
pub mod heatmap;
mod kind_style;
pub mod network;
pub mod point;
mod scale;
pub mod standalone;
pub mod series;
mod series_axes;
mod svg;
mod text_metrics;
pub mod timeline;

pub use caption::Caption;
pub use kind_style::KindStyle;

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use std::borrow::Cow;

    use super::KindStyle;
    use super::bars::{Bar, Bars};
    use super::breaks::ClassBreaks;
    use super::geo::border_file::read_borders;
    use super::geo::border_file::tests::FIXTURE;
    use super::geo::border_reader::BorderKeys;
    use super::geo::choropleth::{Choropleth, MapPoint, MapRegion};
    use super::geo::extent::Extent;
    use super::geo::geometry::Degrees;
    use super::geo::locator::Locator;
    use super::geo::map::Map;
    use super::geo::projection::Projection;
    use super::geo::tiles::{Tile, Tiles};
    use super::geo::viewport::{Contested, MapViewport};
    use super::heatmap::{Heatmap, HeatmapCell, HeatmapHeading};
    use super::network::force_graph::{ForceGraph, ForceNode};
    use super::network::model::{Network, NetworkEdge, NetworkNode};
    use super::series::{Series, SeriesPoint};
    use super::timeline::model::{Timeline, TimelineEvent};
    use super::*;
    use crate::text::{Day, LangText};

    const HOSTILE_KIND: KindStyle<'static> = KindStyle {
        id: HOSTILE,
        colour: 1,
    };
    const HOSTILE: &str = "</title></text><script>x</script>\" onload='y' \u{0}& Ы";

    const CAPTION: Caption = Caption {
        prefix: HOSTILE,
        title: LangText::plain(HOSTILE),
        description: LangText::plain(HOSTILE),
    };
    const EXTENT: Extent = Extent {
        west: 160.0,
        east: 190.0,
        south: 45.0,
        north: 65.0,
    };
    const AT: Degrees = Degrees {
        lon: 175.0,
        lat: 55.0,
    };
    const WIDTH: f64 = 720.0;

    fn view() -> MapViewport {
        MapViewport {
            projection: Projection::fitting(&EXTENT),
            width: 300.0,
            tallest: 300.0,
            focus: None,
        }
    }

    fn text() -> Cow<'static, str> {
        HOSTILE.into()
    }

    fn words() -> LangText<'static> {
        LangText::new(HOSTILE, Some(HOSTILE))
    }

    fn day() -> Day {
        Day::new(2017, 2, 21)
    }

    fn breaks() -> ClassBreaks {
        ClassBreaks::choose([1, 2])
    }

    /// One chart of each type in which every text is hostile.
    fn all() -> Vec<String> {
        [
            maps().as_slice(),
            &networks(),
            &[timeline(), bar_chart(), time_series(), matrix()],
        ]
        .concat()
    }

    fn maps() -> [String; 3] {
        let hostile = FIXTURE.replace("XX-A", "\\\"><b>");
        let geometry = read_borders(&hostile, BorderKeys::default()).unwrap();
        let (contested, count, column, row) = (true, 2, 0, 0);
        let region = MapRegion {
            id: "\"><b>".into(),
            name: words(),
            hint: words(),
            href: text(),
            count,
            number: text(),
            contested,
        };
        let place = hostile_place();
        let breaks = breaks();
        let choropleth = Choropleth {
            regions: vec![region],
            breaks: &breaks,
            contested: Contested::Hatch,
            places: vec![place.clone(), place],
            more: words(),
            insets: vec![words()],
        };
        let locator = Locator::new(&geometry, &view(), &["XX-B"], Contested::Hatch);
        let tile = Tile {
            column,
            row,
            abbreviation: words(),
            hint: words(),
            href: text(),
            count: 1,
            contested,
        };
        let (tiles, contested) = (vec![tile], Contested::Hatch);
        let focus = Some(EXTENT);
        let inset = MapViewport { focus, ..view() };
        [
            Map::new(&geometry, &view(), &[inset]).svg(&CAPTION, &choropleth),
            locator.svg(&CAPTION, Some("XX-C"), Some(AT)),
            Tiles {
                columns: 2,
                rows: 2,
                tiles,
                breaks: &breaks,
                contested,
            }
            .svg(&CAPTION),
        ]
    }

    fn hostile_place() -> MapPoint<'static> {
        MapPoint {
            at: AT,
            label: words(),
            href: text(),
            kind: HOSTILE_KIND,
            group: text(),
        }
    }

    fn networks() -> [String; 2] {
        let (width, height, more) = (WIDTH, 500.0, words());
        let nodes = vec![
            NetworkNode {
                label: words(),
                href: text(),
                kind: HOSTILE_KIND,
                is_cut: true,
            };
            4
        ];
        let edges = [(0, 1), (2, 0), (1, 2), (2, 3)].map(|(from, to)| NetworkEdge {
            from,
            to,
            relation: text(),
            label: words(),
            inverse: words(),
            doubtful: true,
        });
        let edges = edges.to_vec();
        [
            Network {
                width,
                nodes: nodes.clone(),
                edges: edges.clone(),
                limit: 1,
                more,
            }
            .svg(&CAPTION),
            ForceGraph {
                width,
                height,
                nodes: nodes.into_iter().map(force_node).collect(),
                edges,
                seed: 1,
            }
            .svg(&CAPTION),
        ]
    }

    fn force_node(node: NetworkNode<'static>) -> ForceNode<'static> {
        ForceNode {
            node,
            degree: 3,
            number: 0,
        }
    }

    fn timeline() -> String {
        let event = TimelineEvent {
            label: words(),
            hint: words(),
            href: text(),
            kind: HOSTILE_KIND,
            from: day(),
            until: day(),
            vague: true,
            open: true,
        };
        Timeline {
            width: WIDTH,
            events: vec![event; 3],
            limit: 2,
            months: [HOSTILE; 12],
        }
        .svg(&CAPTION)
    }

    fn bar_chart() -> String {
        let bar = Bar {
            label: words(),
            hint: words(),
            href: text(),
            value: 1.0,
            written: words(),
        };
        Bars {
            width: WIDTH,
            bars: vec![bar],
        }
        .svg(&CAPTION)
    }

    fn time_series() -> String {
        let point = SeriesPoint {
            from: day(),
            until: day(),
            value: 1.0,
            reach: Some((0.5, 2.0)),
            written: words(),
            hint: words(),
            href: text(),
            doubtful: false,
        };
        Series {
            width: WIDTH,
            observations: vec![point],
            unit: words(),
            decimal: '<',
        }
        .svg(&CAPTION)
    }

    fn matrix() -> String {
        let headings = vec![HeatmapHeading {
            short: words(),
            label: words(),
            href: text(),
        }];
        let cells = vec![HeatmapCell {
            row: 0,
            column: 0,
            count: 1,
            hint: words(),
            href: text(),
        }];
        Heatmap {
            rows: headings.clone(),
            columns: headings,
            cells,
            breaks: &breaks(),
        }
        .svg(&CAPTION, WIDTH)
    }

    #[test]
    fn hostile_text_breaks_out_of_no_chart() {
        for svg in all() {
            assert!(
                svg.starts_with("<svg class=\"") && svg.ends_with("</svg>"),
                "{svg}"
            );
            for wrong in ["<script", "\" onload", "<b>", "style=", "\u{0}"] {
                assert!(!svg.contains(wrong), "{wrong}: {svg}");
            }
            for tag in ["svg", "g", "a", "text", "title", "defs", "pattern"] {
                let opened = svg.matches(&format!("<{tag} ")).count()
                    + svg.matches(&format!("<{tag}>")).count();
                assert_eq!(
                    opened,
                    svg.matches(&format!("</{tag}>")).count(),
                    "{tag}: {svg}"
                );
            }
        }
    }

    #[test]
    fn the_same_input_gives_the_same_bytes() {
        assert_eq!(all(), all());
    }

    #[test]
    fn every_id_begins_with_the_prefix_and_is_there_once() {
        for svg in all() {
            let mut ids: Vec<&str> = svg
                .split(" id=\"")
                .skip(1)
                .filter_map(|part| part.split('"').next())
                .collect();
            assert!(
                ids.len() >= 2 && ids.iter().all(|id| id.starts_with("--title---text")),
                "{ids:?}"
            );
            ids.sort_unstable();
            assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
        }
    }
}
