//! Reads a file of tables. Its name tells the format.

use super::limits::{CellCounter, MAX_FILE, too_large};
use super::sheet::{Sheet, Workbook};
use super::sheet_fault::SheetFault;
use super::text_encoding::TextEncoding;
use super::{delimited, nested};

/// Reads the tables of a file. `name` is its path; `encoding` is that of its text, if it is known.
pub fn read_workbook(
    name: &str,
    bytes: &[u8],
    encoding: Option<TextEncoding>,
) -> Result<Workbook, SheetFault> {
    if bytes.len() as u64 > MAX_FILE {
        return Err(too_large(MAX_FILE));
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let mut cells = CellCounter::default();
    let read: fn(&str, &mut CellCounter) -> Result<Option<Sheet>, SheetFault> =
        match extension.to_ascii_lowercase().as_str() {
            "xlsx" | "xlsm" | "xls" | "ods" => return read_spreadsheet(bytes, &mut cells),
            "csv" | "tsv" | "txt" => delimited::read,
            "json" | "jsonl" | "ndjson" => nested::read_json,
            "yaml" | "yml" => nested::read_yaml,
            _ => {
                return Err(SheetFault::new(
                    "неизвестный формат; читаются csv, tsv, xlsx, xls, ods, json, jsonl и yaml",
                    "unknown format; csv, tsv, xlsx, xls, ods, json, jsonl and yaml are read",
                ));
            }
        };
    let encoding = encoding.unwrap_or_else(|| TextEncoding::detect(bytes));
    let text = encoding.decode(bytes);
    Ok(Workbook {
        sheets: read(&text, &mut cells)?.into_iter().collect(),
        hidden: Vec::new(),
        encoding: Some(encoding),
    })
}

#[cfg(feature = "spreadsheets")]
fn read_spreadsheet(bytes: &[u8], cells: &mut CellCounter) -> Result<Workbook, SheetFault> {
    super::workbook_file::read(bytes, cells)
}

#[cfg(not(feature = "spreadsheets"))]
fn read_spreadsheet(_: &[u8], _: &mut CellCounter) -> Result<Workbook, SheetFault> {
    Err(SheetFault::new(
        "эта программа собрана без feature spreadsheets: сохраните таблицу как CSV",
        "this program was built without the feature spreadsheets: save the table as CSV",
    ))
}
