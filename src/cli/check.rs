//! `atlas check`: prints all diagnostics and publishes nothing.

use std::mem::ManuallyDrop;
use std::path::Path;
use std::process::ExitCode;

use super::arguments::{CheckArguments, Format};
use super::console::Console;
use super::error::{CommandError, disk};
use super::git_folder::path_in_repository;
use super::history::read_history;
use super::message_language::select_message_language;
use super::observer::ConsoleObserver;
use super::pending_edit::refuse_pending;
use super::print_diagnostics::{print_diagnostics, source_tree};
use super::today::today;
use super::translations::{listing, summary};
use crate::atlas::Drafts;
use crate::diagnostic::{Diagnostic, Severity, github, json, limit_report, sarif};
use crate::pipeline::{self, Options, Snapshot, Untranslated};
use crate::text::MessageLanguage;

pub(super) fn run(
    arguments: &CheckArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let root = &arguments.root.root;
    refuse_pending(root)?;
    let options = Options::new(today()?, Drafts::Hidden);
    let options = Options {
        history: read_history(root, &options, lang, console),
        ..options
    };
    let mut observer = ConsoleObserver::with_git(root, lang, console);
    let snapshot = pipeline::read_and_link(root, options, &mut observer)
        .map_err(|error| disk(root, &error))?;
    // The process ends soon; freeing the memory would only take time.
    let snapshot = ManuallyDrop::new(snapshot);
    let message_language = select_message_language(lang, &snapshot);
    let mut diagnostics = snapshot.diagnostics.clone();
    if !snapshot.has_errors() {
        // Errors of layouts are found only by rendering.
        diagnostics.extend(pipeline::check_pages(&snapshot));
        diagnostics = limit_report(diagnostics);
    }
    let report = Report {
        root,
        snapshot: &snapshot,
        format: arguments.format,
        message_language,
    };
    let lacking = pipeline::untranslated(&snapshot);
    if arguments.translations {
        report.print_translations(&lacking, console);
        return Ok(ExitCode::SUCCESS);
    }
    report.print(&diagnostics, console);
    if arguments.format == Format::Human && !lacking.is_empty() {
        console.print(&summary(&lacking, &snapshot.model.site, message_language));
    }
    let wrong = diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if wrong {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// How and about what is reported.
struct Report<'r> {
    root: &'r Path,
    snapshot: &'r Snapshot,
    format: Format,
    message_language: MessageLanguage,
}

impl Report<'_> {
    fn print(&self, diagnostics: &[Diagnostic], console: &mut Console) {
        match self.format {
            Format::Human if diagnostics.is_empty() => {
                let records = self.snapshot.model.atlas.records.len();
                console.print(&match self.message_language {
                    MessageLanguage::Ru => format!("Записей: {records}. Всё в порядке."),
                    MessageLanguage::En => {
                        format!("Records: {records}. Everything is in order.")
                    }
                });
            }
            Format::Human => {
                let (root, snapshot) = (self.root, self.snapshot);
                print_diagnostics(diagnostics, root, snapshot, self.message_language, console);
            }
            Format::Json | Format::Github | Format::Sarif => {
                self.print_for_machines(diagnostics, console);
            }
        }
    }

    /// Prints what the languages of the atlas lack: for people a line each, and the counts.
    fn print_translations(&self, lacking: &[Untranslated], console: &mut Console) {
        let notes = lacking.iter().map(|found| found.diagnostic.clone());
        let notes: Vec<Diagnostic> = notes.collect();
        if self.format != Format::Human {
            self.print_for_machines(&notes, console);
            return;
        }
        let tree = source_tree(self.root, self.snapshot, &notes);
        let lines = listing(lacking, &tree, self.message_language);
        let counts = summary(lacking, &self.snapshot.model.site, self.message_language);
        console.print(&match (lacking.is_empty(), self.message_language) {
            (false, _) => format!("{lines}\n{counts}"),
            (true, MessageLanguage::Ru) => "Переведено всё.".to_owned(),
            (true, MessageLanguage::En) => "Everything is translated.".to_owned(),
        });
    }

    fn print_for_machines(&self, diagnostics: &[Diagnostic], console: &mut Console) {
        let tree = source_tree(self.root, self.snapshot, diagnostics);
        let folder = || path_in_repository(self.root);
        match self.format {
            Format::Human => {}
            Format::Json => console.json(&json(diagnostics, &tree, self.message_language)),
            Format::Github => {
                let lines = github(diagnostics, &tree, &folder(), self.message_language);
                console.print(lines.trim_end());
            }
            Format::Sarif => {
                let log = sarif(diagnostics, &tree, &folder(), self.message_language);
                console.json(&log);
            }
        }
    }
}
