//! Rendering of a force-directed graph of some hundreds of records, with as many labels as fit.

use crate::chart::caption::Caption;
use crate::chart::chart_text::ChartText;
use crate::chart::network::force_layout::{self, LayoutArea};
use crate::chart::network::model::{NetworkEdge, NetworkNode};
use crate::chart::point::Point;
use crate::chart::svg::{Number, Svg, as_f64, class_name, rounded};
use crate::chart::text_metrics;

/// A whole graph. It is meant for up to about 400 nodes.
#[derive(Debug, Clone)]
pub struct ForceGraph<'a> {
    /// The width in pixels.
    pub width: f64,
    /// The height in pixels.
    pub height: f64,
    /// The nodes; the radius grows with the degree.
    pub nodes: Vec<NetworkNode<'a>>,
    /// The edges; an edge with an unknown node is ignored.
    pub edges: Vec<NetworkEdge<'a>>,
    /// The seed of the layout.
    pub seed: u64,
}

/// A label with its box: left, top, right, bottom.
#[derive(Debug, Clone, PartialEq)]
struct HubLabel<'a> {
    node: usize,
    text: ChartText<'a>,
    bounds: [f64; 4],
}

const TEXT: f64 = 12.0;
const LONGEST: f64 = 165.0;
/// The least distance between two nodes in pixels; a line of text fits in between.
const APART: f64 = 24.0;
/// The least degree of a hub.
const HUB: usize = 6;

impl ForceGraph<'_> {
    /// Renders the graph; an empty string if it has no nodes. Nodes and edges carry `data-node` and `data-ends` for scripts.
    pub fn svg(&self, caption: &Caption) -> String {
        if self.nodes.is_empty() {
            return String::new();
        }
        let pairs: Vec<(usize, usize)> =
            self.edges.iter().map(|edge| (edge.from, edge.to)).collect();
        let area = LayoutArea {
            width: self.width,
            height: self.height,
            margin: 16.0,
            apart: APART,
        };
        let places = force_layout::layout(self.nodes.len(), &pairs, area, self.seed);
        let degrees = self.degrees();
        let mut svg = Svg::open(caption, "overview", self.width, self.height, true);
        svg.raw("<g class=\"edges\">");
        for edge in &self.edges {
            let (Some(from), Some(to)) = (places.get(edge.from), places.get(edge.to)) else {
                continue;
            };
            svg.put(format_args!(
                "<path class=\"edge relation-{}{}\" data-ends=\"{} {}\" d=\"M{} {}L{} {}\"/>",
                class_name(&edge.relation),
                if edge.doubtful { " doubtful" } else { "" },
                edge.from,
                edge.to,
                Number(from.x),
                Number(from.y),
                Number(to.x),
                Number(to.y)
            ));
        }
        svg.raw("</g>");
        for (at, (node, place)) in self.nodes.iter().zip(&places).enumerate() {
            let class = format!("node {}", node.kind);
            svg.link(&node.href, &class, &node.label, |svg| {
                svg.put(format_args!(
                    "<circle data-node=\"{at}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
                    Number(place.x),
                    Number(place.y),
                    Number(radius(degrees[at]))
                ));
            });
        }
        svg.raw("<g class=\"names\">");
        for name in self.names(&places, &degrees) {
            let class = if degrees[name.node] >= HUB {
                "label hub middle"
            } else {
                "label middle"
            };
            svg.text(
                f64::midpoint(name.bounds[0], name.bounds[2]),
                name.bounds[1] + 12.0,
                class,
                &name.text,
            );
        }
        svg.raw("</g>");
        svg.close()
    }

    fn degrees(&self) -> Vec<usize> {
        let mut degrees = vec![0; self.nodes.len()];
        for edge in &self.edges {
            if edge.from < degrees.len() && edge.to < degrees.len() {
                degrees[edge.from] += 1;
                degrees[edge.to] += 1;
            }
        }
        degrees
    }

    /// Labels by descending degree, each only if it covers no other label and no node. The label of a hub may cover
    /// nodes.
    fn names(&self, places: &[Point], degrees: &[usize]) -> Vec<HubLabel<'_>> {
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.sort_by_key(|node| (usize::MAX - degrees[*node], *node));
        let (mut written, mut drawn) = (Buckets::new(), Buckets::new());
        for (place, degree) in places.iter().zip(degrees) {
            let r = radius(*degree);
            drawn.add([place.x - r, place.y - r, place.x + r, place.y + r]);
        }
        let mut names: Vec<HubLabel<'_>> = Vec::new();
        for node in order {
            let is_hub = degrees[node] >= HUB;
            let text = self.nodes[node].label.shortened(TEXT, LONGEST);
            let wide = if is_hub {
                text_metrics::bold_width(&text, TEXT)
            } else {
                text_metrics::width(&text, TEXT)
            };
            let (Point { x, y }, r) = (places[node], radius(degrees[node]));
            let lefts = [
                (x + r + 4.0, y),
                (x - r - 4.0 - wide, y),
                (x - wide / 2.0, y - r - 9.0),
                (x - wide / 2.0, y + r + 9.0),
            ];
            let boxes = lefts.map(|(left, y)| [left, y - 8.0, left + wide, y + 8.0]);
            let fits = |bounds: &&[f64; 4]| {
                let inside = bounds[0] >= 0.0
                    && bounds[1] >= 0.0
                    && bounds[2] <= self.width
                    && bounds[3] <= self.height;
                inside && !written.meets(bounds)
            };
            let free = boxes
                .iter()
                .filter(fits)
                .find(|bounds| !drawn.meets(bounds));
            let covering = || {
                boxes
                    .iter()
                    .filter(|_| is_hub)
                    .filter(fits)
                    .min_by_key(|bounds| drawn.count(bounds))
            };
            if let Some(&bounds) = free.or_else(covering) {
                written.add(bounds);
                names.push(HubLabel { node, text, bounds });
            }
        }
        names
    }
}

