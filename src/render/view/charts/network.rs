//! The network of the whole atlas: an overview chart and the data of its page.

use std::collections::HashMap;
use std::sync::Arc;

use minijinja::value::Value;

use super::network_node::{is_doubtful, node};
use super::network_ties::ConnectedRecords;
use super::svg_value::svg_value;
use crate::atlas::{RecordIx, Relation};
use crate::chart::Caption;
use crate::chart::network::force_graph::ForceGraph;
use crate::chart::network::model::NetworkEdge;
use crate::plan::{PageKind, ScriptData};
use crate::render::view::context::PageContext;
use crate::render::view::static_map::{map, optional};
use crate::site::{Direction, Facet};

/// The largest network of which the overview draws all records; a larger one would not be legible.
const MOST: usize = 400;

/// The number of best connected records that the overview draws of a larger network.
const BEST: usize = 150;

/// The number of rows in the table.
const LISTED: usize = 500;

/// The data of the network page.
pub(in crate::render::view) fn network(context: &Arc<PageContext>) -> Value {
    let connected = ConnectedRecords::new(context);
    let drawn = drawn_records(&connected);
    let mut kinds: Vec<_> = connected
        .records
        .iter()
        .map(|(ix, _)| context.model.atlas.kind(*ix))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    let data = context.url(&PageKind::Data(ScriptData::Network));
    map([
        ("figure", svg_value(overview(context, &connected, drawn))),
        ("drawn", Value::from(drawn)),
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
            connected
                .records
                .iter()
                .take(LISTED)
                .map(|row| count_row(context, row))
                .collect(),
        ),
        ("regions", facet_counts(context, Facet::Region)),
        ("sectors", facet_counts(context, Facet::Sector)),
        ("data", optional(data)),
    ])
}

/// The number of records that the overview draws.
fn drawn_records(connected: &ConnectedRecords<'_>) -> usize {
    match connected.records.len() {
        all if all <= MOST => all,
        _ => BEST,
    }
}

/// The overview as a drawing of its own, with the records on it.
pub(super) fn network_drawing(context: &PageContext) -> (String, Vec<RecordIx>) {
    let connected = ConnectedRecords::new(context);
    let drawn = drawn_records(&connected);
    let records = connected.records.iter().take(drawn);
    let records = records.map(|(ix, _)| *ix).collect();
    (overview(context, &connected, drawn), records)
}

/// A record with a count.
fn count_row(context: &Arc<PageContext>, (ix, count): &(RecordIx, usize)) -> Value {
    map([
        ("record", context.record(*ix)),
        ("count", Value::from(*count)),
    ])
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

/// The SVG of the overview with the first `drawn` records.
fn overview(context: &PageContext, connected: &ConnectedRecords<'_>, drawn: usize) -> String {
    let places: HashMap<RecordIx, usize> = connected
        .records
        .iter()
        .take(drawn)
        .enumerate()
        .map(|(at, (ix, _))| (*ix, at))
        .collect();
    let edge = |relation: &&Relation| {
        let kind = context.model.site.vocabulary.relation(relation.relation);
        Some(NetworkEdge {
            from: *places.get(&relation.from)?,
            to: *places.get(&relation.to)?,
            relation: kind.name.as_str().into(),
            label: context.localized_in_chart(kind.heading(Direction::Forward)),
            inverse: context.localized_in_chart(kind.heading(Direction::Inverse)),
            doubtful: is_doubtful(relation),
        })
    };
    ForceGraph {
        width: 1000.0,
        height: 760.0,
        nodes: connected
            .records
            .iter()
            .take(drawn)
            .map(|(ix, _)| node(context, *ix))
            .collect(),
        edges: connected.relations.iter().filter_map(edge).collect(),
        seed: 7,
    }
    .svg(&Caption {
        prefix: "atlas-network",
        title: context.message_in_chart("network_title"),
        description: context.message_in_chart("network_overview"),
    })
}
