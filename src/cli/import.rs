//! `atlas import`: tables that were edited come back.

use std::process::ExitCode;

use super::arguments::ImportArguments;
use super::console::Console;
use super::error::CommandError;
use super::import_account::print_account;
use super::site_edit::{SiteEdit, edit_site};
use super::table_files::read_tables;
use crate::import::{
    ImportAccount, ImportPlan, LostZeros, TableFile, exported_table, import_edited_tables,
};
use crate::refactor::prove;
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
        let model = &site.before.model;
        let is_known = |file: &TableFile| {
            let mut sheets = file.book.sheets.iter();
            sheets.any(|sheet| exported_table(model, &file.stem, sheet).is_some())
        };
        if !files.iter().any(is_known) {
            return Err(CommandError::new(
                "в файле нет таблиц этого атласа: столбцов id и page, from, relation и to. Их пишет atlas export",
                "the file has no tables of this atlas, with the columns id and page, or from, relation and to. `atlas export` writes them",
            )
            .in_language(site.language));
        }
        import_edited(site, &files, arguments, console)
    })
}

fn import_edited(
    site: &SiteEdit<'_>,
    files: &[TableFile],
    arguments: &ImportArguments,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let zeros = match arguments.fix {
        true => LostZeros::Restored,
        false => LostZeros::Named,
    };
    let planned = import_edited_tables(&site.before, files, zeros);
    let ImportPlan { plan, account } = planned.map_err(|refusal| site.refusal(&refusal))?;
    print_account(&account, site.language, console);
    let changes = plan.working.changes();
    if changes.is_empty() {
        console.print(site.word("Менять нечего.", "There is nothing to change."));
        return Ok(exit_code(&account));
    }
    prove(&plan, &site.before, &site.options).map_err(|refusal| site.refusal(&refusal))?;
    if !arguments.write && !arguments.edit.dry_run {
        console.print(site.word(
            "Ничего не записано. Записать: --write; посмотреть правки файлов: --dry-run.",
            "Nothing is written. To write: --write; to see the edits of files: --dry-run.",
        ));
        return Ok(exit_code(&account));
    }
    site.write(&changes, "atlas import", &arguments.edit, console)?;
    if !arguments.edit.dry_run {
        let count = changes.len();
        console.print(&match site.language {
            MessageLanguage::Ru => format!("Записано файлов: {count}."),
            MessageLanguage::En => format!("Files written: {count}."),
        });
    }
    Ok(exit_code(&account))
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
