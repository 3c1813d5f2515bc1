//! The values of the last import of a table, by which a later one tells what the table changed from what an editor did.

use std::collections::HashMap;

use crate::spreadsheet::Sheet;

/// The values of the last import: by key and id of each thing, and column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportedValues {
    columns: Vec<String>,
    rows: HashMap<String, Vec<String>>,
    ids: HashMap<String, String>,
}

impl ImportedValues {
    /// Reads the file that [`ImportedValues::write`] wrote. What it does not understand is as if there were none.
    pub fn read(bytes: &[u8]) -> ImportedValues {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let mut values = ImportedValues::default();
        let Ok(header) = reader.headers() else {
            return values;
        };
        values.columns = header.iter().map(str::to_owned).collect();
        for record in reader.records().flatten() {
            let cells: Vec<String> = record.iter().map(str::to_owned).collect();
            let [key, id, ..] = &cells[..] else { continue };
            values.ids.insert(key.clone(), id.clone());
            values.rows.insert(id.clone(), cells);
        }
        values
    }

    /// Returns the id that the thing with a key had.
    pub(super) fn id(&self, key: &str) -> Option<&str> {
        self.ids.get(key).map(String::as_str)
    }

    /// Returns the value of a record in a column. `None`: it was not imported.
    pub(super) fn value(&self, id: &str, column: &str) -> Option<&str> {
        let place = self.columns.iter().position(|known| known == column)?;
        self.rows.get(id)?.get(place).map(String::as_str)
    }

    /// Writes the values of a table: the key of each row, and its cells.
    pub(super) fn write(sheet: &Sheet, keys: &[String]) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let used: Vec<usize> = (0..sheet.columns.len())
            // The sources are those of new records only.
            .filter(|place| !matches!(sheet.columns[*place].as_str(), "" | "sources"))
            .collect();
        let header = used.iter().map(|place| sheet.columns[*place].as_str());
        // Writing to memory does not fail.
        let _ = writer.write_record(std::iter::once("key").chain(header));
        for (row, key) in sheet.rows.iter().zip(keys) {
            let cells = used
                .iter()
                .map(|place| row.cells.get(*place).map_or("", |cell| &*cell.text));
            let _ = writer.write_record(std::iter::once(key.as_str()).chain(cells));
        }
        writer.into_inner().unwrap_or_default()
    }
}
