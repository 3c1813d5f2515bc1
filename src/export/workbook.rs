//! The tables as a workbook: a sheet each, one that explains the columns, and one with the values to choose from.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, Formula,
    Workbook, Worksheet, XlsxError,
};

use super::column::Column;
use super::record_table::{self, RecordPart};
use super::table_cells::table_cells;
use super::workbook_sheets::{ColumnUse, column_use, message, sheet_name, tables};
use crate::model::SiteModel;
use crate::plan::Table;
use crate::site::{Facet, KindIx};

/// The limit of a cell, in code units of UTF-16.
const MAX_CELL: usize = 32_767;

/// The limit of rows of a sheet.
const MAX_ROWS: usize = 1_048_575;

/// The number of free rows below a table that have drop-down lists.
const FREE_ROWS: u32 = 1000;

/// The largest number of values in a drop-down list.
const MAX_LIST: usize = 5000;

/// Writes the workbook. The same atlas gives the same bytes: it has no time of making.
pub fn write_workbook(model: &SiteModel) -> Vec<u8> {
    // Names are unique and short, and cells are cut, so that nothing is left to fail.
    try_write(model).unwrap_or_default()
}

fn try_write(model: &SiteModel) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let time = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&time));
    let mut lists = ChoiceLists::new(message(model, "sheet_lists"));
    let mut about = vec![
        ["sheet", "column", "title", "use", "values"]
            .map(|key| message(model, &format!("column_{key}")))
            .to_vec(),
    ];
    for table in tables(model) {
        let sheet = write_table(model, table, &mut lists, &mut about)?;
        book.push_worksheet(sheet);
    }
    book.push_worksheet(write_rows(&message(model, "sheet_columns"), &about)?);
    book.push_worksheet(lists.write()?);
    book.save_to_buffer()
}

/// Writes the sheet of a table, and adds the rows that explain its columns.
fn write_table(
    model: &SiteModel,
    table: Table,
    lists: &mut ChoiceLists,
    about: &mut Vec<Vec<String>>,
) -> Result<Worksheet, XlsxError> {
    let cells = table_cells(model, table);
    let name = sheet_name(model, table);
    let parts: Vec<Option<RecordPart>> = match table {
        Table::Kind(kind) => record_table::columns(model, kind)
            .into_iter()
            .map(|(_, part)| Some(part))
            .collect(),
        Table::Relations | Table::Figures | Table::Claims => vec![None; cells.columns.len()],
    };
    let header = cells.columns.iter().map(|column| column.name.clone());
    let rows: Vec<Vec<String>> = std::iter::once(header.collect())
        .chain(cells.rows.into_iter().take(MAX_ROWS))
        .collect();
    let mut sheet = write_rows(&name, &rows)?;
    let last = u32::try_from(rows.len())
        .unwrap_or(u32::MAX)
        .saturating_add(FREE_ROWS);
    for ((index, column), part) in (0..).zip(&cells.columns).zip(parts) {
        let used = part.map_or_else(|| column_use(table, column), RecordPart::column_use);
        if used == ColumnUse::Edited
            && let Some(list) = list_of(model, column, part, lists)
        {
            sheet.add_data_validation(1, index, last.min(1_048_575), index, &list)?;
        }
        let word = match used {
            ColumnUse::Key => "column_use_key",
            ColumnUse::Edited => "column_use_edited",
            ColumnUse::Computed => "column_use_computed",
        };
        about.push(vec![
            name.clone(),
            column.name.clone(),
            column.title.clone(),
            message(model, word),
            column.choices.join(", "),
        ]);
    }
    Ok(sheet)
}

