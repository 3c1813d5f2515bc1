//! The state while a table of somebody else becomes tables of the atlas.

use std::collections::HashMap;

use super::account::CellRemark;
use super::mapped_table::{CellPlace, MadeRecord};
use super::record_id::RecordIds;
use super::table_map::TableMap;
use crate::atlas::RecordIx;
use crate::diagnostic::did_you_mean;
use crate::export::{RecordPart, all_columns};
use crate::model::{SiteModel, records_by_identifier};
use crate::refactor::Refusal;
use crate::site::KindIx;
use crate::spreadsheet::{CellAddress, Sheet};

/// Makes tables of the atlas of a table of somebody else.
pub(super) struct TableMapper<'s> {
    pub(super) model: &'s SiteModel,
    pub(super) map: &'s TableMap,
    pub(super) sheet: &'s Sheet,
    /// The name of the sheet for readers: its own, else that of the file.
    pub(super) label: String,
    pub(super) kind: KindIx,
    pub(super) columns: Vec<(String, RecordPart)>,
    pub(super) ids: RecordIds,
    /// The records of the kind by scheme and identifier.
    pub(super) identifiers: HashMap<(String, String), RecordIx>,
    pub(super) made: Vec<MadeRecord>,
    /// The ids of made records by kind and value.
    pub(super) made_ids: HashMap<(usize, String), String>,
    pub(super) remarks: Vec<CellRemark>,
    pub(super) notes: Vec<CellRemark>,
    pub(super) site_lines: Vec<String>,
}

impl<'s> TableMapper<'s> {
    pub(super) fn new(
        model: &'s SiteModel,
        map: &'s TableMap,
        sheet: &'s Sheet,
        stem: &str,
    ) -> Result<TableMapper<'s>, Refusal> {
        let kind = model.site.vocabulary.kind_named(&map.kind).ok_or_else(|| {
            let known = model.site.vocabulary.kinds.iter().map(|kind| &*kind.id);
            let known: Vec<&str> = known.collect();
            Refusal::new(
                format!("нет вида «{}»; есть {}", map.kind, known.join(", ")),
                format!(
                    "there is no kind `{}`; there are {}",
                    map.kind,
                    known.join(", ")
                ),
            )
        })?;
        let taken = model.atlas.indices().map(|ix| &*model.atlas.record(ix).id);
        let columns = all_columns(model, kind).into_iter();
        Ok(TableMapper {
            model,
            map,
            sheet,
            label: match sheet.name.as_str() {
                "" => stem.to_owned(),
                name => name.to_owned(),
            },
            kind,
            columns: columns.map(|(column, part)| (column.name, part)).collect(),
            ids: RecordIds::new(taken),
            identifiers: records_by_identifier(model, kind),
            made: Vec::new(),
            made_ids: HashMap::new(),
            remarks: Vec::new(),
            notes: Vec::new(),
            site_lines: Vec::new(),
        })
    }

    /// Reports a cell.
    pub(super) fn remark(&mut self, at: CellPlace, column: &str, words: Refusal) {
        let (at, column) = (self.address(at), column.to_owned());
        self.remarks.push(CellRemark { at, column, words });
    }

    /// Returns the address of a cell.
    pub(super) fn address(&self, at: CellPlace) -> CellAddress {
        CellAddress {
            sheet: self.label.clone(),
            row: at.row,
            column: u32::try_from(at.column).unwrap_or(u32::MAX),
        }
    }

    /// Returns the place of a column of the table.
    pub(super) fn column(&self, name: &str) -> Result<usize, Refusal> {
        self.sheet.column(name).ok_or_else(|| {
            let near = did_you_mean(name, self.sheet.columns.iter().map(String::as_str));
            let near = near.unwrap_or("…");
            Refusal::new(
                format!("в таблице нет столбца «{name}»; возможно, {near}?"),
                format!("the table has no column `{name}`; did you mean {near}?"),
            )
        })
    }
}
