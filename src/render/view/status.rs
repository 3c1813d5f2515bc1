//! Epistemic statuses and notes of claims.

use minijinja::value::Value;

use super::context::PageContext;
use super::static_map::{map, optional};
use crate::atlas::RecordIx;
use crate::record::Status;
use crate::site::{Direction, Localized, RelationIx};

/// Id and label of a status; none for `Stated`.
pub(super) fn status(context: &PageContext, status: Status) -> Value {
    let value = || {
        map([
            ("id", Value::from(status.id())),
            ("label", marked_label(context, status)),
        ])
    };
    optional((status != Status::Stated).then(value))
}

/// The label of a status as HTML, marked if it is not in the page's language.
pub(super) fn marked_label(context: &PageContext, status: Status) -> Value {
    known_label(context, status).map_or_else(
        || Value::from(status.id()),
        |known| context.marked_text(known),
    )
}

/// The label of a status; `None` for `Stated`.
pub(super) fn status_label(context: &PageContext, status: Status) -> Option<&str> {
    let known = known_label(context, status).map(|label| label.text(context.language));
    (status != Status::Stated).then(|| known.unwrap_or(status.id()))
}

/// The code of the language of the label of a status; `None` if it is the page's.
pub(super) fn status_language(context: &PageContext, status: Status) -> Option<&str> {
    let (_, language) = known_label(context, status)?.get(context.language)?;
    context.foreign(language)
}

/// The label of a status in the vocabulary.
fn known_label(context: &PageContext, status: Status) -> Option<&Localized> {
    let mut statuses = context.model.site.vocabulary.statuses.iter();
    let known = statuses.find(|known| known.id == status.id());
    known.map(|known| &known.label)
}

/// An editorial note, preferably in the page's language; none if it is empty.
pub(super) fn note(context: &PageContext, note: &Localized) -> Value {
    context.marked_text(note)
}

/// The status of the relation of a record to a region or sector; stated where that follows from others.
pub(super) fn facet_status(
    context: &PageContext,
    ix: RecordIx,
    relation: RelationIx,
    facet: RecordIx,
) -> Status {
    let atlas = &context.model.atlas;
    let mut own = atlas
        .edges(ix)
        .iter()
        .filter(|edge| edge.relation_type == relation && edge.side == Direction::Forward);
    own.find(|edge| edge.other == facet)
        .map_or(Status::Stated, |edge| atlas.status(edge))
}
