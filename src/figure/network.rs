//! The network of a record: itself in the middle, its neighbours on two arcs, grouped by relation.
//!
//! Names are horizontal and each has a line of its own, so they never collide, however many there are. Below 560 px
//! the arcs become one tree.

use std::borrow::Cow;

use super::Caption;
use super::around::{self, Group};
use super::seats::{Drawing, GAP, LINE, Pill, Seat, Who, tone};
use super::svg::{Escaped, Number, Svg, class_name, real};

/// A small graph around its first node.
#[derive(Debug, Clone)]
pub struct Network<'a> {
    /// 720 for a column of text, 360 for a phone.
    pub width: f64,
    /// The first one is the centre.
    pub nodes: Vec<Node<'a>>,
    /// Edges of the centre come in the order their groups shall have. An edge to a node that is not there is ignored.
    pub edges: Vec<Edge<'a>>,
    /// How many neighbours are named; 40 look well.
    pub limit: usize,
    /// «ещё {}»: how the rest is counted.
    pub more: &'a str,
}

/// A record.
#[derive(Debug, Clone)]
pub struct Node<'a> {
    /// Its name.
    pub label: Cow<'a, str>,
    /// Its page; empty where there is none.
    pub href: Cow<'a, str>,
    /// The id of its kind, for its colour.
    pub kind: Cow<'a, str>,
}

/// A relation between two records.
#[derive(Debug, Clone)]
pub struct Edge<'a> {
    /// The place of its beginning in the list of nodes.
    pub from: usize,
    /// The place of its end in the list of nodes.
    pub to: usize,
    /// The relation's id, for its class.
    pub relation: Cow<'a, str>,
    /// What `to` is for `from`: «участники».
    pub label: Cow<'a, str>,
    /// What `from` is for `to`: «участник кластера».
    pub inverse: Cow<'a, str>,
    /// Planned, proposed or inferred: anything but stated.
    pub doubtful: bool,
}

/// A line of a legend in HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// `tone-1 relation-members`.
    pub class: String,
    /// The name of the relation.
    pub label: String,
    /// Neighbours in this relation, drawn or not.
    pub count: usize,
}

impl Network<'_> {
    /// Relations in the order of their colours, with the number of neighbours in each.
    pub fn legend(&self) -> Vec<Entry> {
        let entry = |group: &Group| Entry {
            class: tone(group),
            label: group.label.to_owned(),
            count: group.members.len() + group.hidden,
        };
        around::gather(self).iter().map(entry).collect()
    }

    /// Below this width the arcs become one tree.
    pub(super) fn is_tree(&self) -> bool {
        self.width < 560.0
    }

    /// Draws the network; an empty string where the centre has no neighbours.
    pub fn svg(&self, caption: &Caption) -> String {
        let groups = around::gather(self);
        let Some(centre) = self.nodes.first().filter(|_| !groups.is_empty()) else {
            return String::new();
        };
        let tree = self.is_tree();
        let Drawing { pill, seats, middle, height } = Drawing::new(self, &groups, &centre.label);
        let mut svg = Svg::open(caption, "network", self.width, height, true);
        svg.raw("<g class=\"edges\">");
        if tree {
            let last = seats.iter().rfind(|seat| matches!(seat.who, Who::First(_))).map_or(0.0, |seat| seat.y - 7.0);
            svg.put(format_args!("<path class=\"edge trunk\" d=\"M14 {}V{}\"/>", Number(pill.height), Number(last)));
        } else {
            self.draw_crossings(&mut svg, &seats, middle);
        }
        for seat in &seats {
            draw_edge(&mut svg, seat, &seats, (!tree).then_some(middle));
        }
        svg.raw("</g>");
        for seat in &seats {
            self.draw_seat(&mut svg, seat);
        }
        draw_centre(&mut svg, &pill, centre, middle);
        svg.close()
    }

    /// Relations of the neighbours with each other, thin, behind all else.
    fn draw_crossings(&self, svg: &mut Svg, seats: &[Seat], middle: (f64, f64)) {
        let find = |node: usize| seats.iter().find(|seat| seat.node() == Some(node));
        for edge in &self.edges {
            if edge.from == 0 || edge.to == 0 || edge.from == edge.to {
                continue;
            }
            let (Some(a), Some(b)) = (find(edge.from), find(edge.to)) else {
                continue;
            };
            let drawn_below = |one: &Seat, other: &Seat| matches!(one.who, Who::Second { parent, .. } if seats.get(parent) == Some(other));
            if drawn_below(a, b) || drawn_below(b, a) {
                continue;
            }
            let inward = |x: f64| middle.0 + (x - middle.0) * 0.45;
            svg.put(format_args!(
                "<path class=\"edge cross relation-{}{}\" d=\"M{} {}C{} {} {} {} {} {}\"><title>{}</title></path>",
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
                Escaped(&edge.label)
            ));
        }
    }

    fn draw_seat(&self, svg: &mut Svg, seat: &Seat) {
        let (anchor, x) = if seat.side < 0.0 { (" end", seat.x - GAP) } else { ("", seat.x + GAP) };
        let Some(node) = seat.node().and_then(|node| self.nodes.get(node)) else {
            let class = if seat.who == Who::Heading { format!("heading {}", seat.class) } else { "rest".to_owned() };
            let down = if seat.who == Who::Heading { seat.height / 2.0 - 5.0 } else { 4.0 };
            svg.text(x, seat.y + down, &format!("{class}{anchor}"), &seat.lines.join(" "));
            return;
        };
        let far = if let Who::Second { .. } = seat.who { " far" } else { "" };
        let class = format!("node{far} kind-{}", class_name(&node.kind));
        svg.link(&node.href, &class, &seat.hint, |svg| {
            let radius = if far.is_empty() { "5" } else { "3.5" };
            svg.put(format_args!("<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\"/>", Number(seat.x), Number(seat.y)));
            let top = seat.y + 4.3 - (real(seat.lines.len()) - 1.0) * LINE / 2.0;
            for (at, line) in seat.lines.iter().enumerate() {
                svg.text(x, top + real(at) * LINE, &format!("label{anchor}"), line);
            }
        });
    }
}

