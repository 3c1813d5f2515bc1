//! A row of a sheet of records: its types, and which record it is.

use super::account::CellChange;
use super::table_import::{ImportedSheet, TableImport};
use crate::atlas::RecordIx;
use crate::export::RecordPart;
use crate::record::id_fault;
use crate::refactor::Refusal;
use crate::site::KindIx;
use crate::spreadsheet::{CellAddress, SheetRow, TextEncoding};

/// A column of the sheet that has a place in the atlas.
pub(super) struct KnownColumn {
    /// Its place in the sheet.
    pub(super) column: usize,
    pub(super) name: String,
    pub(super) part: RecordPart,
    /// Its place in the exported table. `None`: no record has such a value yet.
    pub(super) exported: Option<usize>,
}

/// A row while it is read.
pub(super) struct ReadRow<'r> {
    pub(super) row: &'r SheetRow,
    /// The address of its id.
    pub(super) at: CellAddress,
    pub(super) kind: KindIx,
    /// The record. `None`: it is new.
    pub(super) ix: Option<RecordIx>,
    pub(super) id: String,
    /// The cells of the exported table; empty for a new record.
    pub(super) exported: &'r [String],
    pub(super) encoding: Option<TextEncoding>,
}

/// A changed cell of a row, with the key that holds its value.
pub(super) struct RowChange {
    pub(super) change: CellChange,
    pub(super) key: String,
    pub(super) part: RecordPart,
}

impl TableImport<'_> {
    /// Returns the record of a row, or the id of a new one. `None`: nothing stands in the row.
    pub(super) fn row_record(
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
}
