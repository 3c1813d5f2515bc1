//! The plain values that a network is drawn from.

use std::borrow::Cow;

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
pub struct LegendEntry {
    /// `tone-1 relation-members`.
    pub class: String,
    /// The name of the relation.
    pub label: String,
    /// Neighbours in this relation, drawn or not.
    pub count: usize,
}

impl Network<'_> {
    /// Below this width the arcs become one tree.
    pub(super) fn is_tree(&self) -> bool {
        self.width < 560.0
    }
}
