//! The atlas in tables: which columns each has, and its rows.
//!
//! Nothing is left out: every record and relation is a row, and a text has a column in each language. Where a cell
//! holds several values, they are separated by ` | `.

use super::csv::{Row, Rows};
use super::text::Text;
use super::{claim_table, record_table, relation_table};
use crate::layout::World;
use crate::page::Table;
use crate::site::{Language, Localized};

/// A column of a table.
pub(super) struct Column {
    /// Its name in the first row.
    pub(super) name: String,
    /// Its name for readers.
    pub(super) title: String,
    /// What its cells hold, as Table Schema calls it (<https://datapackage.org/standard/table-schema/#field-types>).
    pub(super) of_type: &'static str,
    /// What its cells may hold; empty means anything of the type.
    pub(super) choices: Vec<String>,
    /// Whether no cell is empty.
    pub(super) required: bool,
}

impl Column {
    pub(super) fn new(name: impl Into<String>, title: &str, of_type: &'static str) -> Column {
        Column { name: name.into(), title: title.to_owned(), of_type, choices: Vec::new(), required: false }
    }

    pub(super) fn required(mut self) -> Column {
        self.required = true;
        self
    }

    pub(super) fn one_of<'c>(mut self, choices: impl IntoIterator<Item = &'c str>) -> Column {
        self.choices = choices.into_iter().map(str::to_owned).collect();
        self
    }
}

/// The columns of a table.
pub(super) fn columns(world: &World, table: Table) -> Vec<Column> {
    match table {
        Table::Kind(kind) => record_table::columns(world, kind).into_iter().map(|(column, _)| column).collect(),
        Table::Relations => relation_table::columns(world),
        Table::Figures => claim_table::figure_columns(world),
        Table::Claims => claim_table::columns(world),
    }
}

/// The file of a table.
pub(super) fn write(world: &World, table: Table, mut text: Text<'_>) {
    // Excel takes a file for UTF-8 only when it begins with a byte order mark.
    if world.site.data.csv_bom {
        text.push('\u{feff}');
    }
    let mut rows = Rows::new(text);
    rows.row(|row| columns(world, table).iter().for_each(|column| row.cell(&column.name)));
    match table {
        Table::Kind(kind) => record_table::rows(world, kind, &mut rows),
        Table::Relations => relation_table::rows(world, &mut rows),
        Table::Figures => claim_table::figure_rows(world, &mut rows),
        Table::Claims => claim_table::rows(world, &mut rows),
    }
    rows.finish();
}

/// A column for a text in each language of the site.
pub(super) fn in_each_language(world: &World, name: &str, title: &str) -> Vec<Column> {
    let column = |language: Language| Column::new(format!("{name}_{}", world.site.code(language)), title, "string");
    world.site.each_language().map(column).collect()
}

/// The cells of a text in each language of the site.
pub(super) fn texts(world: &World, text: &Localized, row: &mut Row<'_>) {
    for language in world.site.each_language() {
        row.cell(text.exact(language).map_or("", |text| text));
    }
}
