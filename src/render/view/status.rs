//! Epistemic statuses and notes of claims.

use minijinja::value::Value;

use super::context::PageContext;
use super::static_map::{map, optional};
use crate::record::Status;
use crate::site::Localized;

/// Id and label of a status; none for `Stated`.
pub(super) fn status(context: &PageContext, status: Status) -> Value {
    let known = known_label(context, status);
    let label = || {
        known.map_or_else(
            || Value::from(status.id()),
            |known| context.marked_text(known),
        )
    };
    let value = || map([("id", Value::from(status.id())), ("label", label())]);
    optional((status != Status::Stated).then(value))
}

/// The label of a status; `None` for `Stated`.
pub(super) fn status_label(context: &PageContext, status: Status) -> Option<&str> {
    let known = known_label(context, status).map(|label| label.text(context.language));
    (status != Status::Stated).then(|| known.unwrap_or(status.id()))
}

/// The label of a status in the vocabulary.
fn known_label(context: &PageContext, status: Status) -> Option<&Localized> {
    let mut statuses = context.model.site.vocabulary.statuses.iter();
    let known = statuses.find(|known| known.id == status.id());
    known.map(|known| &known.label)
}

/// A plain text with its status: «26 ноября 2025 г. (вывод редакции)».
pub(super) fn with_status(context: &PageContext, text: String, status: Status) -> String {
    match status_label(context, status) {
        Some(label) => format!("{text} ({label})"),
        None => text,
    }
}

/// An editorial note, preferably in the page's language; none if it is empty.
pub(super) fn note(context: &PageContext, note: &Localized) -> Value {
    context.marked_text(note)
}
