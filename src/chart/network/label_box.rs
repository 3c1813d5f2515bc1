//! The labels of the ego network in columns, before they have positions.

use crate::chart::network::ego_groups::{Neighbour, RelationGroup};
use crate::chart::network::model::Network;
use crate::chart::svg::{as_f64, class_name};
use crate::text::LangText;

/// A label with its bounding box. Boxes do not overlap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LabelBox<'a> {
    pub kind: LabelKind<'a>,
    pub lines: Vec<LangText<'a>>,
    /// The centre of its dot; the text starts there and runs outwards.
    pub x: f64,
    pub y: f64,
    pub height: f64,
    /// -1 on the left arc, 1 on the right arc and in a tree.
    pub side: f64,
    pub class: String,
    pub hint: LangText<'a>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum LabelKind<'a> {
    Heading,
    First(&'a Neighbour<'a>),
    Second {
        node: usize,
        doubtful: bool,
        parent: usize,
    },
    More,
}

pub(super) const TEXT: f64 = 12.5;
pub(super) const SMALL: f64 = 11.0;
pub(super) const LINE: f64 = 15.0;
/// The distance from a dot to its text, in pixels.
pub(super) const GAP: f64 = 10.0;
pub(super) const INDENT: f64 = 18.0;
/// The greatest number of names on one side for which a name may have three lines.
const FEW: usize = 9;
/// The class of the second ring.
const FAR: &str = "far";

/// The members of a group that are on one side.
pub(super) type GroupSlice<'a> = (&'a RelationGroup<'a>, &'a [Neighbour<'a>]);

impl LabelBox<'_> {
    /// The index of its node; `None` for headings and counts.
    pub(super) fn node(&self) -> Option<usize> {
        match self.kind {
            LabelKind::First(member) => Some(member.node),
            LabelKind::Second { node, .. } => Some(node),
            LabelKind::Heading | LabelKind::More => None,
        }
    }

    /// Whether it belongs to the second ring.
    pub(super) fn is_far(&self) -> bool {
        self.class == FAR
    }
}

/// Returns one column of labels without positions: headings, members, second-ring nodes and counts of hidden members.
pub(super) fn label_column<'a>(
    network: &'a Network,
    parts: &[GroupSlice<'a>],
    max_width: f64,
) -> Vec<LabelBox<'a>> {
    let max_lines = if parts
        .iter()
        .map(|(_, members)| members.len())
        .sum::<usize>()
        <= FEW
    {
        3
    } else {
        2
    };
    let mut column = LabelColumn {
        network,
        max_width,
        max_lines,
        boxes: Vec::new(),
    };
    for (group, members) in parts {
        column.push_heading(group);
        for member in *members {
            column.push_member(group, member);
        }
        if group.hidden > 0 && members.last() == group.members.last() {
            column.push_rest(&group.hidden.to_string(), 19.0, String::new());
        }
    }
    column.boxes
}

/// A column of labels that is being filled from top to bottom.
struct LabelColumn<'a> {
    network: &'a Network<'a>,
    /// The greatest width of a label in pixels.
    max_width: f64,
    /// The greatest number of lines of a member's name.
    max_lines: usize,
    boxes: Vec<LabelBox<'a>>,
}

impl<'a> LabelColumn<'a> {
    fn push(
        &mut self,
        kind: LabelKind<'a>,
        lines: Vec<LangText<'a>>,
        height: f64,
        class: String,
        hint: LangText<'a>,
    ) {
        self.boxes.push(LabelBox {
            kind,
            lines,
            x: 0.0,
            y: 0.0,
            height,
            side: 1.0,
            class,
            hint,
        });
    }

    fn push_heading(&mut self, group: &'a RelationGroup<'a>) {
        let height = if self.boxes.is_empty() { 18.0 } else { 28.0 };
        let lines = vec![group.label.shortened(SMALL, self.max_width / 1.08)];
        self.push(
            LabelKind::Heading,
            lines,
            height,
            tone(group),
            LangText::plain(""),
        );
    }

    /// Adds a member with its neighbours of the second ring.
    fn push_member(&mut self, group: &RelationGroup, member: &'a Neighbour<'a>) {
        let node = &self.network.nodes[member.node];
        let lines = node.label.wrapped(TEXT, self.max_width, self.max_lines);
        let hint = {
            let relations = member.relations.iter().copied().map(LangText::from);
            let name = LangText::from(&node.label);
            name.and(" · ").and(LangText::joined(relations, ", "))
        };
        let after_far = self.boxes.last().is_some_and(LabelBox::is_far);
        let height = as_f64(lines.len()) * LINE + if after_far { 14.0 } else { 6.0 };
        let parent = self.boxes.len();
        self.push(LabelKind::First(member), lines, height, tone(group), hint);
        for further in &member.further {
            let node = &self.network.nodes[further.node];
            let lines = vec![node.label.shortened(SMALL, self.max_width - INDENT)];
            let hint = LangText::from(&node.label).and(" · ").and(further.relation);
            let kind = LabelKind::Second {
                node: further.node,
                doubtful: further.doubtful,
                parent,
            };
            self.push(kind, lines, 17.0, FAR.to_owned(), hint);
        }
        if member.hidden > 0 {
            let least = if self.network.nodes[member.node].is_cut {
                "+"
            } else {
                ""
            };
            let count = format!("{}{least}", member.hidden);
            self.push_rest(&count, 17.0, FAR.to_owned());
        }
    }

    /// Adds the number of hidden members, such as `12`, or `97+` if there may be more.
    fn push_rest(&mut self, hidden: &str, height: f64, class: String) {
        let lines = vec![LangText::from(&self.network.more).filled("{}", &hidden.into())];
        let hint = LangText::plain("");
        self.push(LabelKind::More, lines, height, class, hint);
    }
}

/// The CSS classes of a relation.
pub(super) fn tone(group: &RelationGroup) -> String {
    format!(
        "tone-{} relation-{}",
        group.tone,
        class_name(group.relation)
    )
}
