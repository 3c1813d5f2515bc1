//! Columns and cells of provenance: status, editorial note and sources of a claim.

use super::column::{Column, in_each_language, localized_cells, title};
use super::csv::CsvRow;
use crate::atlas::{EffectiveSources, RecordIx};
use crate::model::SiteModel;
use crate::record::{Provenance, Status};

/// The columns of status, note and sources.
pub(super) fn provenance_columns(model: &SiteModel) -> Vec<Column> {
    let mut columns = vec![
        Column::new("status", &title(model, "column_status"), "string")
            .required()
            .one_of(Status::NAMES.map(|(id, _)| id)),
    ];
    columns.extend(in_each_language(
        model,
        "note",
        &title(model, "column_note"),
    ));
    columns.extend(source_columns(model));
    columns
}

/// The columns of the sources.
pub(super) fn source_columns(model: &SiteModel) -> [Column; 2] {
    let inherited = title(model, "column_sources_inherited");
    [
        Column::new("sources", &title(model, "column_sources"), "string"),
        Column::new("sources_inherited", &inherited, "boolean").required(),
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
