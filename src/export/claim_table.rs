//! The table of claims: field values, and names with a status or a source, with their provenance.

use super::column::{Column, title};
use super::csv::CsvWriter;
use super::provenance_cells::{provenance_columns, sources, status_and_note};
use super::value_text::value_text;
use crate::atlas::{Claim, ClaimTarget, RecordIx};
use crate::model::SiteModel;
use crate::record::Provenance;
use crate::site::Language;

fn column(name: &str, title: &str) -> Column {
    Column::new(name, title, "string")
}

pub(super) fn columns(model: &SiteModel) -> Vec<Column> {
    let mut columns = vec![
        column("record", &title(model, "column_record")).required(),
        column("field", &title(model, "column_field")).required(),
        column("value", &title(model, "column_value")),
    ];
    columns.extend(provenance_columns(model));
    columns
}

pub(super) fn rows(model: &SiteModel, rows: &mut CsvWriter<'_>) {
    for ix in model.atlas.indices() {
        let record = model.atlas.record(ix);
        for claim in value_claims(model, ix) {
            match claim.target {
                ClaimTarget::Field(place) => {
                    let fact = &record.fields[place];
                    let field = model.site.vocabulary.field(fact.field);
                    for value in fact.value.all() {
                        let text = value_text(model, &field.value, value, Language::DEFAULT);
                        row(model, claim, &field.name, &text, rows);
                    }
                }
                _ => row(
                    model,
                    claim,
                    "name",
                    record.name.text(Language::DEFAULT),
                    rows,
                ),
            }
        }
    }
}

/// Writes the row of a claim.
fn row(model: &SiteModel, claim: Claim, name: &str, value: &str, rows: &mut CsvWriter<'_>) {
    let stated = Provenance::default();
    let provenance = model.atlas.provenance(claim).unwrap_or(&stated);
    rows.row(|row| {
        row.cell(&model.atlas.record(claim.record).id);
        row.cell(name);
        row.cell(value);
        status_and_note(model, provenance, row);
        sources(model, &model.atlas.claim_sources(claim, &model.site), row);
    });
}

/// The claims of a record that are rows of the table: its fields, and its name if that has a status or a source.
pub(super) fn value_claims(model: &SiteModel, ix: RecordIx) -> impl Iterator<Item = Claim> {
    let claims = model.atlas.claims(ix, &model.site);
    claims.take_while(|claim| matches!(claim.target, ClaimTarget::Name | ClaimTarget::Field(_)))
}
