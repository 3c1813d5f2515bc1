//! The CSV tables of the atlas: selects columns and rows of each.
//!
//! The tables are complete: every record and relation is a row, and a text has a column in each language. Several values
//! in one cell are separated by ` | `.

use super::column::Column;
use super::csv::CsvWriter;
use super::{claim_table, figure_table, record_table, relation_table};
use crate::model::SiteModel;
use crate::plan::Table;
use crate::text::chunk_writer::ChunkWriter;

/// The columns of a table.
pub(super) fn columns(model: &SiteModel, table: Table) -> Vec<Column> {
    match table {
        Table::Kind(kind) => record_table::columns(model, kind)
            .into_iter()
            .map(|(column, _)| column)
            .collect(),
        Table::Relations => relation_table::columns(model),
        Table::Figures => figure_table::columns(model),
        Table::Claims => claim_table::columns(model),
    }
}

/// Writes the file of a table.
pub(super) fn write(model: &SiteModel, table: Table, mut out: ChunkWriter<'_>) {
    // Excel detects UTF-8 only by a byte order mark.
    if model.site.data.csv_bom {
        out.push_str("\u{feff}");
    }
    let mut rows = CsvWriter::new(out);
    rows.row(|row| {
        columns(model, table)
            .iter()
            .for_each(|column| row.cell(&column.name));
    });
    match table {
        Table::Kind(kind) => record_table::rows(model, kind, &mut rows),
        Table::Relations => relation_table::rows(model, &mut rows),
        Table::Figures => figure_table::rows(model, &mut rows),
        Table::Claims => claim_table::rows(model, &mut rows),
    }
    rows.finish();
}
