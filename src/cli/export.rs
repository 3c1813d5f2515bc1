//! `atlas export`: the tables of the atlas for a spreadsheet.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use super::console::Console;
use super::error::{CommandError, disk};
use super::message_language::select_message_language;
use super::read_site::read_site;
use super::table_arguments::ExportArguments;
use crate::atlas::Drafts;
use crate::diagnostic::visible_path;
use crate::export::{Checksums, tables};
use crate::plan::Export;
use crate::site::Language;
use crate::text::MessageLanguage;

pub(super) fn run(
    arguments: &ExportArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let root = &arguments.root.root;
    // What comes back is compared with all records.
    let snapshot = read_site(root, Drafts::Shown)?;
    let language = select_message_language(lang, &snapshot);
    let model = &snapshot.model;
    let to = &arguments.to;
    let is_workbook = to
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
    let written = if is_workbook {
        write_workbook(model, to)
    } else if to.extension().is_some() && !to.is_dir() {
        Err(CommandError::new(
            "пишется книга ИМЯ.xlsx или папка файлов CSV; другое сохранит программа таблиц",
            "a workbook NAME.xlsx is written, or a folder of CSV files; a spreadsheet saves other formats",
        ))
    } else {
        write_folder(model, to)
    };
    written.map_err(|error| error.in_language(language))?;
    let path = visible_path(to);
    let count = model.atlas.records.len();
    console.print(&match language {
        MessageLanguage::Ru => {
            format!("{path}: записей {count}. Правьте и верните: atlas import {path}")
        }
        MessageLanguage::En => {
            format!("{path}: {count} records. Edit them and take them back: atlas import {path}")
        }
    });
    Ok(ExitCode::SUCCESS)
}

#[cfg(feature = "spreadsheets")]
fn write_workbook(model: &crate::model::SiteModel, to: &Path) -> Result<(), CommandError> {
    let bytes = crate::export::write_workbook(model);
    if bytes.is_empty() {
        return Err(CommandError::new(
            "в книгу столько не входит; выгрузите таблицы в папку",
            "a workbook cannot hold that much; write the tables to a folder",
        ));
    }
    fs::write(to, bytes).map_err(|error| disk(to, &error))
}

#[cfg(not(feature = "spreadsheets"))]
fn write_workbook(_: &crate::model::SiteModel, _: &Path) -> Result<(), CommandError> {
    Err(CommandError::new(
        "эта программа собрана без feature spreadsheets: укажите папку для CSV",
        "this program was built without the feature spreadsheets: name a folder for CSV",
    ))
}

fn write_folder(model: &crate::model::SiteModel, to: &Path) -> Result<(), CommandError> {
    fs::create_dir_all(to).map_err(|error| disk(to, &error))?;
    let checksums = Checksums::new(&model.site, &model.atlas);
    for table in tables(model) {
        let export = Export::Table(table);
        let Some((name, _)) = export.data_file(&model.site) else {
            continue;
        };
        let mut bytes = Vec::new();
        let mut push = |piece: &[u8]| bytes.extend_from_slice(piece);
        crate::export::write(model, &checksums, export, Language::DEFAULT, &mut push);
        let path = to.join(name);
        fs::write(&path, bytes).map_err(|error| disk(&path, &error))?;
    }
    Ok(())
}