fn radius(degree: usize) -> f64 {
    3.5 + as_f64(degree).sqrt().min(8.0) * 1.1
}

/// A spatial index of boxes by rows of 32 pixels.
struct Buckets {
    rows: std::collections::BTreeMap<i64, Vec<[f64; 4]>>,
}

impl Buckets {
    fn new() -> Self {
        Self {
            rows: std::collections::BTreeMap::new(),
        }
    }

    fn rows(bounds: &[f64; 4]) -> std::ops::RangeInclusive<i64> {
        rounded(bounds[1] / 32.0)..=rounded(bounds[3] / 32.0)
    }

    fn add(&mut self, bounds: [f64; 4]) {
        for row in Self::rows(&bounds) {
            self.rows.entry(row).or_default().push(bounds);
        }
    }

    fn meets(&self, a: &[f64; 4]) -> bool {
        self.count(a) > 0
    }

    /// The number of boxes that a box overlaps; a box in two rows counts twice.
    fn count(&self, a: &[f64; 4]) -> usize {
        let apart = |b: &[f64; 4]| a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
        Self::rows(a)
            .filter_map(|row| self.rows.get(&row))
            .flatten()
            .filter(|b| !apart(b))
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::KindStyle;

    const CAPTION: Caption = Caption {
        prefix: "o",
        title: ChartText::plain("Сеть"),
        description: ChartText::plain(""),
    };

    fn overview(nodes: usize) -> ForceGraph<'static> {
        let node = |at: usize| NetworkNode {
            label: format!("Кластер {at}").into(),
            href: "k.html".into(),
            kind: KindStyle {
                id: "cluster",
                colour: 1,
            },
            is_cut: false,
        };
        let edge = |at: usize| NetworkEdge {
            from: at,
            to: at * at % 17,
            relation: "members".into(),
            label: "участники".into(),
            inverse: "участник".into(),
            doubtful: at.is_multiple_of(3),
        };
        ForceGraph {
            width: 1000.0,
            height: 700.0,
            nodes: (0..nodes).map(node).collect(),
            edges: (0..nodes + 2).map(edge).collect(),
            seed: 1,
        }
    }

    #[test]
    fn names_do_not_overlap_and_the_best_connected_is_named() {
        let overview = overview(300);
        let pairs: Vec<_> = overview
            .edges
            .iter()
            .map(|edge| (edge.from, edge.to))
            .collect();
        let area = LayoutArea {
            width: 1000.0,
            height: 700.0,
            margin: 16.0,
            apart: APART,
        };
        let names = overview.names(
            &force_layout::layout(300, &pairs, area, 1),
            &overview.degrees(),
        );
        assert!(names.len() > 30, "{}", names.len());
        for (at, a) in names.iter().enumerate() {
            for b in &names[at + 1..] {
                let (a, b) = (a.bounds, b.bounds);
                assert!(a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]);
            }
        }
    }

    #[test]
    fn every_node_is_a_link_and_every_edge_between_nodes_a_line() {
        let svg = overview(50).svg(&CAPTION);
        assert_eq!(
            svg.matches("<a class=\"node kind-cluster colour-1\"")
                .count(),
            50
        );
        assert_eq!(
            svg.matches("<path class=\"edge relation-members").count(),
            50
        );
        assert_eq!(overview(0).svg(&CAPTION), "");
    }
}
