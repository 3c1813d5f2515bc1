//! The types of tables.

use super::cell_address::CellAddress;
use super::text_encoding::TextEncoding;

/// The tables of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Workbook {
    /// The visible sheets that hold something.
    pub sheets: Vec<Sheet>,
    /// The names of hidden sheets, which are not read.
    pub hidden: Vec<String>,
    /// The encoding of the text. `None`: the format has its own.
    pub encoding: Option<TextEncoding>,
}

/// A table: a header and rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The name of the sheet; empty for a file that has none.
    pub name: String,
    /// The names of the columns, trimmed; empty for one without.
    pub columns: Vec<String>,
    /// The rows below the header that are not empty.
    pub rows: Vec<SheetRow>,
    /// The number of rows above the header that are not empty.
    pub skipped: usize,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetRow {
    /// The number of the row in its file, from 1.
    pub number: u32,
    /// The cells; those at the end may be missing.
    pub cells: Vec<SheetCell>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetCell {
    /// The text, as nearly as it is known what its author typed.
    pub text: String,
    /// The form of the value.
    pub form: CellForm,
}

/// The form of the value of a cell: what a spreadsheet may have made of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellForm {
    /// A text.
    #[default]
    Text,
    /// A number: leading zeros and signs are lost.
    Number,
    /// A number whose cell shows it as percent. The text is that percentage.
    Percent,
    /// A date: what was typed can have been less exact.
    Date,
    /// Yes or no.
    Boolean,
    /// A formula that no program has calculated: there is no value.
    Uncalculated,
    /// An error of the spreadsheet, such as `#REF!`.
    Error,
}

impl SheetCell {
    /// A cell of text.
    pub fn text(text: impl Into<String>) -> SheetCell {
        SheetCell {
            text: text.into(),
            form: CellForm::Text,
        }
    }

    /// Whether nothing stands in the cell.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.form != CellForm::Uncalculated
    }
}

impl Sheet {
    /// Makes a table of rows: the first one that is as wide as the table is the header. `None` if nothing stands in them.
    pub(super) fn from_rows(name: &str, mut rows: Vec<SheetRow>) -> Option<Sheet> {
        let filled = |row: &SheetRow| row.cells.iter().filter(|cell| !cell.is_empty()).count();
        rows.retain(|row| filled(row) > 0);
        let widest = rows.iter().take(20).map(filled).max()?;
        let header = rows.iter().position(|row| filled(row) * 2 >= widest)?;
        let below = rows.split_off(header + 1);
        let columns = rows.pop()?.cells;
        Some(Sheet {
            name: name.to_owned(),
            columns: columns
                .into_iter()
                .map(|cell| cell.text.trim().to_owned())
                .collect(),
            rows: below,
            skipped: rows.len(),
        })
    }

    /// Returns the cell of a row in a column. `None`: the row ends before it.
    pub fn cell<'r>(&self, row: &'r SheetRow, column: usize) -> Option<&'r SheetCell> {
        row.cells.get(column)
    }

    /// Returns the index of the column with a name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|known| known == name)
    }

    /// Returns the address of a cell.
    pub fn address(&self, row: &SheetRow, column: usize) -> CellAddress {
        CellAddress {
            sheet: self.name.clone(),
            row: row.number,
            column: u32::try_from(column).unwrap_or(u32::MAX),
        }
    }
}
