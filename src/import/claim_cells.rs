//! The cells of relations and figures: qualifiers of an item of a list.

use super::account::CellChange;
use super::cell_reading::{CellReading, CellType, read_cell};
use super::record_cells::values;
use super::row_matching::MatchedRow;
use super::set_value::set_key;
use super::table_import::{ImportedSheet, TableImport};
use crate::export::{Column, ColumnUse, column_use};
use crate::plan::Table;
use crate::record::YamlTree;
use crate::refactor::Refusal;
use crate::spreadsheet::SheetRow;

/// A changed cell of an item: its change, and the key that it sets.
pub(super) struct ItemChange {
    pub(super) change: CellChange,
    pub(super) key: String,
}

impl TableImport<'_> {
    /// Compares the cells of a row with those of the atlas. `None` stands for a new row.
    pub(super) fn item_changes(
        &mut self,
        sheet: &ImportedSheet<'_>,
        row: &SheetRow,
        (table, columns): (Table, &[Column]),
        present: Option<MatchedRow<'_>>,
        record: &str,
    ) -> Vec<ItemChange> {
        let mut changes = Vec::new();
        for (place, name) in sheet.sheet.columns.iter().enumerate() {
            let Some(cell) = row.cells.get(place) else {
                continue;
            };
            let exported = columns.iter().position(|column| column.name == *name);
            let Some(exported) = exported else { continue };
            let used = column_use(table, &columns[exported]);
            let mut from = present.map_or("", |row| row.cells[exported].as_str());
            // A role in the editor's words has no id.
            if let (Some(row), "role", "") = (present, name.as_str(), from) {
                let words = columns
                    .iter()
                    .position(|column| column.name.starts_with("role_"));
                from = words.map_or("", |words| row.cells[words].as_str());
            }
            let cell_type = match name.as_str() {
                "since" | "until" | "on" => CellType::Date,
                "value" => CellType::Share,
                _ => CellType::Any,
            };
            let at = || sheet.address(row.number, place);
            match read_cell(cell, from, cell_type, sheet.encoding) {
                CellReading::Unchanged => {}
                CellReading::Spoiled(words) => self.note(at(), name, words),
                _ if used == ColumnUse::Key => {}
                _ if used == ColumnUse::Computed => {
                    if present.is_some() {
                        self.note(at(), name, not_read());
                    }
                }
                CellReading::Unclear(words) => self.problem(at(), name, words),
                reading @ (CellReading::Changed(_) | CellReading::Removed) => {
                    let to = match reading {
                        CellReading::Changed(text) => Some(text),
                        _ => None,
                    };
                    changes.push(ItemChange {
                        key: key_of(name).to_owned(),
                        change: CellChange {
                            at: at(),
                            record: record.to_owned(),
                            column: name.clone(),
                            from: from.to_owned(),
                            to,
                        },
                    });
                }
            }
        }
        changes
    }

    /// Sets a key of an item. An item that is a name alone becomes a map.
    pub(super) fn set_item(&self, item: &mut YamlTree, change: &ItemChange) -> Result<(), Refusal> {
        if let YamlTree::Scalar(name) = item {
            *item = YamlTree::Map(vec![("ref".to_owned(), YamlTree::scalar(name))]);
        }
        let text = change.change.to.as_deref();
        let value = match change.key.as_str() {
            "sources" => {
                let mut ids = Vec::new();
                for value in values(text.unwrap_or_default()) {
                    ids.push(YamlTree::Scalar(self.resolve(&value)?));
                }
                set_key(item, "source", None);
                (!ids.is_empty()).then_some(YamlTree::List(ids))
            }
            "by" => match text {
                Some(text) => Some(YamlTree::Scalar(self.resolve(text)?)),
                None => None,
            },
            "status" => text.filter(|text| *text != "stated").map(YamlTree::scalar),
            _ => text.map(YamlTree::scalar),
        };
        let key = match (change.key.as_str(), item.get("source").is_some()) {
            ("sources", true) => "source",
            (key, _) => key,
        };
        set_key(item, key, value);
        // A name without qualifiers is a name alone again.
        if let YamlTree::Map(pairs) = &*item
            && let [(key, YamlTree::Scalar(name))] = &pairs[..]
            && key == "ref"
        {
            *item = YamlTree::scalar(name);
        }
        Ok(())
    }

    /// Adds the changes of a row to the account.
    pub(super) fn count_changes(&mut self, changes: Vec<ItemChange>) {
        let account = self.sheet_account();
        account.changed_values += changes.len();
        account.changed_records += usize::from(!changes.is_empty());
        let changes = changes.into_iter().map(|change| change.change);
        self.account.changes.extend(changes);
    }
}

/// Returns the key of the YAML for a column.
fn key_of(column: &str) -> &str {
    column.strip_prefix("qualifier_").unwrap_or(column)
}

fn not_read() -> Refusal {
    Refusal::new(
        "этот столбец программа составляет сама; изменение не прочитано",
        "the program makes this column itself; the change is not read",
    )
}
