//! Reads the rows of a sheet that are found by some of their cells.

use super::row_matching::{MatchedRow, RowIndex};
use super::table_import::{ImportedSheet, TableImport};
use crate::export::{TableCells, table_cells};
use crate::plan::Table;
use crate::refactor::Refusal;
use crate::spreadsheet::SheetRow;

/// A row of a sheet.
pub(super) enum RowMatch<'t> {
    /// It is in the atlas.
    Known(MatchedRow<'t>),
    /// It is not; these are the cells that identify it.
    New([&'t str; 3]),
}

impl TableImport<'_> {
    /// Reads each row of a sheet: that of the exported table with the same cells in some columns, or a new one.
    /// Reports the rows that cannot be read.
    pub(super) fn read_matched_rows(
        &mut self,
        sheet: &ImportedSheet<'_>,
        (table, keys): (Table, &[&str; 3]),
        mut read: impl FnMut(&mut Self, &SheetRow, &TableCells, RowMatch<'_>) -> Result<(), Refusal>,
    ) {
        self.begin_sheet(sheet);
        let table = table_cells(self.model(), table);
        self.report_unmapped(sheet, &table);
        let index = RowIndex::new(&table, keys);
        let places = keys.map(|name| sheet.sheet.column(name));
        for row in &sheet.sheet.rows {
            let key = places.map(|place| sheet.text(row, place));
            let found = index.take(&key).map_or(RowMatch::New(key), RowMatch::Known);
            if let Err(words) = read(self, row, &table, found) {
                let at = sheet.address(row.number, places[0].unwrap_or(0));
                self.problem(at, "", words);
                self.sheet_account().skipped_rows += 1;
            }
        }
    }

    /// Reports the columns that the exported table does not have.
    fn report_unmapped(&mut self, sheet: &ImportedSheet<'_>, table: &TableCells) {
        for (place, name) in sheet.sheet.columns.iter().enumerate() {
            if !name.is_empty() && !table.columns.iter().any(|column| column.name == *name) {
                self.unmapped(sheet, place, None);
            }
        }
    }
}
