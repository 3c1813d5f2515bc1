//! The table of figures: dated observations of records.

use super::column::{Column, in_each_language, localized_cells};
use super::csv::CsvWriter;
use super::provenance_cells::{provenance_columns, sources, status_and_note};
use super::value_text::date_text;
use crate::model::SiteModel;
use crate::record::unambiguous_number;
use crate::site::VocabularyTerm;

fn column(name: &str, title: &str) -> Column {
    Column::new(name, title, "string")
}

pub(super) fn columns(model: &SiteModel) -> Vec<Column> {
    let figures = model
        .site
        .vocabulary
        .figures
        .iter()
        .map(|figure| &*figure.id);
    let mut columns = vec![
        column("record", "Запись / record").required(),
        column("of", "Показатель / figure")
            .required()
            .one_of(figures),
    ];
    columns.extend(in_each_language(
        model,
        "label",
        "Показатель словами / figure in words",
    ));
    columns.extend([
        column("value", "Значение, как указано / value as given").required(),
        Column::new("number", "Число / number", "number").required(),
        Column::new("percent", "Проценты / per cent", "boolean").required(),
        column("on", "На дату / as of"),
        column("by", "По данным / according to"),
    ]);
    columns.extend(provenance_columns(model));
    columns
}

pub(super) fn rows(model: &SiteModel, rows: &mut CsvWriter<'_>) {
    for ix in model.atlas.indices() {
        let record = model.atlas.record(ix);
        for figure in &record.observations {
            let VocabularyTerm { id, label } = model.site.vocabulary.figure(figure.of);
            let by = figure
                .by
                .as_ref()
                .and_then(|by| model.atlas.resolve(&by.text));
            rows.row(|row| {
                row.cell(&record.id);
                row.cell(id);
                localized_cells(model, label, row);
                row.cell(&figure.value.to_string());
                row.cell(&unambiguous_number(figure.value.number));
                row.cell(if figure.value.percent {
                    "true"
                } else {
                    "false"
                });
                row.cell(&date_text(figure.on));
                row.cell(by.map_or("", |by| &model.atlas.record(by).id));
                status_and_note(model, &figure.provenance, row);
                let found = model.atlas.value_sources(ix, Some(&figure.provenance));
                sources(model, &found, row);
            });
        }
    }
}
