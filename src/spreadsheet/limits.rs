//! Limits of tables of strangers.

use super::sheet::SheetRow;
use super::sheet_fault::SheetFault;

/// The limit of a file, in bytes.
pub(super) const MAX_FILE: u64 = 64 << 20;

/// The limit of what the parts of a packed file unpack to, in bytes.
#[cfg(feature = "spreadsheets")]
pub(super) const MAX_UNPACKED: u64 = 256 << 20;

/// The limit of cells in all sheets of a file.
pub(super) const MAX_CELLS: usize = 4_000_000;

/// The limit of columns of a sheet, that of spreadsheets.
pub(super) const MAX_COLUMNS: usize = 16_384;

/// Counts the cells of a file while it is read.
#[derive(Default)]
pub(super) struct CellCounter(usize);

impl CellCounter {
    /// Counts the cells of a row. Fails at the limit.
    pub(super) fn add(&mut self, row: &SheetRow) -> Result<(), SheetFault> {
        self.0 += row.cells.len().max(1);
        match self.0 > MAX_CELLS || row.cells.len() > MAX_COLUMNS {
            true => Err(too_many_cells()),
            false => Ok(()),
        }
    }
}

/// The fault of a file with too many cells.
pub(super) fn too_many_cells() -> SheetFault {
    SheetFault::new(
        format!("в таблице больше {MAX_CELLS} ячеек или {MAX_COLUMNS} столбцов; разделите её"),
        format!("the table has more than {MAX_CELLS} cells or {MAX_COLUMNS} columns; divide it"),
    )
}

/// The fault of a file that is too large.
pub(super) fn too_large(limit: u64) -> SheetFault {
    let limit = limit >> 20;
    SheetFault::new(
        format!("файл больше {limit} МБ; разделите его"),
        format!("the file is larger than {limit} MB; divide it"),
    )
}
