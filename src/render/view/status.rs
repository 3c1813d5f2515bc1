//! How a claim stands to the truth, and what is remarked of it.

use minijinja::value::Value;

use super::context::PageContext;
use super::static_map::{map, optional};
use crate::record::Status;
use crate::site::Localized;

/// A status that is not simply «stated», with its label.
pub(super) fn status(context: &PageContext, status: Status) -> Value {
    optional(
        status_label(context, status)
            .map(|label| map([("id", Value::from(status.id())), ("label", Value::from(label))])),
    )
}

/// What readers see beside a claim that is not simply «stated».
pub(super) fn status_label(context: &PageContext, status: Status) -> Option<&str> {
    let statuses = &context.model.site.vocabulary.statuses;
    let label = || statuses.iter().find(|(id, _)| id == status.id()).map(|(_, label)| label.text(context.language));
    (status != Status::Stated).then(|| label().unwrap_or(status.id()))
}

/// A text with its status, where only text can stand: «26 ноября 2025 г. (вывод редакции)».
pub(super) fn with_status(context: &PageContext, text: String, status: Status) -> String {
    match status_label(context, status) {
        Some(label) => format!("{text} ({label})"),
        None => text,
    }
}

/// A remark for readers, in the language of the page.
pub(super) fn note(context: &PageContext, note: &Localized) -> Value {
    optional(context.localized(note).map(|(text, _)| Value::from(text)))
}
