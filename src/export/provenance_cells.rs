//! Columns and cells of provenance: status, editorial note and sources of a claim.

use super::column::{Column, in_each_language, localized_cells};
use super::csv::CsvRow;
use crate::model::SiteModel;
use crate::record::{Provenance, RecordName, Status};

/// The columns of status, note and sources.
pub(super) fn provenance_columns(model: &SiteModel) -> Vec<Column> {
    let mut columns = vec![
        Column::new("status", "Статус / status", "string")
            .required()
            .one_of(Status::NAMES.map(|(id, _)| id)),
    ];
    columns.extend(in_each_language(model, "note", "Примечание / note"));
    columns.push(Column::new("sources", "Источники / sources", "string"));
    columns
}

/// Writes the cells of status and note.
pub(super) fn status_and_note(model: &SiteModel, claim: &Provenance, row: &mut CsvRow<'_>) {
    row.cell(claim.status.id());
    localized_cells(model, &claim.note, row);
}

/// Writes the cell of the sources.
pub(super) fn sources(model: &SiteModel, targets: &[RecordName], row: &mut CsvRow<'_>) {
    row.multi_value_cell(
        model
            .atlas
            .resolve_all(targets)
            .map(|source| &*model.atlas.record(source).id),
    );
}
