//! Rendering of an ego network: the record in the middle, its neighbours on two arcs, grouped by relation.
//!
//! Names are horizontal and each has a line of its own, so they never overlap.

use crate::chart::caption::Caption;
use crate::chart::network::ego_groups;
use crate::chart::network::label_box::{GAP, LINE, LabelBox, LabelKind};
use crate::chart::network::label_layout::{CentreLabel, NetworkLayout};
use crate::chart::network::model::{Network, NetworkNode};
use crate::chart::svg::{Escaped, Number, Svg, as_f64, class_name};
use crate::text::LangText;

impl Network<'_> {
    /// Renders the network; an empty string if the centre has no neighbours.
    pub fn svg(&self, caption: &Caption) -> String {
        let groups = ego_groups::group_by_relation(self);
        let Some(centre) = self.nodes.first().filter(|_| !groups.is_empty()) else {
            return String::new();
        };
        let NetworkLayout {
            centre_label,
            labels,
            middle,
            height,
        } = NetworkLayout::new(self, &groups, &centre.label);
        let mut svg = Svg::open(caption, "network", self.width, height, true);
        svg.raw("<g class=\"edges\">");
        self.draw_crossings(&mut svg, &labels, middle);
        for label_box in &labels {
            draw_edge(&mut svg, label_box, &labels, middle);
        }
        svg.raw("</g>");
        for label_box in &labels {
            self.draw_label(&mut svg, label_box);
        }
        draw_centre(&mut svg, &centre_label, centre, middle);
        svg.close()
    }

    /// Draws the relations between neighbours as thin lines behind everything else.
    fn draw_crossings(&self, svg: &mut Svg, labels: &[LabelBox], middle: (f64, f64)) {
        let find = |node: usize| {
            labels
                .iter()
                .find(|label_box| label_box.node() == Some(node))
        };
        for edge in &self.edges {
            if edge.from == 0 || edge.to == 0 || edge.from == edge.to {
                continue;
            }
            let (Some(a), Some(b)) = (find(edge.from), find(edge.to)) else {
                continue;
            };
            let drawn_below = |one: &LabelBox, other: &LabelBox| matches!(one.kind, LabelKind::Second { parent, .. } if labels.get(parent) == Some(other));
            if drawn_below(a, b) || drawn_below(b, a) {
                continue;
            }
            let inward = |x: f64| middle.0 + (x - middle.0) * 0.45;
            svg.put(format_args!(
                "<path class=\"edge cross relation-{}{}\" d=\"M{} {}C{} {} {} {} {} {}\"><title{}>{}</title></path>",
                class_name(&edge.relation),
                if edge.doubtful { " doubtful" } else { "" },
                Number(a.x),
                Number(a.y),
                Number(inward(a.x)),
                Number(a.y),
                Number(inward(b.x)),
                Number(b.y),
                Number(b.x),
                Number(b.y),
                edge.label.lang(),
                Escaped(&edge.label)
            ));
        }
    }

    fn draw_label(&self, svg: &mut Svg, label_box: &LabelBox) {
        let (anchor, x) = if label_box.side < 0.0 {
            (" end", label_box.x - GAP)
        } else {
            ("", label_box.x + GAP)
        };
        let Some(node) = label_box.node().and_then(|node| self.nodes.get(node)) else {
            let class = if label_box.kind == LabelKind::Heading {
                format!("heading {}", label_box.class)
            } else {
                "rest".to_owned()
            };
            let down = if label_box.kind == LabelKind::Heading {
                label_box.height / 2.0 - 5.0
            } else {
                4.0
            };
            svg.text(
                x,
                label_box.y + down,
                &format!("{class}{anchor}"),
                LangText::joined(label_box.lines.iter().map(LangText::from), " "),
            );
            return;
        };
        let far = if let LabelKind::Second { .. } = label_box.kind {
            " far"
        } else {
            ""
        };
        let class = format!("node{far} {}", node.kind);
        svg.link(&node.href, &class, &label_box.hint, |svg| {
            let radius = if far.is_empty() { "5" } else { "3.5" };
            svg.put(format_args!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\"/>",
                Number(label_box.x),
                Number(label_box.y)
            ));
            let top = label_box.y + 4.3 - (as_f64(label_box.lines.len()) - 1.0) * LINE / 2.0;
            for (at, line) in label_box.lines.iter().enumerate() {
                svg.text(x, top + as_f64(at) * LINE, &format!("label{anchor}"), line);
            }
        });
    }
}

