//! The table of claims: the provenance of field values.

use super::column::Column;
use super::csv::CsvWriter;
use super::provenance_cells::{provenance_columns, sources, status_and_note};
use super::value_text::value_text;
use crate::layout::World;

fn column(name: &str, title: &str) -> Column {
    Column::new(name, title, "string")
}

pub(super) fn columns(world: &World) -> Vec<Column> {
    let mut columns = vec![
        column("record", "Запись / record").required(),
        column("field", "Поле / field").required(),
        column("value", "Значение / value"),
    ];
    columns.extend(provenance_columns(world));
    columns
}

pub(super) fn rows(world: &World, rows: &mut CsvWriter<'_>) {
    for record in &world.atlas.records {
        for fact in &record.facts {
            let Some(claim) = &fact.claim else { continue };
            let field = world.site.vocabulary.field(fact.field);
            rows.row(|row| {
                row.cell(&record.id);
                row.cell(&field.name);
                row.cell(&value_text(world, &field.value, &fact.value));
                status_and_note(world, claim, row);
                sources(world, &claim.sources, row);
            });
        }
    }
}