/// Draws the line that leads to a seat: from the middle, from the trunk, or from its parent.
fn draw_edge(svg: &mut Svg, seat: &Seat, seats: &[Seat], middle: Option<(f64, f64)>) {
    let (x, y) = (Number(seat.x), Number(seat.y));
    let (dashed, way) = match (seat.who, middle) {
        (Who::First(member), Some((cx, cy))) => {
            let bend = Number(cx + (seat.x - cx) * 0.5);
            (member.doubtful, format!("M{} {}Q{bend} {y} {x} {y}", Number(cx), Number(cy)))
        }
        (Who::First(member), None) => (member.doubtful, format!("M14 {}q0 7 7 7H{x}", Number(seat.y - 7.0))),
        (Who::Second { doubtful, parent, .. }, _) => {
            let Some(parent) = seats.get(parent) else { return };
            let turn = Number(7.0 * seat.side);
            (doubtful, format!("M{} {}V{}q0 7 {turn} 7H{x}", Number(parent.x), Number(parent.y), Number(seat.y - 7.0)))
        }
        _ => return,
    };
    let doubtful = if dashed { " doubtful" } else { "" };
    svg.put(format_args!("<path class=\"edge {}{doubtful}\" d=\"{way}\"/>", seat.class));
}

/// The centre: its name in a rounded box.
fn draw_centre(svg: &mut Svg, pill: &Pill, centre: &Node, (x, y): (f64, f64)) {
    let class = format!("node centre kind-{}", class_name(&centre.kind));
    svg.link(&centre.href, &class, &centre.label, |svg| {
        svg.put(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"10\"/>",
            Number(x - pill.width / 2.0),
            Number(y - pill.height / 2.0),
            Number(pill.width),
            Number(pill.height)
        ));
        let top = y + 4.6 - (real(pill.lines.len()) - 1.0) * 8.0;
        for (at, line) in pill.lines.iter().enumerate() {
            svg.text(x, top + real(at) * 16.0, "label middle", line);
        }
    });
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
pub(crate) mod tests {
    use super::*;

    pub(crate) const CAPTION: Caption = Caption { prefix: "n", title: "Связи", description: "" };
    const NAMES: [&str; 5] = [
        "МИЭТ",
        "Национальный исследовательский университет «Московский институт электронной техники»",
        "Томский государственный университет систем управления и радиоэлектроники",
        "АО «Микрон»",
        "Соглашение о сотрудничестве между кластером и Министерством промышленности Республики Татарстан",
    ];

    pub(crate) fn network(width: f64, first: usize, second: usize) -> Network<'static> {
        let node = |at: usize| Node {
            label: NAMES[at % 5].into(),
            href: format!("{at}.html").into(),
            kind: "organization".into(),
        };
        let edge = |from: usize, to: usize, relation: usize| Edge {
            from,
            to,
            relation: format!("r{relation}").into(),
            label: format!("участники и резиденты кластера, часть {relation}").into(),
            inverse: "участник".into(),
            doubtful: relation == 1,
        };
        let mut edges: Vec<Edge> = (1..=first).map(|to| edge(0, to, to * to % 4)).collect();
        edges.extend((1..=second).map(|at| edge(at % first.max(1) + 1, first + at, 5)));
        Network { width, nodes: (0..=first + second).map(node).collect(), edges, limit: 40, more: "ещё {}" }
    }

    #[test]
    fn every_neighbour_is_a_link_or_is_counted() {
        let svg = network(720.0, 63, 0).svg(&CAPTION);
        let links = svg.matches("<a class=\"node kind-organization\"").count();
        let rest: usize =
            svg.split(">ещё ").skip(1).map(|part| part.split('<').next().unwrap().parse::<usize>().unwrap()).sum();
        assert_eq!(links + rest, 63);
        assert!((38..=42).contains(&links), "{links}");
        assert!(
            svg.contains("class=\"edge tone-2 relation-r0\"")
                && svg.contains("class=\"edge tone-1 relation-r1 doubtful\"")
        );
    }

    #[test]
    fn the_legend_counts_all_neighbours() {
        let legend = network(720.0, 90, 0).legend();
        assert_eq!(legend.iter().map(|entry| entry.count).sum::<usize>(), 90);
        assert_eq!(legend[0].class, "tone-1 relation-r1");
    }

    #[test]
    fn a_record_without_relations_has_no_network() {
        assert_eq!(network(720.0, 0, 0).svg(&CAPTION), "");
        assert_eq!(Network { nodes: Vec::new(), ..network(720.0, 3, 0) }.svg(&CAPTION), "");
    }
}
