//! A group of relations on the page of a record: in the order of the vocabulary, and divided by role where it is long.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use foldhash::fast::RandomState;
use minijinja::value::{Enumerator, Object, ObjectRepr, Value};

use super::context::PageContext;
use super::merged_edges::EdgeGroup;
use super::object::{Attribute, Attributes, View};
use super::qualifiers;
use super::relation_view::RelationView;
use super::static_map::{map, optional};
use crate::atlas::{Edge, RecordIx, Relation};
use crate::record;
use crate::record::Role;
use crate::site::{Direction, RelationOrder, RelationType};

/// A group with more relations than this is divided by role.
const MAX_UNDIVIDED: usize = 6;

/// The relations of one type and direction.
pub(super) struct RelationSection {
    context: Arc<PageContext>,
    ix: RecordIx,
    /// The edges in the order of the page; at least one.
    edges: Vec<Edge>,
    further: Arc<FurtherEdges>,
    /// The edges whose records have their lines in other groups.
    elsewhere: Vec<Edge>,
}

/// The further relations to the record of an edge, by its relation and side.
type FurtherEdges = HashMap<(u32, Direction), Vec<Edge>, RandomState>;

/// Relations as a lazy list: a view is created when a layout reads it.
pub(super) struct RelationList {
    context: Arc<PageContext>,
    edges: Vec<Edge>,
    further: Arc<FurtherEdges>,
}

impl RelationList {
    /// A list of relations that say nothing else of their records.
    pub(super) fn new(context: Arc<PageContext>, edges: Vec<Edge>) -> RelationList {
        RelationList {
            context,
            edges,
            further: Arc::default(),
        }
    }
}

impl fmt::Debug for RelationList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} relations", self.edges.len())
    }
}

impl Object for RelationList {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let edge = self.edges.get(key.as_usize()?)?;
        let further = self.further.get(&(edge.relation, edge.side));
        let view = RelationView::new(self.context.clone(), *edge);
        Some(View::value(match further {
            Some(further) => view.with_further(further.clone()),
            None => view,
        }))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.edges.len())
    }
}

/// Puts relations of one type and direction, which are sorted by title, into the order of the page of a record.
pub(super) fn in_page_order(
    context: &Arc<PageContext>,
    ix: RecordIx,
    edges: Vec<Edge>,
) -> Vec<Edge> {
    if edges.is_empty() {
        return edges;
    }
    RelationSection::new(context.clone(), ix, edges).edges
}

impl RelationSection {
    /// Creates the group of some lines of a record's page, which are sorted by title.
    pub(super) fn of_group(
        context: Arc<PageContext>,
        ix: RecordIx,
        group: EdgeGroup,
    ) -> RelationSection {
        let edges: Vec<Edge> = group.lines.iter().map(|(edge, _)| *edge).collect();
        let lines = group.lines.into_iter();
        let further = lines
            .filter(|(_, further)| !further.is_empty())
            .map(|(edge, further)| ((edge.relation, edge.side), further));
        let further = Arc::new(further.collect());
        RelationSection {
            further,
            elsewhere: group.elsewhere,
            ..RelationSection::new(context, ix, edges)
        }
    }

    /// Creates the group of some edges of a record, which are sorted by title; at least one.
    fn new(context: Arc<PageContext>, ix: RecordIx, edges: Vec<Edge>) -> RelationSection {
        let mut section = RelationSection {
            context,
            ix,
            edges,
            further: Arc::default(),
            elsewhere: Vec::new(),
        };
        let mut edges = std::mem::take(&mut section.edges);
        let first = edges[0];
        let model = &section.context.model;
        let order = model.site.vocabulary.relation(first.relation_type).order;
        let is_dated = edges
            .iter()
            .all(|edge| section.context.is_dated(model.atlas.kind(edge.other)));
        match order {
            RelationOrder::Written if first.side == Direction::Forward => {
                edges.sort_by_key(|edge| section.place(edge));
            }
            RelationOrder::Title | RelationOrder::Written if is_dated => {
                edges.sort_by_key(|edge| section.context.newest_first(edge.other));
            }
            RelationOrder::Title => {}
            RelationOrder::Written => edges.sort_by_key(|edge| section.place(edge)),
            RelationOrder::Qualifier(qualifier) => {
                let largest = |edge: &Edge| section.amount(edge, qualifier);
                edges.sort_by(|a, b| largest(b).total_cmp(&largest(a)));
            }
        }
        section.edges = edges;
        section
    }

