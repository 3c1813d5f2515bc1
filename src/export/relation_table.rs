//! The table of relations: each relation once, those from links in texts included.

use super::column::{Column, in_each_language, localized_cells, title};
use super::csv::{self, CsvRow, CsvWriter};
use super::provenance_cells::{source_columns, sources, status_and_note};
use super::qualifier_cells::QualifierColumns;
use super::record_strings::RecordStrings;
use super::value_text::date_text;
use crate::atlas::RecordIx;
use crate::model::SiteModel;
use crate::record::{RelationDetails, Role, Status};
use crate::site::{Language, Localized, RelationType, VocabularyTerm};

pub(super) fn columns(model: &SiteModel) -> Vec<Column> {
    let vocabulary = &model.site.vocabulary;
    let column = |name: &str, title: &str| Column::new(name, title, "string");
    let mut columns = vec![
        column("from", &title(model, "column_from")).required(),
        column("from_kind", &title(model, "column_its_kind"))
            .required()
            .one_of(vocabulary.kinds.iter().map(|kind| &*kind.id)),
        column("from_name", &title(model, "column_its_name")).required(),
        column("relation", &title(model, "column_relation")).required(),
        column("inverse", &title(model, "column_inverse")).required(),
        column("to", &title(model, "column_to")).required(),
        column("to_kind", &title(model, "column_its_kind"))
            .required()
            .one_of(vocabulary.kinds.iter().map(|kind| &*kind.id)),
        column("to_name", &title(model, "column_its_name")).required(),
        column("role", &title(model, "column_role")),
    ];
    columns.extend(in_each_language(
        model,
        "role",
        &title(model, "column_role_words"),
    ));
    columns.extend([
        column("since", &title(model, "column_since")),
        column("until", &title(model, "column_until")),
        column("on", &title(model, "column_on")),
        column("status", &title(model, "column_status"))
            .required()
            .one_of(Status::NAMES.map(|(id, _)| id)),
    ]);
    columns.extend(in_each_language(
        model,
        "note",
        &title(model, "column_note"),
    ));
    columns.extend([column("via", &title(model, "column_via"))]);
    columns.extend(QualifierColumns::new(model).columns());
    columns.extend(source_columns(model));
    columns.extend([
        column("stated_in", &title(model, "column_stated_in")),
        Column::new("derived", &title(model, "column_derived"), "boolean").required(),
    ]);
    columns
}

pub(super) fn rows(model: &SiteModel, rows: &mut CsvWriter<'_>) {
    let vocabulary = &model.site.vocabulary;
    let ends = RecordStrings::new(model, |cells, record| {
        let record = model.atlas.record(record);
        csv::write_cells(cells, |row| {
            row.cell(&record.id);
            row.cell(&vocabulary.kind(record.kind).id);
            row.cell(record.title(Language::DEFAULT).0);
        });
    });
    let to_cells = |write: &dyn Fn(&mut CsvRow<'_>)| {
        let mut cells = String::new();
        csv::write_cells(&mut cells, write);
        cells
    };
    let relation = |kind: &RelationType| {
        to_cells(&|row| {
            row.cell(&kind.name);
            row.cell(&kind.inverse);
        })
    };
    let relations: Vec<String> = vocabulary.relations.iter().map(relation).collect();
    // Most relations have no details.
    let nothing = RelationDetails::default();
    let qualifiers = QualifierColumns::new(model);
    // Without details all cells of qualifiers are empty, whatever the type of the relation.
    let write_all = |kind: &RelationType, details, via, row: &mut CsvRow<'_>| {
        write_details(model, details, via, row);
        qualifiers.write(kind, details, row);
    };
    let bare = vocabulary.relations.first().map_or(String::new(), |kind| {
        to_cells(&|row| write_all(kind, &nothing, None, row))
    });
    let id = |record| &*model.atlas.record(record).id;
    for relation in &model.atlas.relations {
        rows.row(|row| {
            row.raw_cells(ends.get(relation.from));
            row.raw_cells(&relations[relation.relation.index()]);
            row.raw_cells(ends.get(relation.to));
            match (relation.details.as_deref(), relation.via) {
                (None, None) => row.raw_cells(&bare),
                (details, via) => {
                    let kind = vocabulary.relation(relation.relation);
                    write_all(kind, details.unwrap_or(&nothing), via, row);
                }
            }
            sources(
                model,
                &model.atlas.relation_sources(relation, &model.site),
                row,
            );
            row.multi_value_cell(relation.stated_in().map(id));
            row.cell(if relation.derived { "true" } else { "false" });
        });
    }
}

/// Writes the cells of the details of a relation.
fn write_details(
    model: &SiteModel,
    details: &RelationDetails,
    via: Option<RecordIx>,
    row: &mut CsvRow<'_>,
) {
    let none = Localized::default();
    let (id, words) = match &details.role {
        Some(Role::Known(role)) => {
            let VocabularyTerm { id, label } = &model.site.vocabulary.roles[usize::from(*role)];
            (&**id, label)
        }
        Some(Role::Words(words)) => ("", words),
        None => ("", &none),
    };
    row.cell(id);
    localized_cells(model, words, row);
    for date in [details.since, details.until, details.on] {
        row.cell(&date_text(date));
    }
    status_and_note(model, &details.provenance, row);
    row.cell(via.map_or("", |via| &model.atlas.record(via).id));
}
