//! The atlas drawn: pure functions from plain values to SVG text, made at build.
//!
//! A figure knows nothing of records, languages or pages: it takes labels, addresses and counts, and gives back one
//! `<svg>` element to be set into a page. The same input gives the same bytes on every machine. A figure without
//! anything to show is an empty string, so that a template can ask `{% if figure %}`; maps always show their country.
//!
//! Labels are cut to the room they have; the whole text is always in the `<title>` of the mark.
//!
//! # Promises to the page
//! * `aria-labelledby` points to `<title>` and `<desc>`, whose ids begin with [`Caption::prefix`].
//! * `role="img"` where nothing can be followed. A figure with links is `role="group"`: the children of an image are
//!   presentational by ARIA's rules, so that links inside of one are lost to a screen reader.
//! * No style attribute, no inline CSS, no script: a strict Content-Security-Policy holds.
//! * Text is at least 11 px where the figure has the width it is meant for.
//!
//! # Classes, all coloured by `assets/figure.css`
//!
//! | class | on | meaning |
//! |---|---|---|
//! | `figure` | `svg` | every figure; with the noun: `map`, `locator`, `tiles`, `network`, `overview`, `timeline`, `bar-chart`, `series`, `grid` |
//! | `small` `narrow` `column` `wide` | `svg` | the width it is meant for: 240, 360, 720 px (up to 260, 420, 820), or more |
//! | `level-0` … `level-5` | regions, tiles, cells | class of a count, 0 is none |
//! | `region`, `blank`, `hatch`, `land`, `here`, `halo`, `place` | map, locator | unit; without a row; contested; muted country; the one shown; ring around what is tiny; the very place |
//! | `point`, `marker`, `count` | map | a placed record; several close ones; their number |
//! | `tile`, `contested` | tiles | unit as a square |
//! | `node`, `centre`, `far`, `rest`, `label`, `heading`, `hub` | network, overview | record; the one in the middle; second ring; the rest that is only counted; its name; heading of a relation; name of a well connected one |
//! | `edge`, `tone-1` … `tone-6`, `relation-<id>`, `cross`, `trunk`, `doubtful` | network, overview | relation, its colour by order and by name; between two neighbours; stem of a tree; not (yet) a fact |
//! | `kind-<kind>` | nodes, points, marks | kind of the record |
//! | `axis`, `line`, `tick`, `year`, `month`, `break` | timeline, series | lines and texts of an axis; years left out |
//! | `mark`, `span`, `dot`, `vague`, `open`, `onward` | timeline | an event; its duration; its day; a date known roughly or not stated; without an end, fading; its arrow |
//! | `quantity`, `track`, `fill`, `value` | bar-chart | a quantity, its lane, its length, its number |
//! | `joint`, `observation`, `reach`, `contradiction`, `value`, `unit` | series | values joined; one of them; uncertainty; several values on one date; a number; what is counted |
//! | `cell`, `head` | grid | a pair of regions; its headings |

pub mod bars;
pub mod breaks;
mod caption;
pub mod day;
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
    use super::day::Day;
    use super::geo::geometry::{Degrees, Geometry};
    use super::geo::view::{Contested, MapView};
    use super::network::model::{Edge, Node};
    use super::*;

    const HOSTILE: &str = "</title></text><script>x</script>\" onload='y' \u{0}& Ы";

    /// One of each figure, every text in it hostile.
    fn all() -> Vec<String> {
        let caption = Caption { prefix: HOSTILE, title: HOSTILE, description: HOSTILE };
        let text = || HOSTILE.into();
        let (breaks, day) = (ClassBreaks::choose([1, 2]), Day::new(2017, 2, 21));
        let geometry = Geometry::parse(&geo::geometry::tests::FIXTURE.replace("XX-A", "\\\"><b>")).unwrap();
        let view = MapView { parallels: (50.0, 60.0), meridian: 175.0, width: 300.0, tallest: 300.0, focus: None };
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
        let node = Node { label: text(), href: text(), kind: text() };
        let edge = |from, to| Edge { from, to, relation: text(), label: text(), inverse: text(), doubtful: true };
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
    fn hostile_text_breaks_out_of_no_figure() {
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
