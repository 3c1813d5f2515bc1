//! Field values of a record as template values.

use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::object::{Attribute, Attributes, View};
use super::static_map::optional;
use super::status::{note, status};
use super::value::value_html;
use crate::atlas::RecordIx;
use crate::record::{FieldValue, Provenance};
use crate::site::Field;

/// The visible fields of a record in page order.
pub(super) fn facts(context: &Arc<PageContext>, ix: RecordIx) -> Value {
    let record = context.model.atlas.record(ix);
    let vocabulary = &context.model.site.vocabulary;
    let shown = record.fields.iter().enumerate().filter(|(_, fact)| {
        let field = vocabulary.field(fact.field);
        !field.hidden && field.name != "checked"
    });
    shown
        .map(|(place, _)| {
            View::value(FactView {
                context: context.clone(),
                ix,
                place,
            })
        })
        .collect()
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

    fn claim(&self) -> Option<&Provenance> {
        self.fact().provenance.as_deref()
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

    fn is_unsourced(&self) -> bool {
        let sourced = self
            .fact()
            .provenance
            .as_ref()
            .is_some_and(|claim| !claim.sources.is_empty());
        !sourced && !self.context.record_link(self.ix).sourced
    }
}

impl Attributes for FactView {
    const ATTRIBUTES: &'static [Attribute<FactView>] = &[
        ("id", |view| Value::from(view.field().name.as_str())),
        ("label", |view| {
            Value::from(view.field().label.text(view.context.language))
        }),
        ("html", |view| Value::from_safe_string(view.html().0)),
        ("lang", |view| optional(view.html().1)),
        ("status", |view| status(&view.context, view.fact().status())),
        ("note", |view| {
            optional(view.claim().map(|claim| note(&view.context, &claim.note)))
        }),
        ("notes", |view| {
            let notes = view
                .claim()
                .map_or(Vec::new(), |claim| view.context.notes(&claim.sources));
            notes.into_iter().collect()
        }),
        ("unsourced", |view| Value::from(view.is_unsourced())),
    ];

    fn identity(&self) -> (u32, u32) {
        (self.ix.index() as u32, self.place as u32)
    }
}
