//! One relation, as the page of one of its records shows it.

use std::sync::Arc;

use minijinja::value::Value;

use super::claim_notes::ClaimNotes;
use super::context::PageContext;
use super::object::{Attribute, Attributes, View};
use super::qualifiers;
use super::static_map::optional;
use super::status::{note, status};
use crate::atlas::{Claim, ClaimTarget, Edge, Relation};
use crate::record::{RelationDetails, Role, Status};

/// One relation.
pub(super) struct RelationView {
    context: Arc<PageContext>,
    edge: Edge,
    /// The further relations to the same record, which its line says too.
    further: Vec<Edge>,
}

impl RelationView {
    pub(super) fn new(context: Arc<PageContext>, edge: Edge) -> RelationView {
        RelationView {
            context,
            edge,
            further: Vec::new(),
        }
    }

    /// The same with further relations to the same record.
    pub(super) fn with_further(self, further: Vec<Edge>) -> RelationView {
        RelationView { further, ..self }
    }

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
                Some(self.context.marked_text(label))
            }
            Role::Words(words) => Some(self.context.marked_text(words)),
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
        self.edge.bare && self.further.is_empty() && self.notes().is_empty()
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
            item.context.marked_text(heading)
        }),
        ("role", |item| optional(item.role())),
        ("period", |item| {
            let details = item.details();
            optional(details.and_then(|own| item.context.style.period(own)))
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
        ("qualifiers", |item| {
            qualifiers::values(&item.context, &item.edge)
        }),
        ("further", |item| {
            let further = item.further.iter();
            let view = |edge: &Edge| RelationView::new(item.context.clone(), *edge);
            further.map(|edge| View::value(view(edge))).collect()
        }),
        ("derived", |item| Value::from(item.relation().derived)),
        ("via", |item| {
            optional(item.relation().via.map(|via| item.context.record(via)))
        }),
    ];

    fn identity(&self) -> (u32, u32) {
        (self.edge.relation, self.edge.side as u32)
    }
}
