//! `atlas reconcile`: a list of somebody else against the records of a kind.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use super::console::Console;
use super::error::{CommandError, disk};
use super::message_language::select_message_language;
use super::read_site::read_site;
use super::table_arguments::ReconcileArguments;
use super::table_files::{read_if_there, read_tables};
use crate::atlas::Drafts;
use crate::diagnostic::visible_path;
use crate::pipeline::Snapshot;
use crate::reconcile::{
    Comparison, Decisions, ReconcileOptions, RowOutcome, listed_rows, reconcile, write_report,
};
use crate::site::ListColumns;
use crate::spreadsheet::SheetFault;
use crate::text::MessageLanguage;

pub(super) fn run(
    arguments: &ReconcileArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let root = &arguments.root.root;
    let snapshot = read_site(root, Drafts::Shown)?;
    let language = select_message_language(lang, &snapshot);
    let compared = compare(arguments, &snapshot).map_err(|error| error.in_language(language))?;
    let report = write_report(&snapshot.model, &compared, arguments.format, language);
    console.print(report.trim_end());
    offer_decisions(arguments, &snapshot, &compared, language, console)?;
    Ok(ExitCode::SUCCESS)
}

fn compare(
    arguments: &ReconcileArguments,
    snapshot: &Snapshot,
) -> Result<Comparison, CommandError> {
    let model = &snapshot.model;
    let Some(kind) = model.site.vocabulary.kind_named(&arguments.kind) else {
        let known = model.site.vocabulary.kinds.iter().map(|kind| &*kind.id);
        let known = known.collect::<Vec<_>>().join(", ");
        return Err(CommandError::new(
            format!("такого вида нет; есть {known}"),
            format!("there is no such kind; there are {known}"),
        ));
    };
    let paths = [arguments.table.clone()];
    let files = read_tables(&paths, arguments.encoding.as_deref())?;
    let sheet = files.iter().find_map(|file| file.book.sheets.first());
    let sheet = sheet.ok_or_else(|| CommandError::new("таблица пуста", "the table is empty"))?;
    let columns = ListColumns {
        keys: pairs(&arguments.key)?,
        names: arguments.name.clone(),
        places: arguments.place.clone(),
        values: pairs(&arguments.value)?,
    };
    let path = decisions_path(arguments);
    let decisions = match read_if_there(&path)? {
        Some(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            Decisions::read(&text).map_err(|refusal| refused(&refusal))?
        }
        None => Decisions::default(),
    };
    let rows = listed_rows(sheet, &columns).map_err(|refusal| refused(&refusal))?;
    let decisions = &decisions;
    Ok(reconcile(
        model,
        rows,
        &ReconcileOptions { kind, decisions },
    ))
}

fn refused(refusal: &SheetFault) -> CommandError {
    CommandError::new(
        refusal.words(MessageLanguage::Ru),
        refusal.words(MessageLanguage::En),
    )
}

fn pairs(arguments: &[String]) -> Result<Vec<(String, String)>, CommandError> {
    let pair = |text: &String| {
        let (name, column) = text.split_once('=').ok_or_else(|| {
            CommandError::new(
                format!("{text}: нужно ИМЯ=СТОЛБЕЦ"),
                format!("{text}: NAME=COLUMN is needed"),
            )
        })?;
        // `ids.inn` and `ids_inn` are the same scheme.
        let name = name.trim_start_matches("ids.").trim_start_matches("ids_");
        Ok((name.to_owned(), column.to_owned()))
    };
    arguments.iter().map(pair).collect()
}

fn decisions_path(arguments: &ReconcileArguments) -> PathBuf {
    let stem = arguments.table.file_stem().unwrap_or_default();
    let default = || {
        let folder = arguments.root.root.join("reconcile");
        folder.join(stem).with_extension("toml")
    };
    arguments.decisions.clone().unwrap_or_else(default)
}

/// Writes a file for decisions, if there is none and something is doubtful.
fn offer_decisions(
    arguments: &ReconcileArguments,
    snapshot: &Snapshot,
    compared: &Comparison,
    language: MessageLanguage,
    console: &mut Console,
) -> Result<(), CommandError> {
    let doubtful: Vec<(String, String, Vec<String>)> = compared
        .rows
        .iter()
        .filter(|result| matches!(result.outcome, RowOutcome::Doubtful(_)))
        .map(|result| {
            let ids = result.outcome.candidates().iter();
            let ids =
                ids.map(|candidate| snapshot.model.atlas.record(candidate.record).id.to_string());
            let name = result.row.names.first().unwrap_or(&result.row.key);
            (result.row.key.clone(), name.clone(), ids.collect())
        })
        .collect();
    let path = decisions_path(arguments);
    if doubtful.is_empty() || path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| disk(folder, &error))?;
    }
    fs::write(&path, Decisions::template(&doubtful)).map_err(|error| disk(&path, &error))?;
    let path = visible_path(&path);
    console.eprint(&match language {
        MessageLanguage::Ru => format!("Сомнительные строки ждут решения в {path}"),
        MessageLanguage::En => format!("Doubtful rows await a decision in {path}"),
    });
    Ok(())
}
