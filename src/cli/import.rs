//! `atlas import`: tables that were edited come back, and tables of others become records.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicUsize;

use super::console::Console;
use super::error::{CommandError, disk};
use super::import_account::{print_account, print_site_lines};
use super::progress::show_progress;
use super::site_edit::{SiteEdit, edit_site};
use super::table_arguments::ImportArguments;
use super::table_files::{read_if_there, read_tables};
use crate::diagnostic::{quoted, visible_path};
use crate::import::{
    ImportAccount, ImportOptions, ImportPlan, ImportedValues, LostZeros, TableFile, TableMap,
    chosen_sheet, exported_table, first_map, import_edited_tables, import_mapped_table, survey,
    values_path,
};
use crate::refactor::{FileChange, prove};
use crate::text::MessageLanguage;

pub(super) fn run(
    arguments: &ImportArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let root = &arguments.root.root;
    edit_site(root, &arguments.edit, lang, console, |site, console| {
        let files = read_tables(&arguments.files, arguments.encoding.as_deref());
        let files = files.map_err(|error| error.in_language(site.language))?;
        print_hidden(site, &files, console);
        if let Some(map) = arguments.map.as_ref().filter(|map| map.exists()) {
            return import_by_map(site, &files, map, arguments, console);
        }
        let model = &site.before.model;
        let is_known = |file: &TableFile| {
            let mut sheets = file.book.sheets.iter();
            sheets.any(|sheet| exported_table(model, &file.stem, sheet).is_some())
        };
        if arguments.kind.is_none() && files.iter().any(is_known) {
            let sheets = files.iter().flat_map(|file| &file.book.sheets);
            let rows = sheets.map(|sheet| sheet.rows.len()).sum();
            let planned = with_progress(console, rows, |done| {
                let zeros = zeros(arguments);
                import_edited_tables(&site.before, &files, ImportOptions { zeros, done })
            });
            let planned = planned.map_err(|refusal| site.refusal(&refusal))?;
            return finish(site, &planned, arguments, console);
        }
        describe_table(site, &files, arguments, console)
    })
}

/// Shows on a terminal how many rows are read, as `atlas build` shows pages.
fn with_progress<T>(console: &mut Console, rows: usize, work: impl FnOnce(&AtomicUsize) -> T) -> T {
    let done = AtomicUsize::new(0);
    match console.watched {
        true => show_progress(rows, &done, &mut *console.err, || work(&done)),
        false => work(&done),
    }
}

fn zeros(arguments: &ImportArguments) -> LostZeros {
    match arguments.fix {
        true => LostZeros::Restored,
        false => LostZeros::Named,
    }
}

/// Imports a table of somebody else by its map.
fn import_by_map(
    site: &SiteEdit<'_>,
    files: &[TableFile],
    path: &Path,
    arguments: &ImportArguments,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let [file] = files else {
        return Err(CommandError::new(
            "карта — для одной таблицы; импортируйте файлы по одному",
            "a map is of one table; import the files one by one",
        )
        .in_language(site.language));
    };
    let text = fs::read_to_string(path).map_err(|error| disk(path, &error))?;
    let map = TableMap::read(&text).map_err(|refusal| site.refusal(&refusal))?;
    let last = site.root.join(values_path(&map, &file.stem).as_str());
    let last = read_if_there(&last)?.map_or_else(ImportedValues::default, |bytes| {
        ImportedValues::read(&bytes)
    });
    let rows = chosen_sheet(file, &map).map_or(0, |sheet| sheet.rows.len());
    let planned = with_progress(console, rows, |done| {
        let zeros = zeros(arguments);
        let options = ImportOptions { zeros, done };
        import_mapped_table(&site.before, file, &map, &last, options)
    });
    let planned = planned.map_err(|refusal| site.refusal(&refusal))?;
    finish(site, &planned, arguments, console)
}

