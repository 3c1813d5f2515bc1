//! Rendering of a force-directed graph of some hundreds of records, with as many labels as fit.

use crate::chart::caption::Caption;
use crate::chart::network::force_layout::{self, LayoutArea};
use crate::chart::network::model::{NetworkEdge, NetworkNode};
use crate::chart::point::Point;
use crate::chart::svg::{Number, Svg, as_f64, class_name, rounded};
use crate::chart::text_metrics;
use crate::text::LangText;

/// A graph of up to about 400 nodes.
#[derive(Debug, Clone)]
pub struct ForceGraph<'a> {
    /// The width in pixels.
    pub width: f64,
    /// The height in pixels.
    pub height: f64,
    /// The nodes, the best connected ones first; the radius grows with the degree.
    pub nodes: Vec<ForceNode<'a>>,
    /// The edges; an edge with an unknown node is ignored.
    pub edges: Vec<NetworkEdge<'a>>,
    /// The seed of the layout.
    pub seed: u64,
}

/// A node of a graph.
#[derive(Debug, Clone)]
pub struct ForceNode<'a> {
    /// The record.
    pub node: NetworkNode<'a>,
    /// The number of its relations in the whole network, of which the graph can be a part.
    pub degree: usize,
    /// The number by which scripts know it.
    pub number: usize,
}

/// A label with its box: left, top, right, bottom.
#[derive(Debug, Clone, PartialEq)]
struct HubLabel<'a> {
    node: usize,
    text: LangText<'a>,
    bounds: [f64; 4],
}

const TEXT: f64 = 12.0;
const LONGEST: f64 = 165.0;
/// The least distance between two nodes in pixels; a line of text fits in between.
const APART: f64 = 24.0;
/// The least degree of a hub.
const HUB: usize = 6;
/// The greatest number of hubs.
const HUBS: usize = 32;
/// The radius of a node without relations, in pixels.
const LEAST_RADIUS: f64 = 3.5;
/// What the radius of the best connected node exceeds that by, in pixels.
const GROWTH: f64 = 8.8;
/// The degree for which a node has the greatest radius, unless there is a higher one.
const FULL: usize = 64;

impl ForceGraph<'_> {
    /// Renders the graph; an empty string if it has no nodes. Nodes and edges carry `data-node` and `data-ends` for scripts.
    pub fn svg(&self, caption: &Caption) -> String {
        if self.nodes.is_empty() {
            return String::new();
        }
        let places = self.places();
        let mut svg = Svg::open(caption, "overview", self.width, self.height, true);
        svg.raw("<g class=\"edges\">");
        for edge in &self.edges {
            self.edge(&mut svg, edge, &places);
        }
        svg.raw("</g>");
        let mut labels: Vec<Option<HubLabel>> = vec![None; self.nodes.len()];
        for label in self.names(&places) {
            let node = label.node;
            labels[node] = Some(label);
        }
        // The labels of hubs lie above other nodes.
        for (at, label) in labels.iter().enumerate().rev() {
            self.node(&mut svg, at, places[at], label.as_ref());
        }
        svg.close()
    }

    fn places(&self) -> Vec<Point> {
        let pairs: Vec<(usize, usize)> =
            self.edges.iter().map(|edge| (edge.from, edge.to)).collect();
        let area = LayoutArea {
            width: self.width,
            height: self.height,
            margin: 16.0,
            apart: APART,
        };
        force_layout::layout(self.nodes.len(), &pairs, area, self.seed)
    }

    fn edge(&self, svg: &mut Svg, edge: &NetworkEdge, places: &[Point]) {
        let (Some(from), Some(to)) = (places.get(edge.from), places.get(edge.to)) else {
            return;
        };
        svg.put(format_args!(
            "<path class=\"edge relation-{}{}\" data-ends=\"{} {}\" d=\"M{} {}L{} {}\"/>",
            class_name(&edge.relation),
            if edge.doubtful { " doubtful" } else { "" },
            self.nodes[edge.from].number,
            self.nodes[edge.to].number,
            Number(from.x),
            Number(from.y),
            Number(to.x),
            Number(to.y)
        ));
    }

    /// Draws a node with its label as one link. The first one has the class `start`: there the keyboard begins.
    fn node(&self, svg: &mut Svg, at: usize, place: Point, label: Option<&HubLabel>) {
        let ForceNode { node, number, .. } = &self.nodes[at];
        let start = if at == 0 { " start" } else { "" };
        let class = format!("node {}{start}", node.kind);
        svg.link(&node.href, &class, &node.label, |svg| {
            svg.put(format_args!(
                "<circle data-node=\"{number}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
                Number(place.x),
                Number(place.y),
                Number(self.radius(at))
            ));
            if let Some(label) = label {
                let class = match self.is_hub(at) {
                    true => "label hub middle",
                    false => "label middle",
                };
                let middle = f64::midpoint(label.bounds[0], label.bounds[2]);
                svg.text(middle, label.bounds[1] + 12.0, class, &label.text);
            }
        });
    }

    /// Whether the label of a node stands out, and may lie above other nodes.
    fn is_hub(&self, node: usize) -> bool {
        node < HUBS && self.nodes[node].degree >= HUB
    }

    /// The radius of a node in pixels. Its area grows with the degree.
    fn radius(&self, node: usize) -> f64 {
        let full = self.nodes[0].degree.max(FULL);
        let share = as_f64(self.nodes[node].degree) / as_f64(full);
        LEAST_RADIUS + GROWTH * share.sqrt()
    }

    /// Labels in the order of the nodes, each only if it covers no other label and no node. The label of a hub may cover
    /// nodes.
    fn names(&self, places: &[Point]) -> Vec<HubLabel<'_>> {
        let radii: Vec<f64> = (0..places.len()).map(|node| self.radius(node)).collect();
        let (mut written, mut drawn) = (Buckets::new(), Buckets::new());
        for (place, r) in places.iter().zip(&radii) {
            drawn.add([place.x - r, place.y - r, place.x + r, place.y + r]);
        }
        let mut names: Vec<HubLabel<'_>> = Vec::new();
        for (node, r) in radii.into_iter().enumerate() {
            let is_hub = self.is_hub(node);
            let text = self.nodes[node].node.label.shortened(TEXT, LONGEST);
            let wide = if is_hub {
                text_metrics::bold_width(&text, TEXT)
            } else {
                text_metrics::width(&text, TEXT)
            };
            let Point { x, y } = places[node];
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
        title: LangText::plain("Сеть"),
        description: LangText::plain(""),
    };

    fn overview(nodes: usize) -> ForceGraph<'static> {
        let node = |at: usize| ForceNode {
            node: NetworkNode {
                label: format!("Кластер {at}").into(),
                href: "k.html".into(),
                kind: KindStyle {
                    id: "cluster",
                    colour: 1,
                },
                is_cut: false,
            },
            degree: 300 / (at + 1),
            number: at * 2,
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
        let names = overview.names(&overview.places());
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
            svg.matches("<a class=\"node kind-cluster colour-1").count(),
            50
        );
        assert_eq!(svg.matches("colour-1 start\"").count(), 1);
        assert!(
            svg.contains("data-ends=\"98 "),
            "edges have the numbers of scripts"
        );
        assert!(
            svg.contains("class=\"label hub middle\">Кластер 0</text></a>"),
            "a label is a part of its link"
        );
        assert_eq!(
            svg.matches("<path class=\"edge relation-members").count(),
            50
        );
        assert_eq!(overview(0).svg(&CAPTION), "");
    }
}
