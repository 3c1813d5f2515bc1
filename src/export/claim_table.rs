//! The tables of figures, and of what is said about the values of fields.

use super::csv::Rows;
use super::record_table::{whole, written};
use super::relation_table::{claim, sources};
use super::table::{Column, in_each_language, texts};
use crate::layout::World;
use crate::record::Status;

fn column(name: &str, title: &str) -> Column {
    Column::new(name, title, "string")
}

/// The columns of a claim's status and note.
fn claim_columns(world: &World) -> Vec<Column> {
    let mut columns = vec![column("status", "Статус / status").required().one_of(Status::NAMES.map(|(id, _)| id))];
    columns.extend(in_each_language(world, "note", "Примечание / note"));
    columns.push(column("sources", "Источники / sources"));
    columns
}

pub(super) fn figure_columns(world: &World) -> Vec<Column> {
    let figures = world.site.vocabulary.figures.iter().map(|(id, _)| &**id);
    let mut columns = vec![
        column("record", "Запись / record").required(),
        column("of", "Показатель / figure").required().one_of(figures),
    ];
    columns.extend(in_each_language(world, "label", "Показатель словами / figure in words"));
    columns.extend([
        column("value", "Значение, как указано / value as given").required(),
        Column::new("number", "Число / number", "number").required(),
        Column::new("percent", "Проценты / per cent", "boolean").required(),
        column("on", "На дату / as of"),
        column("by", "По данным / according to"),
    ]);
    columns.extend(claim_columns(world));
    columns
}

pub(super) fn figure_rows(world: &World, rows: &mut Rows<'_>) {
    for record in &world.atlas.records {
        for figure in &record.figures {
            let (id, label) = &world.site.vocabulary.figures[figure.of.index()];
            let by = figure.by.as_ref().and_then(|by| world.atlas.resolve(&by.text));
            rows.row(|row| {
                row.cell(&record.id);
                row.cell(id);
                texts(world, label, row);
                row.cell(&figure.value.to_string());
                row.cell(&figure.value.number.to_string());
                row.cell(if figure.value.percent { "true" } else { "false" });
                row.cell(&written(figure.on));
                row.cell(by.map_or("", |by| &world.atlas.record(by).id));
                claim(world, &figure.claim, row);
                sources(world, &figure.claim.sources, row);
            });
        }
    }
}

pub(super) fn columns(world: &World) -> Vec<Column> {
    let mut columns = vec![
        column("record", "Запись / record").required(),
        column("field", "Поле / field").required(),
        column("value", "Значение / value"),
    ];
    columns.extend(claim_columns(world));
    columns
}

pub(super) fn rows(world: &World, rows: &mut Rows<'_>) {
    for record in &world.atlas.records {
        for fact in &record.facts {
            let Some(said) = &fact.claim else { continue };
            let field = world.site.vocabulary.field(fact.field);
            rows.row(|row| {
                row.cell(&record.id);
                row.cell(&field.name);
                row.cell(&whole(world, &field.value, &fact.value));
                claim(world, said, row);
                sources(world, &said.sources, row);
            });
        }
    }
}
