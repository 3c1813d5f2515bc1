//! Reads the settings of a site for commands that need no records.

use super::console::Console;
use super::message_language::message_language_of;
use super::print_diagnostics::print_settings_errors;
use crate::diagnostic::{Severity, limit_report};
use crate::site::{self, Site};
use crate::source::Tree;
use crate::text::MessageLanguage;

/// Returns the settings. `None` if they have errors, which are printed as `check` prints them.
pub(super) fn read_settings(
    tree: &Tree,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Option<Site> {
    let settings = site::read(tree);
    let mut errors = limit_report(settings.diagnostics);
    errors.retain(|found| found.severity == Severity::Error);
    if errors.is_empty() {
        return Some(settings.value);
    }
    let language = message_language_of(lang, &settings.value);
    print_settings_errors(&errors, tree, language, console);
    None
}
