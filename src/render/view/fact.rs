//! Field values of a record as template values.

use std::sync::Arc;

use minijinja::value::Value;

use super::claim_notes::ClaimNotes;
use super::context::PageContext;
use super::object::{Attribute, Attributes, View};
use super::picture::is_placed;
use super::source_notes::NotePlace;
use super::static_map::optional;
use super::status::{note, status};
use super::value::value_html;
use crate::atlas::{Claim, ClaimTarget, RecordIx};
use crate::record::FieldValue;
use crate::site::Field;

/// The visible fields of a record in page order.
pub(super) fn facts(context: &Arc<PageContext>, ix: RecordIx) -> Value {
    let record = context.model.atlas.record(ix);
    let vocabulary = &context.model.site.vocabulary;
    let checked = vocabulary.kind(record.kind).known.checked;
    let shown = record.fields.iter().enumerate().filter(|(_, fact)| {
        let field = vocabulary.field(fact.field);
        let known = &vocabulary.kind(record.kind).known;
        !field.hidden && Some(fact.field) != checked && !is_placed(known, fact.field)
    });
    shown
        .map(|(place, _)| fact_at(context, ix, place))
        .collect()
}

/// A field of a record, by its index among the fields.
pub(super) fn fact_at(context: &Arc<PageContext>, ix: RecordIx, place: usize) -> Value {
    View::value(FactView {
        context: context.clone(),
        ix,
        place,
    })
}

/// A field value of a record.
pub(super) struct FactView {
    context: Arc<PageContext>,
    ix: RecordIx,
    /// The index among the fields of the record.
    place: usize,
}

impl FactView {
    fn fact(&self) -> &FieldValue {
        &self.context.model.atlas.record(self.ix).fields[self.place]
    }

    fn field(&self) -> &Field {
        self.context.model.site.vocabulary.field(self.fact().field)
    }

    fn claim(&self) -> Claim {
        Claim {
            record: self.ix,
            target: ClaimTarget::Field(self.place),
        }
    }

    fn is_claim(&self) -> bool {
        let kind = self.context.model.atlas.kind(self.ix);
        self.context
            .model
            .site
            .is_field_claim(kind, self.fact().field)
            || self.fact().has_sources() && self.field().value.is_picture()
    }

    /// The notes of the value; none for one that is no claim.
    fn notes(&self) -> ClaimNotes {
        if self.is_claim() {
            self.context.claim_notes(self.claim())
        } else {
            ClaimNotes::none(NotePlace::List)
        }
    }

    fn html(&self) -> (String, Option<&str>) {
        let (html, language) = value_html(
            &self.context,
            &self.field().value,
            self.fact().value_in(self.context.language),
        );
        (
            html,
            language.and_then(|language| self.context.foreign(language)),
        )
    }
}

impl Attributes for FactView {
    const ATTRIBUTES: &'static [Attribute<FactView>] = &[
        ("id", |view| Value::from(view.field().name.as_str())),
        ("label", |view| {
            view.context.marked_text(&view.field().label)
        }),
        ("service", |view| Value::from(view.field().service)),
        ("html", |view| Value::from_safe_string(view.html().0)),
        ("lang", |view| optional(view.html().1)),
        ("status", |view| status(&view.context, view.fact().status())),
        ("note", |view| {
            let provenance = view.fact().provenance.as_deref();
            optional(provenance.map(|provenance| note(&view.context, &provenance.note)))
        }),
        ("notes", |view| view.notes().html(&view.context)),
    ];

    fn identity(&self) -> (u32, u32) {
        (self.ix.index() as u32, self.place as u32)
    }
}
