//! The cells of a table as texts, for spreadsheets and for the comparison with one that was edited.

use super::column::Column;
use super::csv::without_apostrophe;
use super::table;
use crate::model::SiteModel;
use crate::plan::Table;
use crate::text::chunk_writer::ChunkWriter;

/// A table as its file in `data/` has it.
pub struct TableCells {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has a cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// Returns the cells of a table: those of its CSV file, without the apostrophes that keep spreadsheets from calculating.
pub fn table_cells(model: &SiteModel, table: Table) -> TableCells {
    let mut bytes = Vec::new();
    let mut to = |piece: &[u8]| bytes.extend_from_slice(piece);
    table::write(model, table, ChunkWriter::new(&mut to));
    let mut reader = csv::ReaderBuilder::new().from_reader(&bytes[..]);
    let records = reader.records().flatten();
    let cells = |record: csv::StringRecord| {
        let cells = record.iter().map(without_apostrophe);
        cells.map(str::to_owned).collect()
    };
    TableCells {
        columns: table::columns(model, table),
        rows: records.map(cells).collect(),
    }
}
