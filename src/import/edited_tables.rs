//! The import of tables that the program has exported: only cells that differ from the atlas are edits.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use super::account::ImportAccount;
use super::new_records::add_records;
use super::table_import::{ImportOptions, ImportedSheet, TableImport, TextCells};
use super::tree_change::edits_of;
use crate::change::{Alteration, Difference, Subject};
use crate::export::{sheet_name, tables};
use crate::model::SiteModel;
use crate::pipeline::Snapshot;
use crate::plan::Table;
use crate::record::ContentEdit;
use crate::refactor::{RefactorPlan, Refusal, WorkingSite};
use crate::site::{Direction, KindIx};
use crate::source::SourcePath;
use crate::spreadsheet::{Sheet, Workbook};

/// A file of tables: its name without folder and extension, and what stands in it.
pub struct TableFile {
    /// The name.
    pub stem: String,
    /// The tables.
    pub book: Workbook,
}

/// An import before it is proved.
pub struct ImportPlan {
    /// The edited site.
    pub plan: RefactorPlan,
    /// What was read, changed and not understood.
    pub account: ImportAccount,
    /// A file beside the content that is written with it: its path and bytes.
    pub beside: Option<(SourcePath, Vec<u8>)>,
}

/// Which exported table a sheet is. `None`: it is a table of somebody else.
pub fn exported_table(model: &SiteModel, stem: &str, sheet: &Sheet) -> Option<SheetRole> {
    let has = |names: &[&str]| names.iter().all(|name| sheet.column(name).is_some());
    if has(&["from", "relation", "to", "stated_in"]) {
        return Some(SheetRole::Table(Table::Relations));
    }
    if has(&["record", "field", "value"]) {
        return Some(SheetRole::Table(Table::Claims));
    }
    if has(&["record", "of", "value"]) {
        return Some(SheetRole::Table(Table::Figures));
    }
    if has(&["id", "page"]) {
        return kind_of(model, stem, sheet).map(|kind| SheetRole::Table(Table::Kind(kind)));
    }
    let own: Vec<String> = tables(model)
        .iter()
        .map(|table| sheet_name(model, *table))
        .collect();
    let first = sheet.rows.first().and_then(|row| row.cells.first());
    let explains = first.is_some_and(|cell| own.contains(&cell.text)) && sheet.columns.len() == 5;
    explains.then_some(SheetRole::Explanation)
}

/// What a sheet of an exported workbook is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetRole {
    /// A table of the atlas.
    Table(Table),
    /// The sheet that explains the columns.
    Explanation,
}

/// Returns the kind of the records of a sheet: by the names of the sheet and the file, else by the ids.
fn kind_of(model: &SiteModel, stem: &str, sheet: &Sheet) -> Option<KindIx> {
    let vocabulary = &model.site.vocabulary;
    let is_named = |kind: &KindIx| {
        let own = vocabulary.kind(*kind);
        let title = sheet_name(model, Table::Kind(*kind));
        let is_one = |name: &str| name == title || name == own.folder || name == own.id;
        // LibreOffice names the file of a sheet after both.
        let end = stem.rsplit_once('-').map_or("", |(_, end)| end);
        is_one(&sheet.name) || sheet.name.is_empty() && (is_one(stem) || is_one(end))
    };
    if let Some(kind) = vocabulary.each_kind().find(is_named) {
        return Some(kind);
    }
    let id = sheet.column("id")?;
    let ids = sheet.rows.iter().filter_map(|row| row.cells.get(id));
    let kinds = ids.filter_map(|cell| model.atlas.by_id(cell.text.trim()));
    let mut counts = vec![0usize; vocabulary.kinds.len()];
    kinds.for_each(|ix| counts[model.atlas.kind(ix).index()] += 1);
    let most = vocabulary
        .each_kind()
        .max_by_key(|kind| counts[kind.index()])?;
    (counts[most.index()] > 0).then_some(most)
}

