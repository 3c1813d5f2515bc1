//! `atlas check`: prints all diagnostics and publishes nothing.

use std::mem::ManuallyDrop;
use std::process::ExitCode;

use super::arguments::{CheckArguments, Format};
use super::console::Console;
use super::error::{CommandError, disk};
use super::git_folder::path_in_repository;
use super::message_language::select_message_language;
use super::observer::ConsoleObserver;
use super::print_diagnostics::{print_diagnostics, source_tree};
use super::today::today;
use crate::atlas::Drafts;
use crate::diagnostic::{Severity, github, json, limit_report, sarif};
use crate::pipeline::{self, Options};
use crate::text::MessageLanguage;

pub(super) fn run(
    arguments: &CheckArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let root = &arguments.root.root;
    let options = Options {
        today: today()?,
        drafts: Drafts::Hidden,
        base_url: None,
        revision: None,
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
    let tree = || source_tree(root, &snapshot, &diagnostics);
    match arguments.format {
        Format::Human if diagnostics.is_empty() => {
            let records = snapshot.model.atlas.records.len();
            console.print(&match message_language {
                MessageLanguage::Ru => format!("Записей: {records}. Всё в порядке."),
                MessageLanguage::En => format!("Records: {records}. Everything is in order."),
            });
        }
        Format::Human => {
            print_diagnostics(&diagnostics, root, &snapshot, message_language, console);
        }
        Format::Json => console.json(&json(&diagnostics, &tree(), message_language)),
        Format::Github => {
            let folder = path_in_repository(root);
            let lines = github(&diagnostics, &tree(), &folder, message_language);
            console.print(lines.trim_end());
        }
        Format::Sarif => {
            let folder = path_in_repository(root);
            console.json(&sarif(&diagnostics, &tree(), &folder, message_language));
        }
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
