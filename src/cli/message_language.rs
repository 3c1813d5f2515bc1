//! The language of messages.
//!
//! It is the one that is asked for; else the first language of the atlas, if the program speaks it; else that of the
//! environment; else English.

#![expect(clippy::disallowed_methods, reason = "the reader of the locale")]

use crate::pipeline::Snapshot;
use crate::site::{Language, Site};
use crate::text::MessageLanguage;

/// The variables with the locale of messages by POSIX, the strongest first.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// Returns the language of messages about a snapshot.
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
    let own = || {
        site.states_languages
            .then(|| supported(site.code(Language::DEFAULT)))?
    };
    requested
        .or_else(own)
        .unwrap_or_else(|| message_language_without_site(None))
}

/// Returns the language of messages where there is no site.
pub(super) fn message_language_without_site(requested: Option<MessageLanguage>) -> MessageLanguage {
    let locale = || {
        let mut set = VARIABLES.iter().filter_map(std::env::var_os);
        set.find(|value| !value.is_empty())
    };
    requested
        .or_else(|| supported(locale()?.to_str()?))
        .unwrap_or(MessageLanguage::En)
}

/// Returns the language of the program that a locale or a tag of BCP 47 begins with: `ru_RU.UTF-8`. `None`: it speaks
/// another.
fn supported(locale: &str) -> Option<MessageLanguage> {
    match locale.split(['-', '_', '.', '@']).next() {
        Some("ru") => Some(MessageLanguage::Ru),
        Some("en") => Some(MessageLanguage::En),
        _ => None,
    }
}