/// Draws the edge of a label: from the centre, or from its parent.
fn draw_edge(svg: &mut Svg, label_box: &LabelBox, labels: &[LabelBox], (cx, cy): (f64, f64)) {
    let (x, y) = (Number(label_box.x), Number(label_box.y));
    let (dashed, path) = match label_box.kind {
        LabelKind::First(member) => {
            let bend = Number(cx + (label_box.x - cx) * 0.5);
            (
                member.doubtful,
                format!("M{} {}Q{bend} {y} {x} {y}", Number(cx), Number(cy)),
            )
        }
        LabelKind::Second {
            doubtful, parent, ..
        } => {
            let Some(parent) = labels.get(parent) else {
                return;
            };
            let turn = Number(7.0 * label_box.side);
            (
                doubtful,
                format!(
                    "M{} {}V{}q0 7 {turn} 7H{x}",
                    Number(parent.x),
                    Number(parent.y),
                    Number(label_box.y - 7.0)
                ),
            )
        }
        _ => return,
    };
    let doubtful = if dashed { " doubtful" } else { "" };
    svg.put(format_args!(
        "<path class=\"edge {}{doubtful}\" d=\"{path}\"/>",
        label_box.class
    ));
}

/// Draws the name of the centre in a rounded box.
fn draw_centre(
    svg: &mut Svg,
    centre_label: &CentreLabel,
    centre: &NetworkNode,
    (x, y): (f64, f64),
) {
    let class = format!("node centre {}", centre.kind);
    svg.link(&centre.href, &class, &centre.label, |svg| {
        svg.put(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"10\"/>",
            Number(x - centre_label.width / 2.0),
            Number(y - centre_label.height / 2.0),
            Number(centre_label.width),
            Number(centre_label.height)
        ));
        let top = y + 4.6 - (as_f64(centre_label.lines.len()) - 1.0) * 8.0;
        for (at, line) in centre_label.lines.iter().enumerate() {
            svg.text(x, top + as_f64(at) * 16.0, "label middle", line);
        }
    });
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
pub(crate) mod tests {
    use crate::chart::network::model::NetworkEdge;

    use super::*;
    use crate::chart::KindStyle;

    pub(crate) const CAPTION: Caption = Caption {
        prefix: "n",
        title: LangText::plain("Связи"),
        description: LangText::plain(""),
    };
    const NAMES: [&str; 5] = [
        "МИЭТ",
        "Национальный исследовательский университет «Московский институт электронной техники»",
        "Томский государственный университет систем управления и радиоэлектроники",
        "АО «Микрон»",
        "Соглашение о сотрудничестве между кластером и Министерством промышленности Республики Татарстан",
    ];

    pub(crate) fn network(width: f64, first: usize, second: usize) -> Network<'static> {
        let node = |at: usize| NetworkNode {
            label: NAMES[at % 5].into(),
            href: format!("{at}.html").into(),
            kind: KindStyle {
                id: "organization",
                colour: 1,
            },
            is_cut: false,
        };
        let edge = |from: usize, to: usize, relation: usize| NetworkEdge {
            from,
            to,
            relation: format!("r{relation}").into(),
            label: format!("участники и резиденты кластера, часть {relation}").into(),
            inverse: "участник".into(),
            doubtful: relation == 1,
        };
        let mut edges: Vec<NetworkEdge> = (1..=first).map(|to| edge(0, to, to * to % 4)).collect();
        edges.extend((1..=second).map(|at| edge(at % first.max(1) + 1, first + at, 5)));
        Network {
            width,
            nodes: (0..=first + second).map(node).collect(),
            edges,
            limit: 40,
            more: "ещё {}".into(),
        }
    }

    #[test]
    fn every_neighbour_is_a_link_or_is_counted() {
        let svg = network(720.0, 63, 0).svg(&CAPTION);
        let links = svg
            .matches("<a class=\"node kind-organization colour-1\"")
            .count();
        let rest: usize = svg
            .split(">ещё ")
            .skip(1)
            .map(|part| part.split('<').next().unwrap().parse::<usize>().unwrap())
            .sum();
        assert_eq!(links + rest, 63);
        assert!((38..=42).contains(&links), "{links}");
        assert!(
            svg.contains("class=\"edge tone-2 relation-r0\"")
                && svg.contains("class=\"edge tone-1 relation-r1 doubtful\"")
        );
    }

    #[test]
    fn a_record_without_relations_has_no_network() {
        assert_eq!(network(720.0, 0, 0).svg(&CAPTION), "");
        assert_eq!(
            Network {
                nodes: Vec::new(),
                ..network(720.0, 3, 0)
            }
            .svg(&CAPTION),
            ""
        );
    }
}
