//! What an import has read, changed and not understood.

use crate::refactor::Refusal;
use crate::spreadsheet::CellAddress;

/// The account of an import.
#[derive(Debug, Default)]
pub struct ImportAccount {
    /// What came of each sheet.
    pub sheets: Vec<SheetAccount>,
    /// The changed values, in the order of the sheets.
    pub changes: Vec<CellChange>,
    /// The new records: kind, id and the address of the row.
    pub new_records: Vec<(String, String, CellAddress)>,
    /// The cells and rows that are left out, with the reasons.
    pub problems: Vec<CellRemark>,
    /// Remarks on cells that need no decision.
    pub notes: Vec<CellRemark>,
    /// The rows of a table of somebody else, and how many of them belong to a thing of an earlier row.
    pub mapped_rows: Option<(usize, usize)>,
    /// The lines that `site.toml` lacks for the table.
    pub site_lines: Vec<String>,
    /// Columns that have no place in the atlas, by the address of their header.
    pub unmapped: Vec<CellRemark>,
}

/// What came of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetAccount {
    /// The name of the sheet, or of the file if that has none.
    pub name: String,
    /// The rows that were read.
    pub rows: usize,
    /// The values that are others than in the atlas.
    pub changed_values: usize,
    /// The records that have such values.
    pub changed_records: usize,
    /// The new records and relations.
    pub new_rows: usize,
    /// The rows that are left out whole.
    pub skipped_rows: usize,
}

/// A value that an import changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// The cell.
    pub at: CellAddress,
    /// The record.
    pub record: String,
    /// The column.
    pub column: String,
    /// The value in the atlas.
    pub from: String,
    /// The value in the sheet. `None`: it is removed.
    pub to: Option<String>,
}

/// A remark on a cell or a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellRemark {
    /// The cell; that of the id for a row.
    pub at: CellAddress,
    /// The column; empty for a row.
    pub column: String,
    /// The remark in both languages.
    pub words: Refusal,
}
