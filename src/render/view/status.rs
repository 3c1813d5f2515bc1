//! Epistemic statuses and notes of claims.

use minijinja::value::Value;

use super::context::PageContext;
use super::static_map::{map, optional};
use crate::record::Status;
use crate::site::Localized;

/// Id and label of a status; none for `Stated`.
pub(super) fn status(context: &PageContext, status: Status) -> Value {
    optional(status_label(context, status).map(|label| {
        map([
            ("id", Value::from(status.id())),
            ("label", Value::from(label)),
        ])
    }))
}

/// The label of a status; `None` for `Stated`.
pub(super) fn status_label(context: &PageContext, status: Status) -> Option<&str> {
    let statuses = &context.model.site.vocabulary.statuses;
    let label = || {
        statuses
            .iter()
            .find(|known| known.id == status.id())
            .map(|known| known.label.text(context.language))
    };
    (status != Status::Stated).then(|| label().unwrap_or(status.id()))
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
    optional(context.localized(note).map(|(text, _)| Value::from(text)))
}
