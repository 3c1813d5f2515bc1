//! Codes of languages on the command line.

use icu_locale_core::LanguageIdentifier;

/// Whether a code can stand in `languages` of `site.toml`: `de`, `pt-BR`.
pub(super) fn is_language_code(code: &str) -> bool {
    let begins_small = code.starts_with(|first: char| first.is_ascii_lowercase());
    begins_small && LanguageIdentifier::try_from_str(code).is_ok()
}
