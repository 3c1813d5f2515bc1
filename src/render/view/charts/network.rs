//! The network of the whole atlas: an overview chart and the data of its page.

use std::collections::HashMap;
use std::sync::Arc;

use minijinja::value::Value;

use super::network_node::{is_doubtful, node};
use super::network_rows::network_rows;
use super::network_ties::ConnectedRecords;
use super::svg_value::svg_value;
use crate::atlas::{RecordIx, Relation};
use crate::chart::Caption;
use crate::chart::network::excerpt::connected_excerpt;
use crate::chart::network::force_graph::{ForceGraph, ForceNode};
use crate::chart::network::model::NetworkEdge;
use crate::plan::{PageKind, ScriptData};
use crate::render::view::context::PageContext;
use crate::render::view::static_map::{map, optional};
use crate::site::{Direction, Facet};

/// The greatest number of records that the overview draws; of a larger network it draws a connected part.
const MOST: usize = 150;

/// The number of rows in the table.
const LISTED: usize = 500;

/// The data of the network page.
pub(in crate::render::view) fn network(context: &Arc<PageContext>) -> Value {
    let connected = ConnectedRecords::new(context);
    let drawn = drawn_ranks(&connected);
    let mut kinds: Vec<_> = connected
        .records
        .iter()
        .map(|(ix, _)| context.model.atlas.kind(*ix))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    let data = context.url(&PageKind::Data(ScriptData::Network));
    map([
        ("figure", svg_value(overview(context, &connected, &drawn))),
        ("drawn", Value::from(drawn.len())),
        ("records", Value::from(connected.records.len())),
        ("relations", Value::from(connected.relations.len())),
        (
            "split",
            context.marked_split(connected.records.iter().map(|(ix, _)| *ix)),
        ),
        (
            "doubtful",
            Value::from(
                connected
                    .relations
                    .iter()
                    .any(|relation| is_doubtful(relation)),
            ),
        ),
        (
            "kinds",
            kinds.into_iter().map(|kind| context.kind(kind)).collect(),
        ),
        (
            "rows",
            network_rows(context, &connected, &listed_ranks(&connected, &drawn)),
        ),
        ("regions", facet_counts(context, Facet::Region)),
        ("sectors", facet_counts(context, Facet::Sector)),
        ("data", optional(data)),
    ])
}

/// The ranks of the records that the overview draws.
fn drawn_ranks(connected: &ConnectedRecords<'_>) -> Vec<usize> {
    let all = connected.records.len();
    if all <= MOST {
        return (0..all).collect();
    }
    let ranks = connected.ranks();
    let ends = |relation: &&Relation| {
        let [from, to] = [relation.from, relation.to].map(|ix| ranks[ix.index()]);
        Some((from?, to?))
    };
    let edges: Vec<(usize, usize)> = connected.relations.iter().filter_map(ends).collect();
    connected_excerpt(all, &edges, MOST)
}

/// The ranks of the records in the table: those that are drawn, and the best connected others.
fn listed_ranks(connected: &ConnectedRecords<'_>, drawn: &[usize]) -> Vec<usize> {
    let others = (0..connected.records.len()).filter(|rank| drawn.binary_search(rank).is_err());
    let room = LISTED.saturating_sub(drawn.len());
    let mut listed: Vec<usize> = drawn.iter().copied().chain(others.take(room)).collect();
    listed.sort_unstable();
    listed
}

/// The overview as a drawing of its own, with the records on it.
pub(super) fn network_drawing(context: &PageContext) -> (String, Vec<RecordIx>) {
    let connected = ConnectedRecords::new(context);
    let drawn = drawn_ranks(&connected);
    let records = drawn.iter().map(|rank| connected.records[*rank].0);
    let records = records.collect();
    (overview(context, &connected, &drawn), records)
}

/// A region or sector with the number of its members and the split of that.
fn facet_row(context: &Arc<PageContext>, ix: RecordIx) -> Value {
    let members = context.model.atlas.facets.members(ix);
    map([
        ("record", context.record(ix)),
        ("count", Value::from(members.len())),
        ("split", context.marked_split(members.iter().copied())),
    ])
}

/// The regions or sectors with members and their numbers, sorted by name.
fn facet_counts(context: &Arc<PageContext>, facet: Facet) -> Value {
    let model = &context.model;
    let records = model
        .site
        .vocabulary
        .facet(facet)
        .map_or(&[][..], |kind| model.atlas.of_kind(kind));
    let count = |ix: &RecordIx| model.atlas.facets.members(*ix).len();
    let mut records: Vec<RecordIx> = records.iter().copied().filter(|ix| count(ix) > 0).collect();
    model.atlas.sort(context.language, &mut records);
    records.iter().map(|ix| facet_row(context, *ix)).collect()
}

/// The SVG of the overview with the records of some ranks.
fn overview(context: &PageContext, connected: &ConnectedRecords<'_>, drawn: &[usize]) -> String {
    let record = |rank: &usize| connected.records[*rank];
    let places: HashMap<RecordIx, usize> = drawn
        .iter()
        .enumerate()
        .map(|(at, rank)| (record(rank).0, at))
        .collect();
    let edge = |relation: &&Relation| {
        let kind = context.model.site.vocabulary.relation(relation.relation);
        Some(NetworkEdge {
            from: *places.get(&relation.from)?,
            to: *places.get(&relation.to)?,
            relation: kind.name.as_str().into(),
            label: context.localized_lang_text(kind.heading(Direction::Forward)),
            inverse: context.localized_lang_text(kind.heading(Direction::Inverse)),
            doubtful: is_doubtful(relation),
        })
    };
    ForceGraph {
        width: 1000.0,
        height: 760.0,
        nodes: drawn
            .iter()
            .map(|rank| ForceNode {
                node: node(context, record(rank).0),
                degree: record(rank).1,
                number: *rank,
            })
            .collect(),
        edges: connected.relations.iter().filter_map(edge).collect(),
        seed: 7,
    }
    .svg(&Caption {
        prefix: "atlas-network",
        title: context.message_lang_text("network_title"),
        description: context.message_lang_text("network_overview"),
    })
}
