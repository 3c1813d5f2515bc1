//! Label placement for the ego network: two arcs.

use crate::chart::network::ego_groups::{Neighbour, RelationGroup};
use crate::chart::network::label_box::{
    GAP, GroupSlice, INDENT, LabelBox, LabelKind, label_column,
};
use crate::chart::network::model::Network;
use crate::chart::svg::as_f64;
use crate::chart::text_metrics;
use crate::text::LangText;

/// The positions of all labels and the height of the drawing.
pub(super) struct NetworkLayout<'a> {
    pub centre_label: CentreLabel<'a>,
    pub labels: Vec<LabelBox<'a>>,
    /// The position of the centre.
    pub middle: (f64, f64),
    pub height: f64,
}

impl<'a> NetworkLayout<'a> {
    pub(super) fn new(
        network: &'a Network,
        groups: &'a [RelationGroup<'a>],
        centre: &LangText<'a>,
    ) -> Self {
        let centre_label = CentreLabel::new(centre, 0.36 * network.width / 2.0 + 20.0);
        Self::arcs(network, groups, centre_label)
    }

    /// Places the labels on two arcs. If all are on the right, the centre moves to the left edge.
    fn arcs(
        network: &'a Network,
        groups: &'a [RelationGroup<'a>],
        centre_label: CentreLabel<'a>,
    ) -> Self {
        let half = network.width / 2.0;
        let (waist, bulge) = (0.27 * half, 0.42 * half);
        let sides = balance(groups);
        let across = if sides[1].is_empty() {
            centre_label.width / 2.0 + 2.0
        } else {
            half
        };
        let max_width = network.width - across - bulge - GAP - 6.0;
        let sides = sides.map(|parts| label_column(network, &parts, max_width));
        let tall = |rows: &[LabelBox]| rows.iter().map(|row| row.height).sum::<f64>();
        let height = (tall(&sides[0]).max(tall(&sides[1])) + 16.0)
            .max(centre_label.height + 24.0)
            .ceil();
        let mut labels = Vec::new();
        for (rows, side) in sides.into_iter().zip([1.0, -1.0]) {
            let mut y = (height - tall(&rows)) / 2.0;
            let (first, mut parent) = (labels.len(), 0.0);
            for mut row in rows {
                row.y = y + row.height / 2.0;
                y += row.height;
                let lean = ((row.y - height / 2.0) / (height / 2.0)).clamp(-1.0, 1.0);
                let arc = waist + (bulge - waist) * (1.0 - lean * lean).sqrt();
                let away = if row.is_far() { parent + INDENT } else { arc };
                if let LabelKind::First(_) = row.kind {
                    parent = arc;
                }
                row.x = across + side * away;
                row.side = side;
                if let LabelKind::Second { parent, .. } = &mut row.kind {
                    *parent += first;
                }
                labels.push(row);
            }
        }
        Self {
            centre_label,
            labels,
            middle: (across, height / 2.0),
            height,
        }
    }
}

/// Distributes the groups to the right and the left side by height. A group larger than all others together is split.
fn balance<'a>(groups: &'a [RelationGroup<'a>]) -> [Vec<GroupSlice<'a>>; 2] {
    let weight = |members: &[Neighbour]| {
        2 + members
            .iter()
            .map(|member| 2 + member.further.len())
            .sum::<usize>()
    };
    let whole: usize = groups.iter().map(|group| weight(&group.members)).sum();
    let mut parts: Vec<(usize, &RelationGroup, &[Neighbour])> = Vec::new();
    for (order, group) in groups.iter().enumerate() {
        let mut cut = group.members.len();
        if cut > 3 && weight(&group.members) * 100 > whole * 58 {
            while weight(&group.members[..cut]) * 2 > whole + 2 {
                cut -= 1;
            }
        }
        let (one, other) = group.members.split_at(cut);
        parts.extend(
            [one, other]
                .into_iter()
                .filter(|part| !part.is_empty())
                .map(|part| (order, group, part)),
        );
    }
    let mut heavy: Vec<usize> = (0..parts.len()).collect();
    heavy.sort_by_key(|part| (usize::MAX - weight(parts[*part].2), *part));
    let mut sides: [(usize, Vec<usize>); 2] = Default::default();
    for part in heavy {
        let side = usize::from(sides[1].0 < sides[0].0);
        sides[side].0 += weight(parts[part].2);
        sides[side].1.push(part);
    }
    sides.map(|(_, mut side)| {
        side.sort_unstable();
        side.into_iter()
            .map(|part| (parts[part].1, parts[part].2))
            .collect()
    })
}

