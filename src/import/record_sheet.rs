//! A sheet of records: a row each, whose cells are compared with the atlas.

use std::collections::HashMap;

use super::account::CellChange;
use super::cell_reading::{CellReading, CellType, read_cell};
use super::record_cells::{PartChange, cell_type, key_of};
use super::record_files::EditedRecord;
use super::record_row::{KnownColumn, ReadRow, RowChange};
use super::table_import::{ImportedSheet, TableImport, TextCells};
use crate::diagnostic::did_you_mean;
use crate::export::{ColumnUse, RecordPart, all_columns, record_columns, table_cells};
use crate::plan::Table;
use crate::refactor::Refusal;
use crate::site::KindIx;
use crate::source::SourcePath;

impl TableImport<'_> {
    /// Reads a sheet of records of a kind.
    pub(super) fn read_records(&mut self, sheet: &ImportedSheet<'_>, kind: KindIx) {
        self.begin_sheet(sheet);
        let columns = self.known_columns(sheet, kind);
        let exported = table_cells(self.model(), Table::Kind(kind));
        let by_id: HashMap<&str, &[String]> = exported
            .rows
            .iter()
            .filter_map(|row| Some((row.first()?.as_str(), row.as_slice())))
            .collect();
        let id_column = columns.iter().find(|known| known.part == RecordPart::Id);
        let id_column = id_column.map_or(0, |known| known.column);
        let mut seen: HashMap<String, u32> = HashMap::new();
        for row in &sheet.sheet.rows {
            let at = sheet.address(row.number, id_column);
            let found = match self.row_record(sheet, row, kind, &columns) {
                Ok(Some(found)) => found,
                Ok(None) => continue,
                Err(words) => {
                    self.problem(at, "", words);
                    self.sheet_account().skipped_rows += 1;
                    continue;
                }
            };
            let (ix, id) = found;
            if let Some(first) = seen.insert(id.clone(), row.number) {
                let words = Refusal::new(
                    format!("запись {id} уже была в строке {first}"),
                    format!("the record {id} stands in row {first} already"),
                );
                self.problem(at, "", words);
                self.sheet_account().skipped_rows += 1;
                continue;
            }
            let row = ReadRow {
                at: at.clone(),
                row,
                kind,
                ix,
                exported: by_id.get(id.as_str()).copied().unwrap_or_default(),
                id,
                encoding: sheet.encoding,
            };
            if let Err(words) = self.read_record(sheet, &columns, &row) {
                self.problem(at, "", words);
                self.sheet_account().skipped_rows += 1;
            }
        }
    }

    /// Returns the columns that have a place in the atlas, and reports the others.
    fn known_columns(&mut self, sheet: &ImportedSheet<'_>, kind: KindIx) -> Vec<KnownColumn> {
        let used = record_columns(self.model(), kind);
        let all = all_columns(self.model(), kind);
        let mut columns = Vec::new();
        for (column, name) in sheet.sheet.columns.iter().enumerate() {
            let exported = used.iter().position(|(known, _)| known.name == *name);
            let part = exported.map(|place| used[place].1);
            let any = all.iter().find(|(known, _)| known.name == *name);
            match part.or(any.map(|(_, part)| *part)) {
                Some(part) => columns.push(KnownColumn {
                    column,
                    name: name.clone(),
                    part,
                    exported,
                }),
                None if name.is_empty() => {}
                None => {
                    let names = all.iter().map(|(known, _)| known.name.as_str());
                    self.unmapped(sheet, column, did_you_mean(name, names));
                }
            }
        }
        columns
    }

    /// Compares the cells of a row with the atlas.
    fn read_record(
        &mut self,
        sheet: &ImportedSheet<'_>,
        columns: &[KnownColumn],
        row: &ReadRow<'_>,
    ) -> Result<(), Refusal> {
        let mut changes = Vec::new();
        let mut record: Option<EditedRecord> = None;
        for known in columns {
            let Some((present, text)) = self.read_known_cell(sheet, known, row) else {
                continue;
            };
            if record.is_none() {
                record = Some(self.edited(row)?);
            }
            let Some(record) = record.as_mut() else {
                continue;
            };
            let change = PartChange {
                part: known.part,
                present: &present,
                text: text.as_deref(),
            };
            let at = sheet.address(row.row.number, known.column);
            match self.set_part(record, row.ix, &change) {
                Err(words) => self.problem(at, &known.name, words),
                Ok(()) => changes.push(RowChange {
                    key: key_of(&self.model().site, known.part).to_owned(),
                    part: known.part,
                    change: CellChange {
                        at,
                        record: row.id.clone(),
                        column: known.name.clone(),
                        from: present,
                        to: text,
                    },
                }),
            }
        }
        if let Some(record) = record {
            self.check_and_keep(row, record, changes);
        }
        Ok(())
    }

    fn edited(&mut self, row: &ReadRow<'_>) -> Result<EditedRecord, Refusal> {
        match row.ix {
            Some(ix) => self.record(ix),
            None => Ok(EditedRecord::new(SourcePath::new(""), &row.id)),
        }
    }

    /// Reads a cell. Returns the value of the atlas and the new one, if they differ.
    fn read_known_cell(
        &mut self,
        sheet: &ImportedSheet<'_>,
        known: &KnownColumn,
        row: &ReadRow<'_>,
    ) -> Option<(String, Option<String>)> {
        let cell = row.row.cells.get(known.column)?;
        let present = known.exported.and_then(|place| row.exported.get(place));
        let present = present.map_or("", String::as_str);
        let wanted = cell_type(&self.model().site, known.part);
        let reading = read_cell(cell, present, wanted, row.encoding);
        let at = || sheet.address(row.row.number, known.column);
        let is_written =
            matches!(known.part, RecordPart::Text(_)) && sheet.texts == TextCells::Written;
        if known.part.column_use() != ColumnUse::Edited && !is_written {
            // What the program makes for a new record is not known yet.
            let is_edit = matches!(
                reading,
                CellReading::Changed(_) | CellReading::Removed | CellReading::Unclear(_)
            );
            if is_edit && row.ix.is_some() {
                self.note(at(), &known.name, not_read());
            }
            return None;
        }
        match reading {
            CellReading::Unchanged => None,
            CellReading::Spoiled(words) => {
                self.note(at(), &known.name, words);
                None
            }
            CellReading::Unclear(words) => {
                self.problem(at(), &known.name, words);
                None
            }
            CellReading::Removed => Some((present.to_owned(), None)),
            CellReading::Changed(text) => {
                let text = match wanted {
                    CellType::Identifier => self.with_zeros(known, row, &text),
                    _ => text,
                };
                Some((present.to_owned(), Some(text)))
            }
        }
    }
}

fn not_read() -> Refusal {
    Refusal::new(
        "этот столбец программа составляет сама; изменение не прочитано",
        "the program makes this column itself; the change is not read",
    )
}