    /// The place of a relation in the file of the record; after all others if only another record states it.
    fn place(&self, edge: &Edge) -> (bool, u32) {
        let relation = self.relation_of(edge);
        let is_own = relation.owner == self.ix && !relation.derived;
        (!is_own, if is_own { relation.at.span.start } else { 0 })
    }

    /// The number of a qualifier; less than every number if the relation has none.
    fn amount(&self, edge: &Edge, qualifier: usize) -> f64 {
        let atlas = &self.context.model.atlas;
        let value = atlas.qualifier(self.relation_of(edge), qualifier);
        match value {
            Some((record::Value::Money(amount, _) | record::Value::Number(amount), _)) => *amount,
            Some((record::Value::Integer(number), _)) => *number as f64,
            _ => f64::NEG_INFINITY,
        }
    }

    fn relation_of(&self, edge: &Edge) -> &Relation {
        &self.context.model.atlas.relations[edge.relation as usize]
    }

    fn side(&self) -> Direction {
        self.edges[0].side
    }

    fn kind(&self) -> &RelationType {
        let vocabulary = &self.context.model.site.vocabulary;
        vocabulary.relation(self.edges[0].relation_type)
    }

    fn list(&self, edges: Vec<Edge>) -> Value {
        Value::from_object(RelationList {
            context: self.context.clone(),
            edges,
            further: self.further.clone(),
        })
    }

    /// The group in parts: `{role, items}`. A long group without qualifiers has a part for each role of the vocabulary, in the
    /// order of first appearance; the relations in other roles, or in none, are last.
    fn parts(&self) -> Value {
        let mut parts: Vec<(Option<u16>, Vec<Edge>)> = Vec::new();
        if self.edges.len() > MAX_UNDIVIDED && self.kind().qualifiers.is_empty() {
            for edge in &self.edges {
                let role = self.role(edge);
                match parts.iter_mut().find(|(known, _)| *known == role) {
                    Some((_, edges)) => edges.push(*edge),
                    None => parts.push((role, vec![*edge])),
                }
            }
        }
        // A heading for each of the records would say no more than their rows.
        if parts.len() < 2 || parts.len() * 2 > self.edges.len() {
            parts = vec![(None, self.edges.clone())];
        }
        parts.sort_by_key(|(role, _)| Reverse(role.is_some()));
        let parts = parts.into_iter().map(|(role, edges)| {
            let role = role.map(|role| {
                let roles = &self.context.model.site.vocabulary.roles;
                self.context.marked_text(&roles[usize::from(role)].label)
            });
            map([("role", optional(role)), ("items", self.list(edges))])
        });
        parts.collect()
    }

    fn role(&self, edge: &Edge) -> Option<u16> {
        match self.relation_of(edge).details.as_ref()?.role.as_ref()? {
            Role::Known(index) => Some(*index),
            Role::Words(_) => None,
        }
    }
}

impl Attributes for RelationSection {
    fn identity(&self) -> (u32, u32) {
        (self.edges[0].relation, self.side() as u32)
    }

    const ATTRIBUTES: &'static [Attribute<RelationSection>] = &[
        ("id", |group| Value::from(group.kind().key(group.side()))),
        ("label", |group| {
            let heading = group.kind().heading(group.side());
            group.context.marked_text(heading)
        }),
        ("parts", RelationSection::parts),
        ("elsewhere", |group| {
            let others = group.elsewhere.iter().map(|edge| edge.other);
            group.context.records(others)
        }),
        ("items", |group| group.list(group.edges.clone())),
        ("qualifiers", |group| {
            qualifiers::columns(&group.context, group.kind(), &group.edges)
        }),
    ];
}
