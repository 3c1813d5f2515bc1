//! The relations of a record, grouped under their names.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectRepr, Value};

use super::context::PageContext;
use super::object::{Attribute, Attributes, View};
use super::static_map::optional;
use super::status::{note, status};
use crate::atlas::{Edge, RecordIx, Relation};
use crate::record::{Particulars, Role, Status};
use crate::site::{RelationIx, RelationType, Side};

/// One group: a relation seen from one side.
struct Group {
    context: Arc<PageContext>,
    ix: RecordIx,
    /// Where its relations stand among those of the record.
    places: Range<usize>,
}

/// The relations of a group. Each is made when a layout comes to it.
struct Items {
    context: Arc<PageContext>,
    ix: RecordIx,
    places: Range<usize>,
}

impl fmt::Debug for Items {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} relations", self.places.len())
    }
}

impl Object for Items {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let edges = &self.context.model.atlas.edges(self.ix)[self.places.clone()];
        let edge = edges.get(key.as_usize()?)?;
        Some(View::value(Item { context: self.context.clone(), edge: *edge }))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.places.len())
    }
}

/// One relation of a group.
pub(super) struct Item {
    context: Arc<PageContext>,
    edge: Edge,
}

/// The groups of a record, in the vocabulary's order.
pub(super) fn groups(context: &Arc<PageContext>, ix: RecordIx) -> Value {
    let vocabulary = &context.model.site.vocabulary;
    let mut groups: Vec<Range<usize>> = Vec::new();
    let key = |edge: &Edge| {
        // Both sides of a symmetric relation are one group.
        let side = if vocabulary.relation(edge.which).symmetric { Side::From } else { edge.side };
        (edge.which, side)
    };
    let edges = context.model.atlas.edges(ix);
    for (place, edge) in edges.iter().enumerate() {
        let kind = vocabulary.relation(edge.which);
        if kind.listing || kind.from_text {
            continue;
        }
        match groups.last_mut() {
            Some(group) if group.end == place && key(&edges[group.start]) == key(edge) => group.end += 1,
            _ => groups.push(place..place + 1),
        }
    }
    groups.into_iter().map(|places| View::value(Group { context: context.clone(), ix, places })).collect()
}

/// What was written of a record in one relation, to which a record itself belongs: its regions, its sectors.
pub(super) fn written(context: &Arc<PageContext>, ix: RecordIx, relation: RelationIx) -> Value {
    // The edges of a relation and a side stand together.
    let edges = context.model.atlas.edges(ix);
    let is_own = |edge: &Edge| edge.side == Side::From && edge.which == relation;
    let start = edges.iter().position(is_own).unwrap_or(0);
    let places = start..start + edges[start..].iter().take_while(|edge| is_own(edge)).count();
    Value::from_object(Items { context: context.clone(), ix, places })
}

/// Of these the first `most` that are `wanted`.
pub(super) fn wanted(
    context: &Arc<PageContext>,
    ix: RecordIx,
    relation: RelationIx,
    wanted: impl Fn(RecordIx) -> bool,
    most: usize,
) -> Value {
    let own = context
        .model
        .atlas
        .edges(ix)
        .iter()
        .filter(|edge| edge.side == Side::From && edge.which == relation && wanted(edge.other));
    own.take(most).map(|edge| View::value(Item { context: context.clone(), edge: *edge })).collect()
}

impl Group {
    fn first(&self) -> &Edge {
        &self.context.model.atlas.edges(self.ix)[self.places.start]
    }

    fn relation(&self) -> &RelationType {
        self.context.model.site.vocabulary.relation(self.first().which)
    }
}

impl Attributes for Group {
    fn identity(&self) -> (u32, u32) {
        (self.first().relation, self.first().side as u32)
    }

    const ATTRIBUTES: &'static [Attribute<Group>] = &[
        ("id", |group| Value::from(group.relation().key(group.first().side))),
        ("label", |group| {
            let heading = group.relation().heading(group.first().side);
            Value::from(heading.text(group.context.language))
        }),
        ("items", |group| {
            let Group { context, ix, places } = group;
            Value::from_object(Items { context: context.clone(), ix: *ix, places: places.clone() })
        }),
    ];
}

impl Item {
    fn relation(&self) -> &Relation {
        &self.context.model.atlas.relations[self.edge.relation as usize]
    }

    /// What is said of the relation besides that it is.
    fn particulars(&self) -> Option<&Particulars> {
        self.relation().particulars.as_deref()
    }

    fn role(&self) -> Option<Value> {
        match self.particulars()?.role.as_ref()? {
            Role::Known(index) => {
                let (_, label) = &self.context.model.site.vocabulary.roles[*index as usize];
                Some(Value::from(label.text(self.context.language)))
            }
            Role::Words(words) => self.context.localized(words).map(|(text, _)| Value::from(text)),
        }
    }

    /// Whether nothing is said of it but that it is.
    fn is_bare(&self) -> bool {
        self.edge.bare && !self.is_unsourced()
    }

    fn is_unsourced(&self) -> bool {
        let relation = self.relation();
        let sourced = relation.particulars.as_ref().is_some_and(|p| !p.claim.sources.is_empty());
        !relation.derived && !sourced && !self.context.record_link(relation.owner).sourced
    }
}

impl Attributes for Item {
    const ATTRIBUTES: &'static [Attribute<Item>] = &[
        ("record", |item| item.context.record(item.edge.other)),
        ("bare", |item| Value::from(item.is_bare())),
        ("role", |item| optional(item.role())),
        ("period", |item| optional(item.particulars().and_then(|own| item.context.style.period(own)))),
        ("status", |item| {
            let own = item.particulars().map_or(Status::Stated, |own| own.claim.status);
            status(&item.context, own)
        }),
        ("note", |item| optional(item.particulars().map(|own| note(&item.context, &own.claim.note)))),
        ("notes", |item| {
            let notes = item.particulars().map_or(Vec::new(), |own| item.context.notes(&own.claim.sources));
            notes.into_iter().collect()
        }),
        ("derived", |item| Value::from(item.relation().derived)),
        ("via", |item| optional(item.relation().via.map(|via| item.context.record(via)))),
        ("unsourced", |item| Value::from(item.is_unsourced())),
    ];

    fn identity(&self) -> (u32, u32) {
        (self.edge.relation, self.edge.side as u32)
    }
}
