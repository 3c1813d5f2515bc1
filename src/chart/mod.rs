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
//! | `region`, `blank`, `hatch`, `land`, `here`, `halo`, `place` | map, locator | unit; unit without data; contested unit; muted country; highlighted unit; ring around a tiny unit; exact position |
//! | `point`, `marker`, `count` | map | record with coordinates; cluster of records; their number |
//! | `tile`, `contested` | tiles | unit as a square |
//! | `node`, `centre`, `far`, `rest`, `label`, `heading`, `hub` | network, overview | record; central record; second ring; number of records not drawn; name; heading of a relation; name of a well connected record |
//! | `edge`, `tone-1` … `tone-6`, `relation-<id>`, `cross`, `trunk`, `doubtful` | network, overview | relation; colour by order; colour by name; relation between two neighbours; stem of a tree; status other than stated |
//! | `kind-<kind>` | nodes, points, marks | kind of the record |
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
pub mod network;
pub mod point;
mod scale;
pub mod series;
mod svg;
mod text_metrics;
pub mod timeline;

pub use caption::Caption;

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::breaks::ClassBreaks;
    use super::geo::geometry::{Degrees, Geometry};
    use super::geo::viewport::{Contested, MapViewport};
    use super::network::model::{NetworkEdge, NetworkNode};
    use super::*;
    use crate::text::Day;

    const HOSTILE: &str = "</title></text><script>x</script>\" onload='y' \u{0}& Ы";

    /// One chart of each type in which every text is hostile.
    fn all() -> Vec<String> {
        let caption = Caption { prefix: HOSTILE, title: HOSTILE, description: HOSTILE };
        let text = || HOSTILE.into();
        let (breaks, day) = (ClassBreaks::choose([1, 2]), Day::new(2017, 2, 21));
        let geometry = Geometry::parse(&geo::geometry::tests::FIXTURE.replace("XX-A", "\\\"><b>")).unwrap();
        let view = MapViewport { parallels: (50.0, 60.0), meridian: 175.0, width: 300.0, tallest: 300.0, focus: None };
        let at = Degrees { lon: 175.0, lat: 55.0 };
        let place = geo::map::MapPoint { at, label: text(), href: text(), kind: text(), group: text() };
        let shown = geo::map::Choropleth {
            regions: vec![geo::map::MapRegion {
                id: "\"><b>".into(),
                hint: text(),
                href: text(),
                count: 2,
                contested: true,
            }],
            breaks: &breaks,
            contested: Contested::Hatch,
            places: vec![place.clone(), place],
            more: HOSTILE,
        };
        let (contested, count, column, row) = (true, 1, 0, 0);
        let tile = geo::tiles::Tile { column, row, abbreviation: text(), hint: text(), href: text(), count, contested };
        let node = NetworkNode { label: text(), href: text(), kind: text() };
        let edge =
            |from, to| NetworkEdge { from, to, relation: text(), label: text(), inverse: text(), doubtful: true };
        let (nodes, edges) = (vec![node; 4], vec![edge(0, 1), edge(2, 0), edge(1, 2), edge(2, 3)]);
        let event = timeline::model::TimelineEvent {
            label: text(),
            hint: text(),
            href: text(),
            kind: text(),
            from: day,
            until: day,
            vague: true,
            open: true,
        };
        let bar = bars::Bar { label: text(), hint: text(), href: text(), kind: text(), value: 1.0, written: text() };
        let (value, reach, written) = (1.0, Some((0.5, 2.0)), text());
        let seen = series::SeriesPoint {
            from: day,
            until: day,
            value,
            reach,
            written,
            hint: text(),
            href: text(),
            doubtful: false,
        };
        let heads = vec![heatmap::HeatmapHeading { short: text(), label: text(), href: text() }];
        let cells = vec![heatmap::HeatmapCell { row: 0, column: 0, count, hint: text(), href: text() }];
        let (width, height, more) = (720.0, 500.0, HOSTILE);
        vec![
            geo::map::Map::new(&geometry, &view).svg(&caption, &shown),
            geo::locator::Locator::new(&geometry, &view, &["XX-B"], Contested::Hatch).svg(
                &caption,
                Some("XX-C"),
                Some(at),
            ),
            geo::tiles::Tiles { columns: 2, rows: 2, tiles: vec![tile], breaks: &breaks, contested: Contested::Hatch }
                .svg(&caption),
            network::model::Network { width, nodes: nodes.clone(), edges: edges.clone(), limit: 1, more }.svg(&caption),
            network::force_graph::ForceGraph { width, height, nodes, edges, seed: 1 }.svg(&caption),
            timeline::model::Timeline { width, events: vec![event; 3], limit: 2, months: [HOSTILE; 12] }.svg(&caption),
            bars::Bars { width, bars: vec![bar] }.svg(&caption),
            series::Series { width, observations: vec![seen], unit: HOSTILE, decimal: '<' }.svg(&caption),
            heatmap::Heatmap { rows: heads.clone(), columns: heads, cells, breaks: &breaks }.svg(&caption, width),
        ]
    }

    #[test]
    fn hostile_text_breaks_out_of_no_chart() {
        for svg in all() {
            assert!(svg.starts_with("<svg class=\"figure ") && svg.ends_with("</svg>"), "{svg}");
            for wrong in ["<script", "\" onload", "<b>", "style=", "\u{0}"] {
                assert!(!svg.contains(wrong), "{wrong}: {svg}");
            }
            for tag in ["svg", "g", "a", "text", "title", "defs", "pattern"] {
                let opened = svg.matches(&format!("<{tag} ")).count() + svg.matches(&format!("<{tag}>")).count();
                assert_eq!(opened, svg.matches(&format!("</{tag}>")).count(), "{tag}: {svg}");
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
            let mut ids: Vec<&str> = svg.split(" id=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
            assert!(ids.len() >= 2 && ids.iter().all(|id| id.starts_with("--title---text")), "{ids:?}");
            ids.sort_unstable();
            assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
        }
    }
}
