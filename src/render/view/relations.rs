//! The relations of a record, grouped by relation type and direction.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectRepr, Value};

use super::claim_notes::ClaimNotes;
use super::context::PageContext;
use super::object::{Attribute, Attributes, View};
use super::static_map::optional;
use super::status::{note, status};
use crate::atlas::{Claim, ClaimTarget, Edge, RecordIx, Relation};
use crate::record::{RelationDetails, Role, Status};
use crate::site::{Direction, RelationIx, RelationType};

/// The maximum number of relations in a row of a list.
const MAX_ROW_RELATIONS: usize = 5;

/// The relations of one type and direction.
struct RelationSection {
    context: Arc<PageContext>,
    ix: RecordIx,
    /// The range among the edges of the record.
    range: Range<usize>,
}

/// The relations of a group as a lazy list: a view is created when a layout reads it.
struct RelationList {
    context: Arc<PageContext>,
    ix: RecordIx,
    range: Range<usize>,
}

impl fmt::Debug for RelationList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} relations", self.range.len())
    }
}

impl Object for RelationList {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let edges = &self.context.model.atlas.edges(self.ix)[self.range.clone()];
        let edge = edges.get(key.as_usize()?)?;
        Some(View::value(RelationView {
            context: self.context.clone(),
            edge: *edge,
        }))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.range.len())
    }
}

/// One relation.
pub(super) struct RelationView {
    context: Arc<PageContext>,
    edge: Edge,
}

/// The relation groups of a record, in vocabulary order.
pub(super) fn groups(context: &Arc<PageContext>, ix: RecordIx) -> Value {
    let vocabulary = &context.model.site.vocabulary;
    let mut groups: Vec<Range<usize>> = Vec::new();
    let key = |edge: &Edge| {
        // Both directions of a symmetric relation are one group.
        let side = if vocabulary.relation(edge.relation_type).symmetric {
            Direction::Forward
        } else {
            edge.side
        };
        (edge.relation_type, side)
    };
    let edges = context.model.atlas.edges(ix);
    for (place, edge) in edges.iter().enumerate() {
        let kind = vocabulary.relation(edge.relation_type);
        if kind.listing || kind.from_text {
            continue;
        }
        match groups.last_mut() {
            Some(group) if group.end == place && key(&edges[group.start]) == key(edge) => {
                group.end += 1;
            }
            _ => groups.push(place..place + 1),
        }
    }
    groups
        .into_iter()
        .map(|range| {
            View::value(RelationSection {
                context: context.clone(),
                ix,
                range,
            })
        })
        .collect()
}

/// The outgoing relations of one type, as stated: the regions or sectors of a record.
pub(super) fn outgoing(context: &Arc<PageContext>, ix: RecordIx, relation: RelationIx) -> Value {
    // The edges of one type and direction are contiguous.
    let edges = context.model.atlas.edges(ix);
    let is_own = |edge: &Edge| edge.side == Direction::Forward && edge.relation_type == relation;
    let start = edges.iter().position(is_own).unwrap_or(0);
    let range = start
        ..start
            + edges[start..]
                .iter()
                .take_while(|edge| is_own(edge))
                .count();
    Value::from_object(RelationList {
        context: context.clone(),
        ix,
        range,
    })
}

/// The first `limit` outgoing relations of one type to records for which `accepts` is true.
pub(super) fn outgoing_to(
    context: &Arc<PageContext>,
    ix: RecordIx,
    relation: RelationIx,
    accepts: impl Fn(RecordIx) -> bool,
    limit: usize,
) -> Value {
    let own = context.model.atlas.edges(ix).iter().filter(|edge| {
        edge.side == Direction::Forward && edge.relation_type == relation && accepts(edge.other)
    });
    own.take(limit)
        .map(|edge| {
            View::value(RelationView {
                context: context.clone(),
                edge: *edge,
            })
        })
        .collect()
}

