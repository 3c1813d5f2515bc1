//! The data of network charts.

use crate::chart::KindStyle;
use crate::text::LangText;
use std::borrow::Cow;

/// An ego network: a small graph around its first node.
#[derive(Debug, Clone)]
pub struct Network<'a> {
    /// The width in pixels: 720 for a column of text, 360 for a phone.
    pub width: f64,
    /// The nodes; the first one is the centre.
    pub nodes: Vec<NetworkNode<'a>>,
    /// The edges; those of the centre define the order of the groups. An edge with an unknown node is ignored.
    pub edges: Vec<NetworkEdge<'a>>,
    /// The greatest number of neighbours with a label, such as 40.
    pub limit: usize,
    /// The message for the number of other neighbours: «ещё {}».
    pub more: LangText<'a>,
}

/// A record in a network.
#[derive(Debug, Clone)]
pub struct NetworkNode<'a> {
    /// The name.
    pub label: LangText<'a>,
    /// The linked page; empty if there is none.
    pub href: Cow<'a, str>,
    /// The kind, for the colour.
    pub kind: KindStyle<'a>,
    /// Whether some of its relations are left out, so that its other neighbours cannot be counted.
    pub is_cut: bool,
}

/// A relation between two records.
#[derive(Debug, Clone)]
pub struct NetworkEdge<'a> {
    /// The index of the source node.
    pub from: usize,
    /// The index of the target node.
    pub to: usize,
    /// The id of the relation, for the class.
    pub relation: Cow<'a, str>,
    /// The name of the relation as seen from `from`: «участники».
    pub label: LangText<'a>,
    /// The name of the relation as seen from `to`: «участник кластера».
    pub inverse: LangText<'a>,
    /// Whether the status is planned, proposed or inferred.
    pub doubtful: bool,
}
