//! Columns and cells of provenance: status, editorial note and sources of a claim.

use super::column::{Column, in_each_language, localized_cells};
use super::csv::CsvRow;
use crate::atlas::{EffectiveSources, RecordIx};
use crate::model::SiteModel;
use crate::record::{Provenance, Status};

/// The columns of status, note and sources.
pub(super) fn provenance_columns(model: &SiteModel) -> Vec<Column> {
    let mut columns = vec![
        Column::new("status", "Статус / status", "string")
            .required()
            .one_of(Status::NAMES.map(|(id, _)| id)),
    ];
    columns.extend(in_each_language(model, "note", "Примечание / note"));
    columns.extend(source_columns());
    columns
}

/// The columns of the sources.
pub(super) fn source_columns() -> [Column; 2] {
    let title =
        "Источники — записи, вида или сайта / sources are those of the record, kind or site";
    [
        Column::new("sources", "Источники / sources", "string"),
        Column::new("sources_inherited", title, "boolean").required(),
    ]
}

/// Writes the cells of status and note.
pub(super) fn status_and_note(model: &SiteModel, claim: &Provenance, row: &mut CsvRow<'_>) {
    row.cell(claim.status.id());
    localized_cells(model, &claim.note, row);
}

/// Writes the cells of the sources.
pub(super) fn sources(model: &SiteModel, found: &EffectiveSources<'_>, row: &mut CsvRow<'_>) {
    let id = |source: &RecordIx| &*model.atlas.record(*source).id;
    row.multi_value_cell(found.sources.iter().map(id));
    row.cell(if found.inherited { "true" } else { "false" });
}
