//! The sheets of the workbook: which tables, under which names, and what each column is for.

use super::column::{Column, title};
use super::record_table::{FieldPart, RecordPart};
use crate::model::SiteModel;
use crate::plan::{Export, Table};
use crate::site::Language;

/// The limit of the name of a sheet, in characters.
const MAX_NAME: usize = 31;

/// What an import does with a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnUse {
    /// It tells which record or relation a row is of.
    Key,
    /// Its cells are values that can be edited.
    Edited,
    /// The program makes it of other values.
    Computed,
}

impl RecordPart {
    /// Returns what an import does with the column of the part.
    pub fn column_use(self) -> ColumnUse {
        match self {
            RecordPart::Id => ColumnUse::Key,
            RecordPart::Url
            | RecordPart::RegionsDerived
            | RecordPart::Text(_)
            | RecordPart::Field(_, FieldPart::FirstDay | FieldPart::LastDay) => ColumnUse::Computed,
            RecordPart::Status
            | RecordPart::Name(_)
            | RecordPart::Short(_)
            | RecordPart::Aliases
            | RecordPart::Names
            | RecordPart::Summary(_)
            | RecordPart::Field(..)
            | RecordPart::Regions
            | RecordPart::Sectors
            | RecordPart::Sources => ColumnUse::Edited,
        }
    }
}

/// Returns what an import does with a column of the tables of relations and figures. Claims are not imported.
pub fn column_use(table: Table, column: &Column) -> ColumnUse {
    match (table, column.name.as_str()) {
        (Table::Relations, "from" | "relation" | "to")
        | (Table::Figures, "record" | "of" | "on") => ColumnUse::Key,
        (Table::Relations, "role" | "since" | "until" | "status" | "sources")
        | (Table::Figures, "value" | "by" | "status" | "sources") => ColumnUse::Edited,
        (Table::Relations, name) if is_edited_qualifier(name) => ColumnUse::Edited,
        (Table::Kind(_) | Table::Relations | Table::Figures | Table::Claims, _) => {
            ColumnUse::Computed
        }
    }
}

/// Whether a column holds a qualifier as it is written, and not a part of it.
fn is_edited_qualifier(name: &str) -> bool {
    name.starts_with("qualifier_") && !name.ends_with("_amount") && !name.ends_with("_currency")
}

/// Returns the tables of an atlas in the order of their sheets.
pub fn tables(model: &SiteModel) -> Vec<Table> {
    let files = Export::data_files(&model.site, &model.atlas);
    files
        .into_iter()
        .filter_map(|file| match file {
            Export::Table(table) => Some(table),
            _ => None,
        })
        .collect()
}

/// Returns the name of the sheet of a table.
pub fn sheet_name(model: &SiteModel, table: Table) -> String {
    let name = match table {
        Table::Kind(kind) => {
            let title = &model.site.vocabulary.kind(kind).title;
            title.text(Language::DEFAULT).to_owned()
        }
        Table::Relations => message(model, "sheet_relations"),
        Table::Figures => message(model, "sheet_figures"),
        Table::Claims => message(model, "sheet_claims"),
    };
    let allowed = name.chars().map(|c| match c {
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => ' ',
        c if c.is_control() => ' ',
        c => c,
    });
    let cut: String = allowed.take(MAX_NAME).collect();
    let cut = cut.trim();
    let is_taken = |other: &Table| {
        *other != table
            && matches!((other, table), (Table::Kind(a), Table::Kind(b)) if a.index() < b.index())
            && sheet_name(model, *other).to_lowercase() == cut.to_lowercase()
    };
    match table {
        Table::Kind(kind) if cut.is_empty() || tables(model).iter().any(is_taken) => {
            let folder = model.site.vocabulary.kind(kind).folder.chars();
            folder.take(MAX_NAME).collect()
        }
        _ => cut.to_owned(),
    }
}

/// Returns a word of the interface in the first language of the site.
pub(super) fn message(model: &SiteModel, key: &str) -> String {
    let found = model.message(Language::DEFAULT, key);
    found.map_or_else(|| title(model, key), ToString::to_string)
}
