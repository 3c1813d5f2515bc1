//! The sheet of figures: a row for each observation, found by its record, its figure and its date.

use super::matched_rows::RowMatch;
use super::row_matching::MatchedRow;
use super::set_value::get_mut;
use super::table_import::{ImportedSheet, TableImport};
use crate::export::TableCells;
use crate::plan::Table;
use crate::record::YamlTree;
use crate::refactor::Refusal;
use crate::spreadsheet::SheetRow;

/// The columns that identify an observation.
const KEYS: [&str; 3] = ["record", "of", "on"];

/// The key of the front matter.
const FIGURES: &str = "figures";

impl TableImport<'_> {
    /// Reads the sheet of figures.
    pub(super) fn read_figures(&mut self, sheet: &ImportedSheet<'_>) {
        let rows = (Table::Figures, &KEYS);
        self.read_matched_rows(sheet, rows, |import, row, table, found| match found {
            RowMatch::Known(found) => import.read_figure(sheet, row, table, found),
            RowMatch::New(key) => import.read_new_figure(sheet, row, table, key),
        });
    }

    fn read_figure(
        &mut self,
        sheet: &ImportedSheet<'_>,
        row: &SheetRow,
        table: &TableCells,
        found: MatchedRow<'_>,
    ) -> Result<(), Refusal> {
        let [id, of, on] = ["record", "of", "on"].map(|name| {
            let place = table.columns.iter().position(|column| column.name == name);
            place.map_or("", |place| found.cells[place].as_str())
        });
        let columns = (Table::Figures, table.columns.as_slice());
        let changes = self.item_changes(sheet, row, columns, Some(found), id);
        if changes.is_empty() {
            return Ok(());
        }
        let missing = || {
            Refusal::new(
                format!("в записи {id} этот показатель не нашёлся; правьте файл"),
                format!("the figure is not found in the record {id}; edit its file"),
            )
        };
        let ix = self.model().atlas.by_id(id).ok_or_else(missing)?;
        let mut record = self.record(ix)?;
        let text = |item: &YamlTree, key: &str| {
            let value = item.get(key).and_then(YamlTree::text);
            value.unwrap_or_default().trim().to_owned()
        };
        let is_same = |item: &YamlTree| text(item, "of") == of && text(item, "on") == on;
        let item = match get_mut(&mut record.main.new, FIGURES) {
            Some(YamlTree::List(items)) => {
                let mut same = items.iter_mut().filter(|item| is_same(item));
                same.nth(found.ordinal)
            }
            Some(single) if is_same(single) => Some(single),
            _ => None,
        };
        let item = item.ok_or_else(missing)?;
        let mut edited = item.clone();
        for change in &changes {
            self.set_item(&mut edited, change)?;
        }
        self.check_item(self.model().atlas.kind(ix), FIGURES, &edited)?;
        *item = edited;
        self.keep(ix, record);
        self.meant.insert((id.to_owned(), FIGURES.to_owned()));
        self.count_changes(changes);
        Ok(())
    }

    fn read_new_figure(
        &mut self,
        sheet: &ImportedSheet<'_>,
        row: &SheetRow,
        table: &TableCells,
        [record, of, on]: [&str; 3],
    ) -> Result<(), Refusal> {
        let id = self.resolve(record)?;
        let columns = (Table::Figures, table.columns.as_slice());
        let changes = self.item_changes(sheet, row, columns, None, &id);
        let mut item = YamlTree::Map(vec![("of".to_owned(), YamlTree::scalar(of))]);
        for change in &changes {
            self.set_item(&mut item, change)?;
        }
        if !on.is_empty() {
            super::set_value::set_key(&mut item, "on", Some(YamlTree::scalar(on)));
        }
        if let Some(kind) = self.kind_of(&id) {
            self.check_item(kind, FIGURES, &item)?;
        }
        self.add_item(&id, FIGURES, item)?;
        self.meant.insert((id, FIGURES.to_owned()));
        self.sheet_account().new_rows += 1;
        Ok(())
    }
}
