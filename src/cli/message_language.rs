//! The language of messages.

use crate::pipeline::Snapshot;
use crate::site::Language;
use crate::text::MessageLanguage;

/// Returns the language of messages: the requested one, or else Russian or English by the site's default language.
pub(super) fn select_message_language(
    requested: Option<MessageLanguage>,
    snapshot: &Snapshot,
) -> MessageLanguage {
    let own = snapshot.model.site.code(Language::DEFAULT);
    requested.unwrap_or(
        if matches!(own.split('-').next(), Some("ru" | "be" | "kk" | "uk")) {
            MessageLanguage::Ru
        } else {
            MessageLanguage::En
        },
    )
}
