//! The network of the whole atlas: the overview, the table behind it, and what the page's script filters and walks.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use minijinja::value::Value;

use super::{drawing, is_doubtful, is_tie, node};
use crate::atlas::{Atlas, RecordIx, Relation};
use crate::chart::Caption;
use crate::chart::network::force_graph::ForceGraph;
use crate::chart::network::model::NetworkEdge;
use crate::layout::view::{PageContext, map, optional};
use crate::layout::world::World;
use crate::page::{Data, Subject, relative};
use crate::site::{Facet, Side};
use crate::text::json;

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
    let mut kinds: Vec<_> = ties.records.iter().map(|(ix, _)| context.world.atlas.kind(*ix)).collect();
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
        Some(NetworkEdge {
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
    ForceGraph {
        width: 1000.0,
        height: 760.0,
        nodes: ties.records.iter().take(drawn).map(|(ix, _)| node(context, *ix)).collect(),
        edges: ties.relations.iter().filter_map(edge).collect(),
        seed: 7,
    }
    .svg(&Caption { prefix: "atlas-network", title: &title, description: &description })
}

/// Passes on the network as a script: records in the order of the overview's nodes, relations between their places.
pub(in crate::layout::view) fn script(context: &Arc<PageContext>, to: &mut dyn FnMut(&[u8])) {
    let world = &context.world;
    let (atlas, vocabulary) = (&world.atlas, &world.site.vocabulary);
    let ties = Ties::new(context);
    let mut places = vec![None; atlas.records.len()];
    for (at, (ix, _)) in ties.records.iter().enumerate() {
        places[ix.index()] = Some(at);
    }
    let mut out = String::with_capacity(ROOM);
    out.push_str("self.atlasNetwork={\"kinds\":");
    json::list(&mut out, &vocabulary.kinds, |out, kind| {
        json::list(out, [&*kind.id, kind.label.text(context.language)], json::string);
    });
    out.push_str(",\"relations\":");
    json::list(&mut out, &vocabulary.relations, |out, relation| {
        let heading = |side| relation.heading(side).text(context.language);
        json::list(out, [&*relation.name, heading(Side::From), heading(Side::To)], json::string);
    });
    out.push_str(",\"records\":[\n");
    let mut above = Above { atlas, known: HashMap::new() };
    push_rows(&mut out, to, &ties.records, |out, (ix, _)| record(context, *ix, &mut above, out));
    out.push_str("],\"edges\":[\n");
    let edges = ties.relations.iter().filter_map(|relation| {
        let place = |record: RecordIx| places[record.index()];
        Some((place(relation.from)?, place(relation.to)?, relation))
    });
    push_rows(&mut out, to, edges, |out, (from, to, relation)| {
        let _ = write!(out, "[{from},{to},{},{}]", relation.relation.index(), u8::from(is_doubtful(relation)));
    });
    out.push_str("]};\n");
    to(out.as_bytes());
}

fn record(context: &PageContext, ix: RecordIx, above: &mut Above<'_>, out: &mut String) {
    let World { atlas, plan, .. } = &*context.world;
    let found = atlas.record(ix);
    out.push('[');
    json::string(out, found.title(context.language).0);
    out.push(',');
    json::string(out, &relative("", &plan.record(ix, context.language).address));
    let _ = write!(out, ",{},", found.kind.index());
    json::list(out, above.ids(atlas.facets.regions(ix)), json::string);
    out.push(',');
    json::list(out, above.ids(atlas.facets.sectors(ix)), json::string);
    out.push(',');
    json::string(out, if found.short.is_empty() { "" } else { found.name.text(context.language) });
    out.push(',');
    json::string(out, &found.id);
    out.push(']');
}

/// What lies above regions and sectors: a record lies in all of that, too.
struct Above<'a> {
    atlas: &'a Atlas,
    known: HashMap<RecordIx, Vec<&'a str>>,
}

impl<'a> Above<'a> {
    /// The ids of some regions or sectors and of all above them, each once.
    fn ids(&mut self, own: &[RecordIx]) -> Vec<&'a str> {
        let atlas = self.atlas;
        let mut ids = Vec::new();
        for facet in own {
            let above = self.known.entry(*facet).or_insert_with(|| {
                atlas.facets.with_ancestors(*facet).into_iter().map(|ix| &*atlas.record(ix).id).collect()
            });
            ids.extend(above.iter().copied());
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// From this size on, what has been written of a script is passed on.
const PIECE: usize = 1 << 16;

/// Room for a piece.
pub(in crate::layout::view) const ROOM: usize = PIECE + PIECE / 8;

/// Rows with commas between them, each on a line; they are passed on as they come, and what is left stays.
pub(in crate::layout::view) fn push_rows<T>(
    out: &mut String,
    to: &mut dyn FnMut(&[u8]),
    rows: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut String, T),
) {
    for (at, row) in rows.into_iter().enumerate() {
        if at > 0 {
            out.push_str(",\n");
        }
        write(out, row);
        if out.len() >= PIECE {
            to(out.as_bytes());
            out.clear();
        }
    }
}
