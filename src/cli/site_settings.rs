//! Reads the settings of a site for commands that need no records.

use super::console::Console;
use super::message_language::message_language_of;
use super::print_diagnostics::print_settings_errors;
use crate::diagnostic::{Checked, Diagnostic, Severity, limit_report};
use crate::site::{self, Site};
use crate::source::Tree;
use crate::text::MessageLanguage;

/// Returns the settings. `None` if they have errors, which are printed as `check` prints them.
pub(super) fn read_settings(
    tree: &Tree,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Option<Site> {
    read_settings_with_languages(tree, &[], lang, console)
}

/// As [`read_settings`], with languages besides those of the settings.
pub(super) fn read_settings_with_languages(
    tree: &Tree,
    further: &[&str],
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Option<Site> {
    let Checked { value, diagnostics } = site::read_with_languages(tree, further);
    let language = message_language_of(lang, &value);
    (!print_errors(diagnostics, tree, language, console)).then_some(value)
}

/// Prints the errors among diagnostics as `check` prints them. Returns whether there are any.
pub(super) fn print_errors(
    diagnostics: Vec<Diagnostic>,
    tree: &Tree,
    language: MessageLanguage,
    console: &mut Console,
) -> bool {
    let mut errors = limit_report(diagnostics);
    errors.retain(|found| found.severity == Severity::Error);
    if !errors.is_empty() {
        print_settings_errors(&errors, tree, language, console);
    }
    !errors.is_empty()
}
