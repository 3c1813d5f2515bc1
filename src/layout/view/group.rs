//! The relations of a record, grouped under their names.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectRepr, Value};

use super::claim::{note, status};
use super::{Attributes, PageContext, View, optional};
use crate::atlas::{Edge, RecordIx, Relation};
use crate::record::{Role, Status};
use crate::site::{RelationIx, Side};

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
        let edges = &self.context.world.atlas.edges(self.ix)[self.places.clone()];
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
    let vocabulary = &context.world.site.vocabulary;
    let mut groups: Vec<Range<usize>> = Vec::new();
    let key = |edge: &Edge| {
        // Both sides of a symmetric relation are one group.
        let side = if vocabulary.relation(edge.which).symmetric { Side::From } else { edge.side };
        (edge.which, side)
    };
    let edges = context.world.atlas.edges(ix);
    context.world.fetch_signposts(context.language, edges.iter().map(|edge| edge.other));
    // Of these a page also says when they were.
    let is_dated = |record: &RecordIx| {
        let known = &vocabulary.kind(context.world.atlas.kind(*record)).known;
        known.date.or(known.run).is_some()
    };
    edges.iter().map(|edge| edge.other).filter(is_dated).for_each(|record| context.world.atlas.fetch(record));
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
    let edges = context.world.atlas.edges(ix);
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
        .world
        .atlas
        .edges(ix)
        .iter()
        .filter(|edge| edge.side == Side::From && edge.which == relation && wanted(edge.other));
    own.take(most).map(|edge| View::value(Item { context: context.clone(), edge: *edge })).collect()
}

impl Group {
    fn first(&self) -> &Edge {
        &self.context.world.atlas.edges(self.ix)[self.places.start]
    }
}

impl Attributes for Group {
    const NAMES: &'static [&'static str] = &["id", "label", "items"];

    fn identity(&self) -> (u32, u32) {
        (self.first().relation, self.first().side as u32)
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        let world = &self.context.world;
        let (first, vocabulary) = (self.first(), &world.site.vocabulary);
        Some(match name {
            "id" => Value::from(vocabulary.relation(first.which).key(first.side)),
            "label" => Value::from(vocabulary.relation(first.which).heading(first.side).text(self.context.language)),
            "items" => {
                let Group { context, ix, places } = self;
                Value::from_object(Items { context: context.clone(), ix: *ix, places: places.clone() })
            }
            _ => return None,
        })
    }
}

impl Item {
    fn relation(&self) -> &Relation {
        &self.context.world.atlas.relations[self.edge.relation as usize]
    }

    fn role(&self) -> Option<Value> {
        match self.relation().particulars.as_ref()?.role.as_ref()? {
            Role::Known(index) => {
                let (_, label) = &self.context.world.site.vocabulary.roles[*index as usize];
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
        !relation.derived && !sourced && !self.context.signpost(relation.owner).sourced
    }
}

impl Attributes for Item {
    const NAMES: &'static [&'static str] =
        &["record", "role", "period", "status", "note", "notes", "derived", "via", "unsourced", "bare"];

    fn identity(&self) -> (u32, u32) {
        (self.edge.relation, self.edge.side as u32)
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        let relation = self.relation();
        let particulars = relation.particulars.as_deref();
        Some(match name {
            "record" => self.context.record(self.edge.other),
            "role" => optional(self.role()),
            "period" => optional(particulars.and_then(|particulars| self.context.style.period(particulars))),
            "status" => {
                status(&self.context, particulars.map_or(Status::Stated, |particulars| particulars.claim.status))
            }
            "note" => optional(particulars.map(|particulars| note(&self.context, &particulars.claim.note))),
            "notes" => particulars.map_or(Vec::new(), |p| self.context.notes(&p.claim.sources)).into_iter().collect(),
            "derived" => Value::from(relation.derived),
            "via" => optional(relation.via.map(|via| self.context.record(via))),
            "unsourced" => Value::from(self.is_unsourced()),
            "bare" => Value::from(self.is_bare()),
            _ => return None,
        })
    }

    fn lead(&self, way: &[Box<str>]) -> Option<Value> {
        let (_, rest) = way.split_first().filter(|(first, _)| &***first == "record")?;
        self.context.lead_of_record(self.edge.other, rest)
    }

    fn write(&self, way: &[Box<str>], html: &mut String) -> bool {
        match way.split_first() {
            Some((first, rest)) if &**first == "record" => self.context.write_of_record(self.edge.other, rest, html),
            _ => false,
        }
    }

    fn holds(&self, way: &[Box<str>]) -> Option<bool> {
        match way {
            [name] if &**name == "bare" => Some(self.is_bare()),
            [name] if &**name == "unsourced" => Some(self.is_unsourced()),
            [name] if &**name == "status" => Some(self.context.world.atlas.status(&self.edge) != Status::Stated),
            [record, name] if &**record == "record" && &**name == "lang" => {
                Some(self.context.signpost(self.edge.other).foreign.is_some())
            }
            _ => None,
        }
    }
}
