//! Relations of one pair of records as one line: where it stands, and what else it says.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;

use super::context::PageContext;
use crate::atlas::{Edge, RecordIx};
use crate::site::Direction;

/// The relations of one type and direction on the page of a record.
pub(super) struct EdgeGroup {
    /// The relations with a line of their own, each with the further relations to the same record.
    pub(super) lines: Vec<(Edge, Vec<Edge>)>,
    /// The records whose lines stand in other groups.
    pub(super) elsewhere: Vec<Edge>,
}

/// Groups the relations of a record by type and direction, in the order of the vocabulary. A record has one line, in the
/// smallest of its groups; relations with qualifiers keep their own lines, which are rows of a table.
pub(super) fn edge_groups(context: &PageContext, ix: RecordIx) -> Vec<EdgeGroup> {
    let vocabulary = &context.model.site.vocabulary;
    let edges: Vec<Edge> = context
        .model
        .atlas
        .edges(ix)
        .iter()
        .filter(|edge| {
            let kind = vocabulary.relation(edge.relation_type);
            !kind.listing && !kind.from_text
        })
        .copied()
        .collect();
    let groups = ranges(context, &edges);
    let has_columns = |edge: &Edge| {
        !vocabulary
            .relation(edge.relation_type)
            .qualifiers
            .is_empty()
    };
    // For each other record, the place of its line: first among relations with qualifiers, then in the smallest group.
    let mut homes: HashMap<RecordIx, ((bool, usize), usize), RandomState> = HashMap::default();
    for group in &groups {
        for place in group.clone() {
            let rank = (!has_columns(&edges[place]), group.len());
            let home = homes.entry(edges[place].other).or_insert((rank, place));
            if rank < home.0 {
                *home = (rank, place);
            }
        }
    }
    let mut further: HashMap<usize, Vec<Edge>, RandomState> = HashMap::default();
    for (place, edge) in edges.iter().enumerate() {
        let (_, home) = homes[&edge.other];
        if home != place && !has_columns(edge) {
            further.entry(home).or_default().push(*edge);
        }
    }
    let group = |range: Range<usize>| {
        let mut group = EdgeGroup {
            lines: Vec::new(),
            elsewhere: Vec::new(),
        };
        for place in range.clone() {
            let edge = edges[place];
            let (_, home) = homes[&edge.other];
            if home == place || has_columns(&edge) {
                let more = further.remove(&place).unwrap_or_default();
                group.lines.push((edge, more));
            } else if !range.contains(&home) {
                group.elsewhere.push(edge);
            }
        }
        group.elsewhere.dedup_by_key(|edge| edge.other);
        group
    };
    let groups = groups.into_iter().map(group);
    groups.filter(|group| !group.lines.is_empty()).collect()
}

/// The runs of edges of one type and direction. Both directions of a symmetric relation are one run.
fn ranges(context: &PageContext, edges: &[Edge]) -> Vec<Range<usize>> {
    let vocabulary = &context.model.site.vocabulary;
    let key = |edge: &Edge| {
        let side = if vocabulary.relation(edge.relation_type).symmetric {
            Direction::Forward
        } else {
            edge.side
        };
        (edge.relation_type, side)
    };
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (place, edge) in edges.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if key(&edges[group.start]) == key(edge) => group.end += 1,
            _ => groups.push(place..place + 1),
        }
    }
    groups
}
