//! A sheet of records: a row each, whose cells are compared with the atlas.

use std::collections::HashMap;

use super::account::CellChange;
use super::cell_reading::{CellReading, CellType, read_cell};
use super::record_cells::{PartChange, cell_type, key_of};
use super::record_files::EditedRecord;
use super::set_value::set_key;
use super::table_import::{ImportedSheet, LostZeros, NewRecord, TableImport, TextCells};
use super::value_check::mistakes;
use crate::atlas::RecordIx;
use crate::diagnostic::did_you_mean;
use crate::export::{ColumnUse, RecordPart, all_columns, record_columns, table_cells};
use crate::plan::Table;
use crate::record::{YamlTree, id_fault};
use crate::refactor::Refusal;
use crate::site::KindIx;
use crate::source::SourcePath;
use crate::spreadsheet::{SheetRow, TextEncoding};

/// A column of the sheet that has a place in the atlas.
struct KnownColumn {
    /// Its place in the sheet.
    column: usize,
    name: String,
    part: RecordPart,
    /// Its place in the exported table. `None`: no record has such a value yet.
    exported: Option<usize>,
}

/// A row while it is read.
struct ReadRow<'r> {
    row: &'r SheetRow,
    kind: KindIx,
    /// The record. `None`: it is new.
    ix: Option<RecordIx>,
    id: String,
    /// The cells of the exported table; empty for a new record.
    exported: &'r [String],
    encoding: Option<TextEncoding>,
}

