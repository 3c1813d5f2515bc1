//! CSV: cells with commas, semicolons or tabs between them.

use csv::{ReaderBuilder, StringRecord};

use super::limits::CellCounter;
use super::sheet::{Sheet, SheetCell, SheetRow};
use super::sheet_fault::SheetFault;

/// The number of rows by which the separator is found.
const PROBED_ROWS: usize = 50;

/// Reads a table. The separator is the one that gives the most columns in most rows.
pub(super) fn read(text: &str, cells: &mut CellCounter) -> Result<Option<Sheet>, SheetFault> {
    let mut rows = Vec::new();
    for (number, record) in (1..).zip(records(text, separator(text))) {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            SheetFault::new(
                format!("строка {line} файла не читается как CSV"),
                format!("line {line} of the file is no CSV"),
            )
        })?;
        let row = SheetRow {
            number,
            cells: record.iter().map(SheetCell::text).collect(),
        };
        cells.add(&row)?;
        rows.push(row);
    }
    Ok(Sheet::from_rows("", rows))
}

/// Returns the rows, those of any number of cells.
fn records(text: &str, separator: u8) -> impl Iterator<Item = csv::Result<StringRecord>> {
    ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .into_records()
}

fn separator(text: &str) -> u8 {
    let score = |separator: u8| {
        let widths = records(text, separator).take(PROBED_ROWS).flatten();
        let widths: Vec<usize> = widths.map(|record| record.len()).collect();
        let header = widths.first().copied().unwrap_or(0);
        let alike = widths.iter().filter(|width| **width == header).count();
        (header > 1, alike * header)
    };
    let separators = [b'\t', b';', b','];
    separators
        .into_iter()
        .max_by_key(|separator| score(*separator))
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_separator_is_found_and_rows_keep_their_numbers() {
        for (text, columns) in [
            ("id,name\na,\"x; y\"\n", ["id", "name"]),
            ("id;name\r\na;\"x, y\nz\"\r\n\r\nb;c\r\n", ["id", "name"]),
            ("id\tname\na\tb, c; d\n", ["id", "name"]),
        ] {
            let sheet = read(text, &mut CellCounter::default());
            let sheet = sheet.expect("CSV").expect("a table");
            assert_eq!(sheet.columns, columns, "{text}");
            assert_eq!(sheet.rows[0].number, 2);
            assert_eq!(sheet.rows[0].cells[0].text, "a");
        }
    }
}