/// Returns the drop-down list of a column. `None`: any value can stand there, or there are too many.
fn list_of(
    model: &SiteModel,
    column: &Column,
    part: Option<RecordPart>,
    lists: &mut ChoiceLists,
) -> Option<DataValidation> {
    let facet = |facet| model.site.vocabulary.facet(facet);
    let sources = model
        .site
        .vocabulary
        .relation(model.site.vocabulary.known.sources);
    let (name, values, style) = match part {
        Some(RecordPart::Regions) => references(model, "regions", facet(Facet::Region)?),
        Some(RecordPart::Sectors) => references(model, "sectors", facet(Facet::Sector)?),
        Some(RecordPart::Sources) => references(model, "sources", *sources.to.first()?),
        _ if column.choices.is_empty() => return None,
        _ => (
            column.choices.join(","),
            column.choices.clone(),
            DataValidationErrorStyle::Warning,
        ),
    };
    let formula = lists.add(&name, values)?;
    let list = DataValidation::new()
        .allow_list_formula(Formula::new(formula))
        .ignore_blank(true);
    // Several records can stand in one cell.
    Some(match style {
        DataValidationErrorStyle::Warning => list.set_error_style(style),
        _ => list.show_error_message(false),
    })
}

fn references(
    model: &SiteModel,
    name: &str,
    kind: KindIx,
) -> (String, Vec<String>, DataValidationErrorStyle) {
    let records = model.atlas.of_kind(kind).iter();
    let ids = records.map(|ix| model.atlas.record(*ix).id.to_string());
    (
        name.to_owned(),
        ids.collect(),
        DataValidationErrorStyle::Information,
    )
}

/// The values of drop-down lists, a column each.
struct ChoiceLists {
    sheet: String,
    columns: Vec<Vec<String>>,
    known: BTreeMap<String, usize>,
}

impl ChoiceLists {
    fn new(sheet: String) -> ChoiceLists {
        ChoiceLists {
            sheet,
            columns: Vec::new(),
            known: BTreeMap::new(),
        }
    }

    /// Adds a list, and returns the formula of its range. `None`: it has no values, or too many.
    fn add(&mut self, name: &str, values: Vec<String>) -> Option<String> {
        if values.is_empty() || values.len() > MAX_LIST {
            return None;
        }
        let length = values.len();
        let next = self.columns.len();
        let column = *self.known.entry(name.to_owned()).or_insert(next);
        if column == next {
            self.columns.push(values);
        }
        let column = u16::try_from(column).ok()?;
        let letters = rust_xlsxwriter::utility::column_number_to_name(column);
        let sheet = &self.sheet;
        Some(format!("='{sheet}'!${letters}$1:${letters}${length}"))
    }

    fn write(&self) -> Result<Worksheet, XlsxError> {
        let longest = self.columns.iter().map(Vec::len).max().unwrap_or(0);
        let cell = |column: &Vec<String>, row: usize| column.get(row).cloned().unwrap_or_default();
        let rows: Vec<Vec<String>> = (0..longest)
            .map(|row| {
                self.columns
                    .iter()
                    .map(|column| cell(column, row))
                    .collect()
            })
            .collect();
        let mut sheet = write_rows(&self.sheet, &rows)?;
        sheet.set_hidden(true);
        Ok(sheet)
    }
}

/// Writes a sheet of texts, whose first row stays in view.
fn write_rows(name: &str, rows: &[Vec<String>]) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    let text = Format::new().set_num_format("@");
    let header = Format::new().set_num_format("@").set_bold();
    let width = rows.first().map_or(0, Vec::len);
    for column in 0..u16::try_from(width).unwrap_or(u16::MAX) {
        // Where a text is typed later, it is a text, too.
        sheet.set_column_format(column, &text)?;
        sheet.set_column_width(column, 22)?;
    }
    for (number, row) in (0..).zip(rows) {
        let format = if number == 0 { &header } else { &text };
        for (column, cell) in (0..).zip(row) {
            if !cell.is_empty() {
                sheet.write_string_with_format(number, column, cut(cell), format)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(sheet)
}

/// Returns a text that fits into a cell.
fn cut(text: &str) -> &str {
    if text.len() <= MAX_CELL {
        return text;
    }
    let mut units = 0;
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > MAX_CELL {
            end = at;
            break;
        }
    }
    &text[..end]
}