/// A changed cell of a row, with the key that holds its value.
struct RowChange {
    change: CellChange,
    key: String,
    part: RecordPart,
}

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
                    self.homeless(sheet, column, did_you_mean(name, names));
                }
            }
        }
        columns
    }

    /// Returns the record of a row, or the id of a new one. `None`: nothing stands in the row.
    fn row_record(
        &mut self,
        sheet: &ImportedSheet<'_>,
        row: &SheetRow,
        kind: KindIx,
        columns: &[KnownColumn],
    ) -> Result<Option<(Option<RecordIx>, String)>, Refusal> {
        let cell = |wanted: &dyn Fn(RecordPart) -> bool| {
            let mut known = columns.iter().filter(|known| wanted(known.part));
            known.find_map(|known| {
                let text = sheet.text(row, Some(known.column));
                (!text.is_empty()).then(|| text.to_owned())
            })
        };
        let id = cell(&|part| part == RecordPart::Id);
        let name = cell(&|part| matches!(part, RecordPart::Name(_)));
        let vocabulary = &self.model().site.vocabulary;
        match (id, name) {
            (Some(id), name) => {
                let atlas = &self.model().atlas;
                if let Some(ix) = atlas.by_id(&id) {
                    if atlas.kind(ix) != kind {
                        let other = &vocabulary.kind(atlas.kind(ix)).id;
                        return Err(Refusal::new(
                            format!("запись {id} другого вида: {other}"),
                            format!("the record {id} is of another kind: {other}"),
                        ));
                    }
                    return Ok(Some((Some(ix), atlas.record(ix).id.to_string())));
                }
                if let Some((ru, en)) = id_fault(&id) {
                    return Err(Refusal::new(
                        format!("«{id}» не годится в id: {ru}"),
                        format!("`{id}` cannot be an id: {en}"),
                    ));
                }
                if name.is_none() {
                    return Err(Refusal::new(
                        format!("записи {id} в атласе нет, а названия у неё нет"),
                        format!("there is no record {id}, and the row has no name"),
                    ));
                }
                self.ids.take(&id);
                Ok(Some((None, id)))
            }
            (None, Some(name)) => {
                let spare = vocabulary.kind(kind).id.clone();
                Ok(Some((None, self.ids.of_name(&name, &spare))))
            }
            (None, None) => Err(Refusal::new(
                "в строке нет ни id, ни названия",
                "the row has neither an id nor a name",
            )),
        }
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

    /// Puts back the zeros that a spreadsheet has dropped, if that is asked for and a checksum proves them.
    fn with_zeros(&self, known: &KnownColumn, row: &ReadRow<'_>, text: &str) -> String {
        match (self.zeros, self.padded(known.part, row.kind, text)) {
            (LostZeros::Restored, Some(padded)) => padded,
            _ => text.to_owned(),
        }
    }

    /// Returns an identifier with leading zeros that is right where it is wrong without. `None`: there is none, or several.
    fn padded(&self, part: RecordPart, kind: KindIx, text: &str) -> Option<String> {
        let site = &self.model().site;
        let RecordPart::Field(_, crate::export::FieldPart::Scheme(scheme)) = part else {
            return None;
        };
        let scheme = &site.vocabulary.schemes[usize::from(scheme)];
        scheme.check?;
        let is_right = |text: &str| {
            let ids = YamlTree::Map(vec![(scheme.id.clone(), YamlTree::scalar(text))]);
            mistakes(site, kind, &[(key_of(site, part).to_owned(), ids)]).is_empty()
        };
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) || is_right(text) {
            return None;
        }
        let padded = (1..=3).map(|zeros| format!("{}{text}", "0".repeat(zeros)));
        let mut right = padded.filter(|padded| is_right(padded));
        match (right.next(), right.next()) {
            (Some(padded), None) => Some(padded),
            _ => None,
        }
    }

    /// Keeps the changes of a row whose values are right, and reports the others.
    fn check_and_keep(
        &mut self,
        row: &ReadRow<'_>,
        mut record: EditedRecord,
        changes: Vec<RowChange>,
    ) {
        let site = &self.model().site;
        let mut keys: Vec<&str> = changes.iter().map(|change| &*change.key).collect();
        keys.sort_unstable();
        keys.dedup();
        let value = |record: &EditedRecord, key: &str| record.main.new.get(key).cloned();
        let pairs: Vec<(String, YamlTree)> = keys
            .iter()
            .filter_map(|key| Some(((*key).to_owned(), value(&record, key)?)))
            .collect();
        let mut wrong: HashMap<String, Refusal> = HashMap::new();
        for (index, words) in mistakes(site, row.kind, &pairs) {
            let key = pairs[index].0.clone();
            let old = record.main.old.get(&key).cloned();
            set_key(&mut record.main.new, &key, old);
            wrong.insert(key, words);
        }
        let mut count = 0;
        for RowChange { change, key, part } in changes {
            let Some(words) = wrong.get(&key) else {
                count += 1;
                self.meant.insert((row.id.clone(), key));
                // A new record is one change.
                if row.ix.is_some() {
                    self.account.changes.push(change);
                }
                continue;
            };
            let text = change.to.clone().unwrap_or_default();
            let words = match self.padded(part, row.kind, &text) {
                Some(padded) => lost_zero(&text, &padded),
                None => words.clone(),
            };
            self.problem(change.at, &change.column, words);
        }
        self.keep_row(row, record, count);
    }

    fn keep_row(&mut self, row: &ReadRow<'_>, record: EditedRecord, count: usize) {
        match row.ix {
            Some(_) if count == 0 => {}
            Some(ix) => {
                self.keep(ix, record);
                let account = self.sheet_account();
                account.changed_values += count;
                account.changed_records += 1;
            }
            None => {
                self.sheet_account().new_rows += 1;
                let kind = self.model().site.vocabulary.kind(row.kind).id.clone();
                let at = crate::spreadsheet::CellAddress {
                    sheet: self.sheet_account().name.clone(),
                    row: row.row.number,
                    column: 0,
                };
                self.account.new_records.push((kind, row.id.clone(), at));
                self.new.push(NewRecord {
                    kind: row.kind,
                    id: row.id.clone(),
                    record,
                });
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

fn lost_zero(text: &str, padded: &str) -> Refusal {
    Refusal::new(
        format!(
            "{text}: похоже, таблица отбросила ноль; {padded} сходится по контрольной цифре → --fix"
        ),
        format!(
            "{text}: the spreadsheet seems to have dropped a zero; {padded} has the right control digit → --fix"
        ),
    )
}
