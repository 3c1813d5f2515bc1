//! The account of an import in lines of text.

use super::console::Console;
use crate::diagnostic::{quoted, visible};
use crate::import::{CellRemark, ImportAccount, SheetAccount};
use crate::text::MessageLanguage;

/// The number of lines of one sort that are printed; the rest are counted.
const MAX_LINES: usize = 100;

/// Prints what was read, changed and not understood.
pub(super) fn print_account(
    account: &ImportAccount,
    language: MessageLanguage,
    console: &mut Console,
) {
    let word = |ru: &'static str, en: &'static str| match language {
        MessageLanguage::Ru => ru,
        MessageLanguage::En => en,
    };
    if let Some((rows, joined)) = account.mapped_rows {
        console.print(&match language {
            MessageLanguage::Ru => {
                format!("Строк таблицы: {rows}, из них о том же, что выше: {joined}")
            }
            MessageLanguage::En => {
                format!("Rows of the table: {rows}, of what an earlier row is of: {joined}")
            }
        });
    }
    account
        .sheets
        .iter()
        .for_each(|sheet| print_sheet(sheet, language, console));
    let changes = account.changes.iter().map(|change| {
        let to = change.to.as_deref().map_or_else(|| "∅".to_owned(), quoted);
        let from = match change.from.as_str() {
            "" => "∅".to_owned(),
            from => quoted(from),
        };
        let (at, record, column) = (change.at.to_string(), &change.record, &change.column);
        format!(
            "  {}  {}.{}: {from} → {to}",
            visible(&at),
            visible(record),
            visible(column)
        )
    });
    print_lines(changes, word("изменений", "changes"), language, console);
    let new = account.new_records.iter().map(|(kind, id, at)| {
        let at = at.to_string();
        format!(
            "  {}  {} {kind}: {}",
            visible(&at),
            word("новая запись", "new record"),
            visible(id)
        )
    });
    print_lines(new, word("новых записей", "new records"), language, console);
    for (title, remarks) in [
        (word("Не понято", "Not understood"), &account.problems),
        (
            word("Столбцы без места", "Columns without a place"),
            &account.unmapped,
        ),
        (word("Примечания", "Notes"), &account.notes),
    ] {
        if !remarks.is_empty() {
            console.print(&format!("{title}: {}", remarks.len()));
        }
        let lines = remarks.iter().map(|remark| line(remark, language));
        print_lines(lines, word("строк", "lines"), language, console);
    }
}

/// Prints what came of a sheet.
fn print_sheet(sheet: &SheetAccount, language: MessageLanguage, console: &mut Console) {
    let is_plain = sheet.changed_values + sheet.new_rows + sheet.skipped_rows == 0;
    let name = quoted(&sheet.name);
    let (rows, values, records) = (sheet.rows, sheet.changed_values, sheet.changed_records);
    let (new, skipped) = (sheet.new_rows, sheet.skipped_rows);
    console.print(&match (language, is_plain) {
        (MessageLanguage::Ru, true) => format!("{name}: строк {rows}, всё как в атласе"),
        (MessageLanguage::En, true) => format!("{name}: rows {rows}, all as in the atlas"),
        (MessageLanguage::Ru, false) => format!(
            "{name}: строк {rows}; изменено значений {values} в записях {records}, новых строк {new}, пропущено {skipped}"
        ),
        (MessageLanguage::En, false) => format!(
            "{name}: rows {rows}; changed values {values} in records {records}, new rows {new}, skipped {skipped}"
        ),
    });
}

fn line(remark: &CellRemark, language: MessageLanguage) -> String {
    let at = remark.at.to_string();
    let column = match remark.column.as_str() {
        "" => String::new(),
        column => format!("  {}", visible(column)),
    };
    format!(
        "  {}{column}: {}",
        visible(&at),
        visible(remark.words.words(language))
    )
}

/// Prints lines up to the limit, and the count of the others.
fn print_lines(
    lines: impl Iterator<Item = String>,
    what: &str,
    language: MessageLanguage,
    console: &mut Console,
) {
    let mut left = 0;
    for (index, line) in lines.enumerate() {
        match index < MAX_LINES {
            true => console.print(&line),
            false => left += 1,
        }
    }
    if left > 0 {
        console.print(&match language {
            MessageLanguage::Ru => format!("  … ещё {what}: {left}"),
            MessageLanguage::En => format!("  … and {left} more {what}"),
        });
    }
}

/// Prints the lines that `site.toml` lacks.
pub(super) fn print_site_lines(
    account: &ImportAccount,
    language: MessageLanguage,
    console: &mut Console,
) {
    if account.site_lines.is_empty() {
        return;
    }
    console.print(match language {
        MessageLanguage::Ru => "Добавьте в site.toml, и столбцы найдут место:",
        MessageLanguage::En => "Add to site.toml, and the columns have a place:",
    });
    for line in &account.site_lines {
        console.print(line);
    }
}
