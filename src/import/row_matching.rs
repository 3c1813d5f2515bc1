//! Rows of relations and figures: which row of the atlas each is.

use std::cell::Cell;
use std::collections::HashMap;

use crate::export::TableCells;

/// The rows of an exported table by the cells that identify them. Rows with the same cells keep their order.
pub(super) struct RowIndex<'t> {
    table: &'t TableCells,
    keys: Vec<usize>,
    rows: HashMap<Vec<&'t str>, EqualRows>,
}

/// The rows with the same cells.
#[derive(Default)]
struct EqualRows {
    /// Their indexes in the table.
    indexes: Vec<usize>,
    /// The number of those that are taken.
    taken: Cell<usize>,
}

impl<'t> RowIndex<'t> {
    /// Indexes a table by the columns with these names.
    pub(super) fn new(table: &'t TableCells, keys: &[&str]) -> RowIndex<'t> {
        let place = |name: &&str| {
            table
                .columns
                .iter()
                .position(|column| column.name == **name)
        };
        let keys: Vec<usize> = keys.iter().filter_map(place).collect();
        let mut rows: HashMap<Vec<&str>, EqualRows> = HashMap::new();
        for (index, row) in table.rows.iter().enumerate() {
            let key = keys.iter().map(|key| row[*key].as_str()).collect();
            rows.entry(key).or_default().indexes.push(index);
        }
        RowIndex { table, keys, rows }
    }

    /// Takes the next row with these cells. `ordinal` tells how many rows with the same cells stand before it.
    pub(super) fn take(&self, key: &[&str]) -> Option<MatchedRow<'t>> {
        debug_assert_eq!(key.len(), self.keys.len());
        let rows = self.rows.get(key)?;
        let ordinal = rows.taken.get();
        let index = *rows.indexes.get(ordinal)?;
        rows.taken.set(ordinal + 1);
        Some(MatchedRow {
            index,
            ordinal,
            cells: &self.table.rows[index],
        })
    }
}

/// A row of the exported table.
#[derive(Clone, Copy)]
pub(super) struct MatchedRow<'t> {
    /// Its index in the table.
    pub(super) index: usize,
    /// The number of rows before it with the same key.
    pub(super) ordinal: usize,
    pub(super) cells: &'t [String],
}
