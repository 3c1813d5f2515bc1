//! The language of messages.

use crate::pipeline::Snapshot;
use crate::site::{Language, Site};
use crate::text::MessageLanguage;

/// Returns the language of messages: the requested one, or else Russian or English by the site's default language.
pub(super) fn select_message_language(
    requested: Option<MessageLanguage>,
    snapshot: &Snapshot,
) -> MessageLanguage {
    message_language_of(requested, &snapshot.model.site)
}

/// Returns the language of messages about a site.
pub(super) fn message_language_of(
    requested: Option<MessageLanguage>,
    site: &Site,
) -> MessageLanguage {
    let own = site.code(Language::DEFAULT);
    requested.unwrap_or(
        if matches!(own.split('-').next(), Some("ru" | "be" | "kk" | "uk")) {
            MessageLanguage::Ru
        } else {
            MessageLanguage::En
        },
    )
}