/// Says what the columns of a table hold, and writes a first map.
fn describe_table(
    site: &SiteEdit<'_>,
    files: &[TableFile],
    arguments: &ImportArguments,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let refuse = |error: CommandError| error.in_language(site.language);
    let Some(kind) = &arguments.kind else {
        return Err(refuse(CommandError::new(
            "это не таблица atlas export: скажите, чьи в ней строки: --kind ВИД",
            "this is no table of `atlas export`: say what its rows are: --kind KIND",
        )));
    };
    let model = &site.before.model;
    let Some(kind) = model.site.vocabulary.kind_named(kind) else {
        let known = model.site.vocabulary.kinds.iter().map(|kind| &*kind.id);
        let known = known.collect::<Vec<_>>().join(", ");
        return Err(refuse(CommandError::new(
            format!("такого вида нет; есть {known}"),
            format!("there is no such kind; there are {known}"),
        )));
    };
    let Some((file, sheet)) = files
        .iter()
        .find_map(|file| Some((file, file.book.sheets.first()?)))
    else {
        return Err(refuse(CommandError::new(
            "таблица пуста",
            "the table is empty",
        )));
    };
    let columns = survey(model, kind, sheet);
    let rows = sheet.rows.len();
    console.print(&match site.language {
        MessageLanguage::Ru => format!("Строк: {rows}, столбцов: {}", columns.len()),
        MessageLanguage::En => format!("Rows: {rows}, columns: {}", columns.len()),
    });
    for column in &columns {
        let samples: Vec<String> = column.samples.iter().map(|text| quoted(text)).collect();
        let guess = column.guess.as_deref().unwrap_or("?");
        let name = quoted(&column.name);
        let filled = column.filled;
        console.print(&format!(
            "  {name}  {filled} %  → {guess}  [{}]",
            samples.join("; ")
        ));
    }
    let default = PathBuf::from(format!("{}.map.toml", file.stem));
    let path = arguments.map.as_ref().unwrap_or(&default);
    let map = first_map(model, kind, sheet, &columns);
    let written = fs::File::create_new(path).and_then(|mut file| file.write_all(map.as_bytes()));
    written.map_err(|error| refuse(disk(path, &error)))?;
    let path = visible_path(path);
    console.print(&match site.language {
        MessageLanguage::Ru => format!("Карта: {path}. Поправьте её и повторите с --map {path}"),
        MessageLanguage::En => {
            format!("The map: {path}. Correct it, and try again with --map {path}")
        }
    });
    Ok(ExitCode::SUCCESS)
}

/// Prints the account, proves the edits, and writes them if that is asked for.
fn finish(
    site: &SiteEdit<'_>,
    planned: &ImportPlan,
    arguments: &ImportArguments,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let ImportPlan {
        plan,
        account,
        beside,
    } = planned;
    print_account(account, site.language, console);
    print_site_lines(account, site.language, console);
    let mut changes = plan.working.changes();
    if changes.is_empty() {
        console.print(site.word("Менять нечего.", "There is nothing to change."));
    } else {
        let proved = prove(plan, &site.before, site.before.options());
        proved.map_err(|refusal| site.refusal(&refusal))?;
    }
    changes.extend(beside.iter().filter_map(|(path, bytes)| {
        let old = read_if_there(&site.root.join(path.as_str())).ok().flatten();
        (old.as_ref() != Some(bytes)).then(|| FileChange {
            path: path.clone(),
            old,
            new: Some(bytes.clone()),
        })
    }));
    if changes.is_empty() {
        return Ok(exit_code(account));
    }
    if !arguments.write && !arguments.edit.dry_run {
        console.print(site.word(
            "Ничего не записано. Записать: --write; посмотреть правки файлов: --dry-run.",
            "Nothing is written. To write: --write; to see the edits of files: --dry-run.",
        ));
        return Ok(exit_code(account));
    }
    site.write(&changes, "atlas import", &arguments.edit, console)?;
    if !arguments.edit.dry_run {
        let count = changes.len();
        console.print(&match site.language {
            MessageLanguage::Ru => format!("Записано файлов: {count}."),
            MessageLanguage::En => format!("Files written: {count}."),
        });
    }
    Ok(exit_code(account))
}

/// Fails if something was not understood.
fn exit_code(account: &ImportAccount) -> ExitCode {
    match account.problems.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

fn print_hidden(site: &SiteEdit<'_>, files: &[TableFile], console: &mut Console) {
    // The lists of choices of an exported workbook are hidden by the program itself.
    let own = site
        .before
        .model
        .message(crate::site::Language::DEFAULT, "sheet_lists");
    let hidden = files.iter().flat_map(|file| &file.book.hidden);
    for name in hidden.filter(|name| own.is_none_or(|own| **own != ***name)) {
        let name = crate::diagnostic::quoted(name);
        console.print(&match site.language {
            MessageLanguage::Ru => format!("скрытый лист «{name}» не прочитан"),
            MessageLanguage::En => format!("the hidden sheet `{name}` is not read"),
        });
    }
}
