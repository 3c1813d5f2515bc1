//! The state of an import of edited tables.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::atomic::AtomicUsize;

use super::account::{CellRemark, ImportAccount, SheetAccount};
use super::record_files::{ContentMaps, EditedRecord};
use super::record_id::RecordIds;
use crate::atlas::RecordIx;
use crate::diagnostic::did_you_mean;
use crate::model::SiteModel;
use crate::pipeline::Snapshot;
use crate::refactor::Refusal;
use crate::site::KindIx;
use crate::spreadsheet::{CellAddress, Sheet, SheetRow, TextEncoding};

/// How an import is made.
#[derive(Clone, Copy, Debug)]
pub struct ImportOptions<'o> {
    /// What becomes of lost zeros.
    pub zeros: LostZeros,
    /// Counts the rows that are read.
    pub done: &'o AtomicUsize,
}

/// Whether what a spreadsheet has dropped is put back where a checksum proves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LostZeros {
    /// They are named only.
    Named,
    /// They are put back.
    Restored,
}

/// A sheet with where it comes from.
pub(super) struct ImportedSheet<'b> {
    /// The name for readers: that of the sheet, else of the file.
    pub(super) name: String,
    /// The name in the account: that of the sheet, or what is made of it.
    pub(super) title: String,
    pub(super) sheet: &'b Sheet,
    /// The place of each column in the table of somebody else that it is made of; empty if it is made of none.
    pub(super) origins: &'b [usize],
    pub(super) encoding: Option<TextEncoding>,
    pub(super) texts: TextCells,
}

/// What the columns of texts in Markdown hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextCells {
    /// The text without markup, which the program has made.
    Computed,
    /// Markdown.
    Written,
}

impl ImportedSheet<'_> {
    /// Returns the address of a cell.
    pub(super) fn address(&self, row: u32, column: usize) -> CellAddress {
        let column = self.origins.get(column).copied().unwrap_or(column);
        CellAddress {
            sheet: self.name.clone(),
            row,
            column: u32::try_from(column).unwrap_or(u32::MAX),
        }
    }

    /// Returns the trimmed text of a cell of a row.
    pub(super) fn text<'r>(&self, row: &'r SheetRow, column: Option<usize>) -> &'r str {
        let cell = column.and_then(|column| row.cells.get(column));
        cell.map_or("", |cell| cell.text.trim())
    }
}

/// A record that is new.
pub(super) struct NewRecord {
    pub(super) kind: KindIx,
    pub(super) id: String,
    pub(super) record: EditedRecord,
}

/// The state of an import of tables that the program has exported.
pub(super) struct TableImport<'s> {
    pub(super) before: &'s Snapshot,
    pub(super) files: ContentMaps<'s>,
    /// The records of the atlas that are touched, by id.
    pub(super) records: BTreeMap<String, EditedRecord>,
    pub(super) new: Vec<NewRecord>,
    /// The places of new records by id.
    pub(super) new_places: HashMap<String, usize>,
    /// The ids that the tables give to new records.
    pub(super) announced: HashSet<String>,
    pub(super) ids: RecordIds,
    /// The record and the key of each change that is meant.
    pub(super) meant: BTreeSet<(String, String)>,
    pub(super) account: ImportAccount,
    pub(super) options: ImportOptions<'s>,
}

impl<'s> TableImport<'s> {
    pub(super) fn new(before: &'s Snapshot, options: ImportOptions<'s>) -> TableImport<'s> {
        let atlas = &before.model.atlas;
        let ids = atlas.indices().map(|ix| &*atlas.record(ix).id);
        TableImport {
            before,
            files: ContentMaps::new(&before.tree),
            records: BTreeMap::new(),
            new: Vec::new(),
            new_places: HashMap::new(),
            announced: HashSet::new(),
            ids: RecordIds::new(ids),
            meant: BTreeSet::new(),
            account: ImportAccount::default(),
            options,
        }
    }

    pub(super) fn model(&self) -> &'s SiteModel {
        &self.before.model
    }

    /// Returns the maps of a record of the atlas, with the changes so far.
    pub(super) fn record(&mut self, ix: RecordIx) -> Result<EditedRecord, Refusal> {
        let id = &self.before.model.atlas.record(ix).id;
        match self.records.get(&**id) {
            Some(record) => Ok(record.clone()),
            None => self.files.record(&self.before.model, ix),
        }
    }

    /// Keeps the changes of a record of the atlas.
    pub(super) fn keep(&mut self, ix: RecordIx, record: EditedRecord) {
        let id = self.before.model.atlas.record(ix).id.to_string();
        self.records.insert(id, record);
    }

    /// Adds a record that is in no file yet.
    pub(super) fn add_new(&mut self, new: NewRecord) {
        self.new_places.insert(new.id.clone(), self.new.len());
        self.new.push(new);
    }

    /// Returns a new record by its id. `None`: there is none.
    pub(super) fn new_record(&mut self, id: &str) -> Option<&mut NewRecord> {
        let place = self.new_places.get(id)?;
        self.new.get_mut(*place)
    }

    /// Returns the id of the record that a cell names: one of the atlas, or a new one.
    pub(super) fn resolve(&self, text: &str) -> Result<String, Refusal> {
        let atlas = &self.before.model.atlas;
        if let Some(ix) = atlas.resolve(text) {
            return Ok(atlas.record(ix).id.to_string());
        }
        if self.announced.contains(text) {
            return Ok(text.to_owned());
        }
        let ids = atlas.indices().map(|ix| &*atlas.record(ix).id);
        let near = did_you_mean(text, ids);
        let hint = |words: &str| near.map_or(String::new(), |near| format!("; {words} {near}?"));
        Err(Refusal::new(
            format!("нет записи «{text}»{}", hint("возможно,")),
            format!("there is no record `{text}`{}", hint("did you mean")),
        ))
    }

    /// Adds a problem.
    pub(super) fn problem(&mut self, at: CellAddress, column: &str, words: Refusal) {
        let column = column.to_owned();
        self.account.problems.push(CellRemark { at, column, words });
    }

    /// Adds a note.
    pub(super) fn note(&mut self, at: CellAddress, column: &str, words: Refusal) {
        let column = column.to_owned();
        self.account.notes.push(CellRemark { at, column, words });
    }

    /// Begins the account of a sheet.
    pub(super) fn begin_sheet(&mut self, sheet: &ImportedSheet<'_>) {
        self.account.sheets.push(SheetAccount {
            name: sheet.title.clone(),
            rows: sheet.sheet.rows.len(),
            ..SheetAccount::default()
        });
    }

    /// Returns the account of the sheet that is read.
    pub(super) fn sheet_account(&mut self) -> &mut SheetAccount {
        if self.account.sheets.is_empty() {
            self.account.sheets.push(SheetAccount::default());
        }
        let last = self.account.sheets.len() - 1;
        &mut self.account.sheets[last]
    }

    /// Reports a column that has no place in the atlas.
    pub(super) fn unmapped(
        &mut self,
        sheet: &ImportedSheet<'_>,
        column: usize,
        near: Option<&str>,
    ) {
        let name = &sheet.sheet.columns[column];
        let hint = |words: &str| near.map_or(String::new(), |near| format!("; {words} {near}?"));
        let words = Refusal::new(
            format!("столбец «{name}» никуда не ведёт{}", hint("возможно,")),
            format!(
                "the column `{name}` has no place in the atlas{}",
                hint("did you mean")
            ),
        );
        self.account.unmapped.push(CellRemark {
            at: sheet.address(1, column),
            column: name.clone(),
            words,
        });
    }
}
