//! The table of figures: dated observations of records.

use super::column::{Column, in_each_language, localized_cells, title};
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
        column("record", &title(model, "column_record")).required(),
        column("of", &title(model, "column_figure"))
            .required()
            .one_of(figures),
    ];
    columns.extend(in_each_language(
        model,
        "label",
        &title(model, "column_figure_words"),
    ));
    columns.extend([
        column("value", &title(model, "column_value_given")).required(),
        Column::new("number", &title(model, "column_number"), "number").required(),
        Column::new("percent", &title(model, "column_percent"), "boolean").required(),
        column("on", &title(model, "column_on")),
        column("by", &title(model, "column_by")),
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
