//! The ego network of a record: its neighbours and their relations.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use foldhash::fast::RandomState;
use minijinja::value::Value;

use super::network_node::{is_doubtful, is_network_edge, node};
use super::svg_value::svg_value;
use crate::atlas::{RecordIx, Relation};
use crate::chart::Caption;
use crate::chart::network::model::{Network, NetworkEdge, NetworkNode};
use crate::render::view::context::PageContext;
use crate::render::view::static_map::map;
use crate::site::Direction;

/// The maximum number of labelled neighbours; the list of relations has all.
const NAMED: usize = 24;

/// With more neighbours there is no chart, because its labels would be a second list.
const MOST: usize = 12;

/// With fewer neighbours than this, their neighbours are shown, too.
const FEW: usize = 5;

/// With fewer neighbours there is no chart, because the list is enough.
const LEAST: usize = 3;

/// The maximum number of relations of a neighbour that lead to the second ring.
const MOST_TIES: usize = 100;

/// The maximum number of relations of a neighbour that are searched for other neighbours.
const MOST_SEARCHED: usize = 500;

/// The chart; none for too few neighbours.
pub(in crate::render::view) fn ego_network(context: &PageContext, ix: RecordIx) -> Value {
    let mut around = EgoNetwork {
        context,
        places: HashMap::from_iter([(ix, 0)]),
        nodes: vec![node(context, ix)],
        edges: Vec::new(),
    };
    around.step(ix, usize::MAX);
    let neighbours = around.places.iter().filter(|(_, place)| **place > 0);
    let mut first: Vec<(usize, RecordIx)> = neighbours
        .map(|(record, place)| (*place, *record))
        .collect();
    first.sort_unstable();
    if first.is_empty() || first.len() > MOST {
        return Value::from(());
    }
    if first.len() < FEW {
        for (_, record) in &first {
            around.step(*record, MOST_TIES);
        }
    } else {
        for (_, record) in first.iter().take(NAMED) {
            around.cross(*record);
        }
    }
    if around.nodes.len() <= LEAST {
        return Value::from(());
    }
    around.draw(ix)
}

/// The nodes and edges of an ego network while they are collected.
struct EgoNetwork<'a> {
    context: &'a PageContext,
    places: HashMap<RecordIx, usize, RandomState>,
    nodes: Vec<NetworkNode<'a>>,
    edges: Vec<NetworkEdge<'a>>,
}

impl<'a> EgoNetwork<'a> {
    fn ties(&self, record: RecordIx) -> impl Iterator<Item = (&'a Relation, Direction)> + use<'a> {
        let context = self.context;
        let atlas = &context.model.atlas;
        let edges = atlas
            .edges(record)
            .iter()
            .map(|edge| (&atlas.relations[edge.relation as usize], edge.side));
        edges.filter(|(relation, _)| is_network_edge(context, relation))
    }

    /// Adds the neighbours of a record, from at most `limit` relations.
    fn step(&mut self, record: RecordIx, limit: usize) {
        let mut ties = self.ties(record);
        for (relation, side) in ties.by_ref().take(limit) {
            if let Entry::Vacant(place) = self.places.entry(relation.at(side.other())) {
                self.nodes.push(node(self.context, *place.key()));
                place.insert(self.nodes.len() - 1);
            }
            self.connect(relation);
        }
        let place = self.places[&record];
        self.nodes[place].is_cut = ties.next().is_some();
    }

    /// Adds the relations of a record to nodes that exist already.
    fn cross(&mut self, record: RecordIx) {
        for (relation, side) in self.ties(record).take(MOST_SEARCHED) {
            let other = relation.at(side.other());
            if side == Direction::Forward && self.places.get(&other).is_some_and(|place| *place > 0)
            {
                self.connect(relation);
            }
        }
    }

    fn connect(&mut self, relation: &'a Relation) {
        let (Some(from), Some(to)) = (
            self.places.get(&relation.from),
            self.places.get(&relation.to),
        ) else {
            return;
        };
        let context = self.context;
        let kind = context.model.site.vocabulary.relation(relation.relation);
        self.edges.push(NetworkEdge {
            from: *from,
            to: *to,
            relation: kind.name.as_str().into(),
            label: context.localized_lang_text(kind.heading(Direction::Forward)),
            inverse: context.localized_lang_text(kind.heading(Direction::Inverse)),
            doubtful: is_doubtful(relation),
        });
    }

    fn draw(self, ix: RecordIx) -> Value {
        let context = self.context;
        let title = context.message_lang_text("network_of");
        let title = title.filled("{name}", &context.short_name_lang_text(ix));
        let description = context.message_lang_text("network_twin");
        let network = Network {
            width: 720.0,
            nodes: self.nodes,
            edges: self.edges,
            limit: NAMED,
            more: context.message_lang_text("figure_more"),
        };
        let figure = network.svg(&Caption {
            prefix: "atlas-around",
            title,
            description,
        });
        map([
            ("doubtful", Value::from(figure.contains(" doubtful\""))),
            ("figure", svg_value(figure)),
        ])
    }
}