/// The relations that rows of lists show, in the order of the vocabulary: the posts of a person.
pub(super) fn row_relations(context: &Arc<PageContext>, ix: RecordIx) -> Value {
    let model = &context.model;
    let kind = model.site.vocabulary.kind(model.atlas.kind(ix));
    if kind.row_relations.is_empty() {
        return Value::from(Vec::<Value>::new());
    }
    let edges = model.atlas.edges(ix).iter().filter(|edge| {
        edge.side == Direction::Forward && kind.row_relations.contains(&edge.relation_type)
    });
    edges
        .take(MAX_ROW_RELATIONS)
        .map(|edge| {
            View::value(RelationView {
                context: context.clone(),
                edge: *edge,
            })
        })
        .collect()
}

impl RelationSection {
    fn first(&self) -> &Edge {
        &self.context.model.atlas.edges(self.ix)[self.range.start]
    }

    fn relation(&self) -> &RelationType {
        self.context
            .model
            .site
            .vocabulary
            .relation(self.first().relation_type)
    }
}

impl Attributes for RelationSection {
    fn identity(&self) -> (u32, u32) {
        (self.first().relation, self.first().side as u32)
    }

    const ATTRIBUTES: &'static [Attribute<RelationSection>] = &[
        ("id", |group| {
            Value::from(group.relation().key(group.first().side))
        }),
        ("label", |group| {
            let heading = group.relation().heading(group.first().side);
            Value::from(heading.text(group.context.language))
        }),
        ("items", |group| {
            let RelationSection { context, ix, range } = group;
            Value::from_object(RelationList {
                context: context.clone(),
                ix: *ix,
                range: range.clone(),
            })
        }),
    ];
}

impl RelationView {
    fn relation(&self) -> &Relation {
        &self.context.model.atlas.relations[self.edge.relation as usize]
    }

    /// The qualifiers of the relation; `None` if it has none.
    fn details(&self) -> Option<&RelationDetails> {
        self.relation().details.as_deref()
    }

    fn role(&self) -> Option<Value> {
        match self.details()?.role.as_ref()? {
            Role::Known(index) => {
                let label = &self.context.model.site.vocabulary.roles[*index as usize].label;
                Some(Value::from(label.text(self.context.language)))
            }
            Role::Words(words) => self
                .context
                .localized(words)
                .map(|(text, _)| Value::from(text)),
        }
    }

    fn claim(&self) -> Claim {
        Claim {
            record: self.relation().owner,
            target: ClaimTarget::Relation(self.edge.relation as usize),
        }
    }

    /// The notes of the relation. One that follows from others is not marked as one without a source.
    fn notes(&self) -> ClaimNotes {
        let notes = self.context.claim_notes(self.claim());
        ClaimNotes {
            is_unsourced: notes.is_unsourced && !self.relation().derived,
            ..notes
        }
    }

    /// Whether a row has nothing to show except the record.
    fn is_bare(&self) -> bool {
        self.edge.bare && self.notes().is_empty()
    }
}

impl Attributes for RelationView {
    const ATTRIBUTES: &'static [Attribute<RelationView>] = &[
        ("record", |item| item.context.record(item.edge.other)),
        ("bare", |item| Value::from(item.is_bare())),
        ("label", |item| {
            let vocabulary = &item.context.model.site.vocabulary;
            let heading = vocabulary
                .relation(item.edge.relation_type)
                .heading(item.edge.side);
            Value::from(heading.text(item.context.language))
        }),
        ("role", |item| optional(item.role())),
        ("period", |item| {
            optional(
                item.details()
                    .and_then(|own| item.context.style.period(own)),
            )
        }),
        ("status", |item| {
            let own = item
                .details()
                .map_or(Status::Stated, |own| own.provenance.status);
            status(&item.context, own)
        }),
        ("note", |item| {
            optional(
                item.details()
                    .map(|own| note(&item.context, &own.provenance.note)),
            )
        }),
        ("notes", |item| item.notes().html(&item.context)),
        ("derived", |item| Value::from(item.relation().derived)),
        ("via", |item| {
            optional(item.relation().via.map(|via| item.context.record(via)))
        }),
    ];

    fn identity(&self) -> (u32, u32) {
        (self.edge.relation, self.edge.side as u32)
    }
}