/// Plans the import of tables that the program has exported. Sheets of others are reported as problems of the account.
pub fn import_edited_tables(
    before: &Snapshot,
    files: &[TableFile],
    options: ImportOptions<'_>,
) -> Result<ImportPlan, Refusal> {
    let mut import = TableImport::new(before, options);
    let mut sheets: Vec<(SheetRole, ImportedSheet<'_>)> = Vec::new();
    for file in files {
        for sheet in &file.book.sheets {
            let Some(role) = exported_table(&before.model, &file.stem, sheet) else {
                continue;
            };
            let name = match sheet.name.as_str() {
                "" => file.stem.clone(),
                name => name.to_owned(),
            };
            let encoding = file.book.encoding;
            sheets.push((
                role,
                ImportedSheet {
                    title: name.clone(),
                    name,
                    sheet,
                    origins: &[],
                    encoding,
                    texts: TextCells::Computed,
                },
            ));
        }
    }
    for (_, sheet) in &sheets {
        announce(&mut import, sheet);
    }
    // Relations and figures can be of new records.
    let is_of_kind = |role: &SheetRole| matches!(role, SheetRole::Table(Table::Kind(_)));
    sheets.sort_by_key(|(role, _)| !is_of_kind(role));
    for (role, sheet) in &sheets {
        match role {
            SheetRole::Table(Table::Kind(kind)) => import.read_records(sheet, *kind),
            SheetRole::Table(Table::Relations) => import.read_relations(sheet),
            SheetRole::Table(Table::Figures) => import.read_figures(sheet),
            SheetRole::Table(Table::Claims) => import.read_claims(sheet),
            SheetRole::Explanation => {}
        }
        let rows = sheet.sheet.rows.len();
        options.done.fetch_add(rows, Ordering::Relaxed);
    }
    let stem = files.first().map_or("import", |file| &*file.stem);
    plan(import, stem)
}

pub(super) fn announce(import: &mut TableImport<'_>, sheet: &ImportedSheet<'_>) {
    let Some(id) = sheet.sheet.column("id") else {
        return;
    };
    for row in &sheet.sheet.rows {
        let id = sheet.text(row, Some(id));
        if !id.is_empty() {
            import.announced.insert(id.to_owned());
        }
    }
}

/// Makes the edits of all records.
pub(super) fn plan(import: TableImport<'_>, stem: &str) -> Result<ImportPlan, Refusal> {
    let TableImport {
        before,
        records,
        new,
        meant,
        account,
        ..
    } = import;
    let mut working = WorkingSite::new(&before.tree);
    let mut by_file: std::collections::BTreeMap<SourcePath, Vec<ContentEdit>> =
        std::collections::BTreeMap::new();
    for record in records.values() {
        for map in record.changed() {
            by_file
                .entry(map.path.clone())
                .or_default()
                .extend(edits_of(map));
        }
    }
    for (path, edits) in by_file {
        working.edit_all(&path, &edits)?;
    }
    let site = &before.model.site;
    add_records(&mut working, site, &file_stem(stem), &new)?;
    let new: BTreeSet<String> = new.into_iter().map(|new| new.id).collect();
    let keys = relation_names(&before.model);
    let is_meant = move |found: &Difference| is_meant(found, &meant, &new, &keys);
    Ok(ImportPlan {
        plan: RefactorPlan::of_values(working, is_meant),
        account,
        beside: None,
    })
}

/// Returns the name of a list file for new records.
fn file_stem(stem: &str) -> String {
    let id = super::record_id::id_of_name(stem);
    if id.is_empty() {
        "import".to_owned()
    } else {
        id
    }
}

/// Returns the names of relations by the keys that state them.
fn relation_names(model: &SiteModel) -> Vec<(String, String)> {
    let relations = model.site.vocabulary.relations.iter();
    let both = |relation: &crate::site::RelationType| {
        [Direction::Forward, Direction::Inverse]
            .map(|side| (relation.key(side).to_owned(), relation.name.clone()))
    };
    relations.flat_map(both).collect()
}

/// Whether a difference is what the cells say.
fn is_meant(
    found: &Difference,
    meant: &BTreeSet<(String, String)>,
    new: &BTreeSet<String>,
    relations: &[(String, String)],
) -> bool {
    let Subject::Record(id) = &found.subject else {
        return false;
    };
    if new.contains(&**id) {
        return true;
    }
    let has = |id: &str, key: &str| meant.contains(&(id.to_owned(), key.to_owned()));
    let states = |relation: &str, to: &str| {
        let keys = relations.iter().filter(|(_, name)| name == relation);
        let mut keys = keys.map(|(key, _)| key.as_str()).chain([relation]);
        new.contains(to) || keys.any(|key| has(id, key) || has(to, key))
    };
    match &found.alteration {
        Alteration::Added
        | Alteration::Removed
        | Alteration::Renamed { .. }
        | Alteration::Merged { .. }
        | Alteration::Kind { .. } => false,
        Alteration::Value { key, .. } | Alteration::Text { key, .. } => {
            let key = key.split('.').next().unwrap_or_default();
            has(id, key)
        }
        Alteration::Figure { .. } => has(id, "figures"),
        Alteration::RelationBegun { relation, to }
        | Alteration::RelationGone { relation, to }
        | Alteration::RelationEnded { relation, to, .. }
        | Alteration::RelationQualified { relation, to, .. } => states(relation, to),
    }
}

impl TableImport<'_> {
    /// Compares the sheet of claims, which is not read, and says so if it was edited.
    fn read_claims(&mut self, sheet: &ImportedSheet<'_>) {
        self.begin_sheet(sheet);
        let table = crate::export::table_cells(self.model(), Table::Claims);
        let differs = |row: &crate::spreadsheet::SheetRow, cells: &Vec<String>| {
            let mut pairs = row.cells.iter().zip(cells);
            pairs.any(|(cell, present)| {
                let is_same = |present: &str| cell.text.trim() == present.trim();
                !cell.text.is_empty()
                    && !is_same(&present.replace("\r\n", "\n"))
                    && !is_same(present)
            })
        };
        let rows = sheet.sheet.rows.iter().zip(&table.rows);
        let edited = rows.into_iter().find(|(row, cells)| differs(row, cells));
        let added = sheet.sheet.rows.get(table.rows.len());
        if let Some(row) = edited.map(|(row, _)| row).or(added)
            && sheet
                .encoding
                .is_none_or(|encoding| encoding.saved("ж€").contains("ж€"))
        {
            let words = Refusal::new(
                "лист оговорок при импорте не читается; правьте файл записи",
                "the sheet of remarks is not read by an import; edit the file of the record",
            );
            self.note(sheet.address(row.number, 0), "", words);
        }
    }
}