/// The wrapped name of the centre and the size of its box in pixels.
pub(super) struct CentreLabel<'a> {
    pub lines: Vec<LangText<'a>>,
    pub width: f64,
    pub height: f64,
}

impl<'a> CentreLabel<'a> {
    fn new(label: &LangText<'a>, max_width: f64) -> Self {
        let lines = label.wrapped(13.0 * 1.08, max_width, 4);
        let widest = lines
            .iter()
            .map(|line| text_metrics::bold_width(line, 13.0))
            .fold(0.0, f64::max);
        Self {
            width: widest + 24.0,
            height: as_f64(lines.len()) * 16.0 + 14.0,
            lines,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::network::ego_groups;
    use crate::chart::network::ego_network::tests::network;
    use crate::chart::network::label_box::{LINE, SMALL, TEXT};

    /// Boxes of all texts and of the centre: left, top, right, bottom.
    fn boxes(network: &Network) -> (Vec<[f64; 4]>, f64) {
        let groups = ego_groups::group_by_relation(network);
        let NetworkLayout {
            centre_label,
            labels,
            middle: (x, y),
            height,
        } = NetworkLayout::new(network, &groups, &network.nodes[0].label);
        let mut boxes = vec![[
            x - centre_label.width / 2.0,
            y - centre_label.height / 2.0,
            x + centre_label.width / 2.0,
            y + centre_label.height / 2.0,
        ]];
        for label_box in &labels {
            let size = if let LabelKind::First(_) = label_box.kind {
                TEXT
            } else {
                SMALL
            };
            let wide = label_box
                .lines
                .iter()
                .map(|line| text_metrics::width(line, size))
                .fold(0.0, f64::max)
                + GAP;
            let (left, right) = if label_box.side < 0.0 {
                (label_box.x - wide, label_box.x)
            } else {
                (label_box.x, label_box.x + wide)
            };
            let tall = as_f64(label_box.lines.len()) * LINE;
            let top = if label_box.kind == LabelKind::Heading {
                label_box.y + label_box.height / 2.0 - LINE
            } else {
                label_box.y - tall / 2.0
            };
            boxes.push([left, top, right, top + tall]);
        }
        (boxes, height)
    }

    #[test]
    fn texts_never_overlap_nor_leave_the_figure() {
        for (first, second) in [(1, 0), (2, 3), (3, 9), (8, 20), (15, 0), (40, 0), (90, 10)] {
            for width in [720.0, 960.0] {
                let (boxes, height) = boxes(&network(width, first, second));
                for (at, a) in boxes.iter().enumerate() {
                    assert!(
                        a[0] >= 0.0 && a[1] >= 0.0 && a[2] <= width && a[3] <= height,
                        "{width} {first}: {a:?} {height}"
                    );
                    for b in &boxes[at + 1..] {
                        let apart = a[2] <= b[0]
                            || b[2] <= a[0]
                            || a[3] <= b[1] + 0.01
                            || b[3] <= a[1] + 0.01;
                        assert!(apart, "{width} px, {first} neighbours: {a:?} {b:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn sides_are_balanced_even_with_one_group() {
        let mut one = network(720.0, 12, 0);
        one.edges
            .iter_mut()
            .for_each(|edge| edge.label = "участники".into());
        one.edges
            .iter_mut()
            .for_each(|edge| edge.relation = "members".into());
        let groups = ego_groups::group_by_relation(&one);
        let sides = balance(&groups)
            .map(|side| side.iter().map(|(_, members)| members.len()).sum::<usize>());
        assert_eq!(sides, [6, 6]);
    }
}
