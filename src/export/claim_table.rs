//! The table of claims: the provenance of field values.

use super::column::Column;
use super::csv::CsvWriter;
use super::provenance_cells::{provenance_columns, sources, status_and_note};
use super::value_text::value_text;
use crate::model::SiteModel;
use crate::site::Language;

fn column(name: &str, title: &str) -> Column {
    Column::new(name, title, "string")
}

pub(super) fn columns(model: &SiteModel) -> Vec<Column> {
    let mut columns = vec![
        column("record", "Запись / record").required(),
        column("field", "Поле / field").required(),
        column("value", "Значение / value"),
    ];
    columns.extend(provenance_columns(model));
    columns
}

pub(super) fn rows(model: &SiteModel, rows: &mut CsvWriter<'_>) {
    for record in &model.atlas.records {
        for fact in &record.fields {
            let Some(claim) = &fact.provenance else {
                continue;
            };
            let field = model.site.vocabulary.field(fact.field);
            for value in fact.value.all() {
                rows.row(|row| {
                    row.cell(&record.id);
                    row.cell(&field.name);
                    row.cell(&value_text(model, &field.value, value, Language::DEFAULT));
                    status_and_note(model, claim, row);
                    sources(model, &claim.sources, row);
                });
            }
        }
    }
}
