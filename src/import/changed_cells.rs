//! The cells of a table of somebody else that it has changed since its last import, and conflicts with editors.

use std::collections::HashMap;

use super::account::CellRemark;
use super::cell_reading::CellType;
use super::clean_value::is_same_value;
use super::imported_values::ImportedValues;
use super::mapped_table::MappedSheet;
use super::record_cells::cell_type;
use crate::export::{RecordPart, all_columns, record_columns, table_cells};
use crate::model::SiteModel;
use crate::pipeline::Snapshot;
use crate::plan::Table;
use crate::refactor::Refusal;
use crate::site::KindIx;
use crate::spreadsheet::{CellAddress, Sheet, SheetCell};

/// Empties the cells that need no edit: those that the table has not changed since its last import. What both the table
/// and an editor have changed is a conflict, and is emptied, too.
pub(super) fn drop_known(
    cells: &mut MappedSheet,
    before: &Snapshot,
    kind: KindIx,
    last: &ImportedValues,
) -> Vec<CellRemark> {
    let model = &before.model;
    let exported = table_cells(model, Table::Kind(kind));
    let rows = exported.rows.iter();
    let rows: HashMap<&str, &Vec<String>> = rows.map(|row| (row[0].as_str(), row)).collect();
    let columns = known_columns(model, kind, &cells.sheet);
    let MappedSheet { sheet, origins } = cells;
    let mut conflicts = Vec::new();
    for row in &mut sheet.rows {
        let id = row.cells.first().map(|cell| cell.text.clone());
        let id = id.unwrap_or_default();
        let Some(present) = rows.get(id.as_str()) else {
            continue;
        };
        for (place, column) in columns.iter().enumerate().skip(1) {
            let cell = row.cells.get_mut(place);
            let Some(cell) = cell.filter(|cell| !cell.text.is_empty()) else {
                continue;
            };
            let here = column.exported.map_or("", |here| present[here].as_str());
            let base = last.value(&id, &column.name);
            let is_same = |text: &str| is_same_value(text, here, column.wanted);
            let new = cell.text.clone();
            if base == Some(&new) || is_same(&new) {
                *cell = SheetCell::default();
            } else if !(here.is_empty() || base.is_some_and(&is_same)) || column.is_text {
                *cell = SheetCell::default();
                // The table shows a text without its markup: nothing can be said of it.
                if base.is_none() && column.is_text {
                    continue;
                }
                let at = CellAddress {
                    sheet: sheet.name.clone(),
                    row: row.number,
                    column: u32::try_from(origins[place]).unwrap_or(u32::MAX),
                };
                conflicts.push(conflict(at, &id, &column.name, here, &new));
            }
        }
    }
    conflicts
}

/// A column of the records of a table with what is known of its values.
struct ComparedColumn {
    name: String,
    wanted: CellType,
    is_text: bool,
    /// Its place in the exported table. `None`: no record has such a value yet.
    exported: Option<usize>,
}

fn known_columns(model: &SiteModel, kind: KindIx, sheet: &Sheet) -> Vec<ComparedColumn> {
    let used = record_columns(model, kind);
    let all = all_columns(model, kind).into_iter();
    let parts: HashMap<String, RecordPart> =
        all.map(|(column, part)| (column.name, part)).collect();
    let columns = sheet.columns.iter();
    columns
        .map(|name| {
            let part = parts.get(name).copied();
            ComparedColumn {
                name: name.clone(),
                wanted: part.map_or(CellType::Any, |part| cell_type(&model.site, part)),
                is_text: matches!(part, Some(RecordPart::Text(_))),
                exported: used.iter().position(|(known, _)| known.name == *name),
            }
        })
        .collect()
}

fn conflict(at: CellAddress, id: &str, column: &str, here: &str, there: &str) -> CellRemark {
    let short = |text: &str| text.chars().take(80).collect::<String>();
    let (here, there) = (short(here), short(there));
    CellRemark {
        at,
        column: column.to_owned(),
        words: Refusal::new(
            format!("решите сами: в атласе у {id} «{here}», в таблице «{there}»; не изменено"),
            format!(
                "decide: the atlas has `{here}` for {id}, the table has `{there}`; left as it is"
            ),
        ),
    }
}
