//! The network of the whole atlas: the overview, the table behind it, and what the page's script filters and walks.

use std::collections::HashMap;
use std::sync::Arc;

use minijinja::value::Value;
use serde_json::json;

use super::{drawing, is_doubtful, is_tie, node};
use crate::atlas::{RecordIx, Relation};
use crate::figure::Caption;
use crate::figure::network::Edge;
use crate::figure::overview::Overview;
use crate::layout::view::{PageContext, map, optional};
use crate::page::{Data, Subject, relative};
use crate::site::{Facet, Side};

/// How many records the overview can show without becoming a hairball.
const MOST: usize = 400;

/// How many it shows where there are more, and how many the table lists.
const BEST: usize = 150;
const LISTED: usize = 500;

/// The tied records of an atlas, the best connected first.
struct Ties<'a> {
    records: Vec<(RecordIx, usize)>,
    relations: Vec<&'a Relation>,
}

impl<'a> Ties<'a> {
    fn new(context: &'a PageContext) -> Ties<'a> {
        let atlas = &context.world.atlas;
        let relations: Vec<&Relation> = atlas.relations.iter().filter(|relation| is_tie(context, relation)).collect();
        let mut degrees = vec![0; atlas.records.len()];
        for relation in &relations {
            degrees[relation.from.index()] += 1;
            degrees[relation.to.index()] += 1;
        }
        let tied = atlas.each().map(|ix| (ix, degrees[ix.index()])).filter(|(_, degree)| *degree > 0);
        let mut records: Vec<(RecordIx, usize)> = tied.collect();
        records.sort_by_key(|(ix, degree)| (std::cmp::Reverse(*degree), atlas.rank(context.language, *ix)));
        Ties { records, relations }
    }
}

/// What the network's page shows.
pub(in crate::layout::view) fn overall(context: &Arc<PageContext>) -> Value {
    let ties = Ties::new(context);
    let drawn = if ties.records.len() <= MOST { ties.records.len() } else { BEST };
    let row =
        |(ix, degree): &(RecordIx, usize)| map([("record", context.record(*ix)), ("count", Value::from(*degree))]);
    let groups = |facet| {
        let world = &context.world;
        let records = world.site.vocabulary.facet(facet).map_or(&[][..], |kind| world.atlas.of_kind(kind));
        let count = |ix: &RecordIx| world.atlas.facets.members(*ix).len();
        let mut records: Vec<RecordIx> = records.iter().copied().filter(|ix| count(ix) > 0).collect();
        world.atlas.sort(context.language, &mut records);
        records.iter().map(|ix| row(&(*ix, count(ix)))).collect::<Value>()
    };
    let mut kinds: Vec<_> = ties.records.iter().map(|(ix, _)| context.world.atlas.record(*ix).kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let data = context.url(&Subject::Data(Data::Network));
    map([
        ("figure", drawing(overview(context, &ties, drawn))),
        ("drawn", Value::from(drawn)),
        ("records", Value::from(ties.records.len())),
        ("relations", Value::from(ties.relations.len())),
        ("doubtful", Value::from(ties.relations.iter().any(|relation| is_doubtful(relation)))),
        ("kinds", kinds.into_iter().map(|kind| context.kind(kind)).collect()),
        ("rows", ties.records.iter().take(LISTED).map(row).collect()),
        ("regions", groups(Facet::Region)),
        ("sectors", groups(Facet::Sector)),
        ("data", optional(data)),
    ])
}

fn overview(context: &PageContext, ties: &Ties<'_>, drawn: usize) -> String {
    let places: HashMap<RecordIx, usize> =
        ties.records.iter().take(drawn).enumerate().map(|(at, (ix, _))| (*ix, at)).collect();
    let edge = |relation: &&Relation| {
        let kind = context.world.site.vocabulary.relation(relation.relation);
        Some(Edge {
            from: *places.get(&relation.from)?,
            to: *places.get(&relation.to)?,
            relation: kind.name.as_str().into(),
            label: kind.heading(Side::From).text(context.language).into(),
            inverse: kind.heading(Side::To).text(context.language).into(),
            doubtful: is_doubtful(relation),
        })
    };
    let title = context.words("network_title");
    let description = context.words("network_overview");
    Overview {
        width: 1000.0,
        height: 760.0,
        nodes: ties.records.iter().take(drawn).map(|(ix, _)| node(context, *ix)).collect(),
        edges: ties.relations.iter().filter_map(edge).collect(),
        seed: 7,
    }
    .svg(&Caption { prefix: "network", title: &title, description: &description })
}

/// The network as a script: records in the order of the overview's nodes, relations between their places.
pub(in crate::layout::view) fn script(context: &Arc<PageContext>) -> String {
    let world = &context.world;
    let (atlas, vocabulary) = (&world.atlas, &world.site.vocabulary);
    let ties = Ties::new(context);
    let places: HashMap<RecordIx, usize> = ties.records.iter().enumerate().map(|(at, (ix, _))| (*ix, at)).collect();
    let title = |ix: RecordIx| &**atlas.record(ix).title(context.language).0;
    // A record lies in all regions and sectors above its own, too.
    let facets = |own: &[RecordIx]| -> Vec<&str> {
        let above = own.iter().flat_map(|ix| atlas.facets.with_ancestors(*ix));
        let mut above: Vec<&str> = above.map(|ix| &*atlas.record(ix).id).collect();
        above.sort_unstable();
        above.dedup();
        above
    };
    let record = |(ix, _): &(RecordIx, usize)| {
        let found = atlas.record(*ix);
        let address = relative("", &world.plan.record(*ix, context.language).address);
        json!([
            title(*ix),
            address,
            found.kind.index(),
            facets(atlas.facets.regions(*ix)),
            facets(atlas.facets.sectors(*ix)),
            if found.short.is_empty() { "" } else { found.name.text(context.language) },
            &*found.id,
        ])
    };
    let edge = |relation: &&Relation| {
        let (from, to) = (places.get(&relation.from)?, places.get(&relation.to)?);
        let flag = u8::from(is_doubtful(relation));
        Some(json!([from, to, relation.relation.index(), flag]))
    };
    let kinds: Vec<_> = vocabulary
        .each_kind()
        .map(|kind| {
            let kind = vocabulary.kind(kind);
            json!([kind.id, kind.label.text(context.language)])
        })
        .collect();
    let relations: Vec<_> = vocabulary
        .relations
        .iter()
        .map(|relation| {
            json!([
                relation.name,
                relation.heading(Side::From).text(context.language),
                relation.heading(Side::To).text(context.language),
            ])
        })
        .collect();
    let mut out = String::from("self.atlasNetwork={\"kinds\":");
    out.push_str(&json!(kinds).to_string());
    out.push_str(",\"relations\":");
    out.push_str(&json!(relations).to_string());
    out.push_str(",\"records\":[\n");
    push_rows(&mut out, ties.records.iter().map(|row| record(row).to_string()));
    out.push_str("],\"edges\":[\n");
    push_rows(&mut out, ties.relations.iter().filter_map(edge).map(|edge| edge.to_string()));
    out.push_str("]};\n");
    out
}

/// Rows with commas between them, each on a line.
pub(in crate::layout::view) fn push_rows(out: &mut String, rows: impl Iterator<Item = String>) {
    for (at, row) in rows.enumerate() {
        if at > 0 {
            out.push_str(",\n");
        }
        out.push_str(&row);
    }
}
