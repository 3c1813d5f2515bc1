//! The sheet of relations: a row each, found by its records and its type.

use super::matched_rows::RowMatch;
use super::record_files::EditedRecord;
use super::row_matching::MatchedRow;
use super::set_value::get_mut;
use super::table_import::{ImportedSheet, TableImport};
use super::value_check::mistakes;
use crate::atlas::RecordIx;
use crate::export::TableCells;
use crate::plan::Table;
use crate::record::YamlTree;
use crate::refactor::Refusal;
use crate::site::{Direction, KindIx};
use crate::spreadsheet::SheetRow;

/// The columns that identify a relation.
const KEYS: [&str; 3] = ["from", "relation", "to"];

impl TableImport<'_> {
    /// Reads the sheet of relations.
    pub(super) fn read_relations(&mut self, sheet: &ImportedSheet<'_>) {
        let rows = (Table::Relations, &KEYS);
        self.read_matched_rows(sheet, rows, |import, row, table, found| match found {
            RowMatch::Known(found) => import.read_relation(sheet, row, table, found),
            RowMatch::New(key) => import.read_new_relation(sheet, row, table, key),
        });
    }

    fn read_relation(
        &mut self,
        sheet: &ImportedSheet<'_>,
        row: &SheetRow,
        table: &TableCells,
        found: MatchedRow<'_>,
    ) -> Result<(), Refusal> {
        let relation = self.model().atlas.relations[found.index].clone();
        let owner = self.model().atlas.record(relation.owner).id.to_string();
        let columns = (Table::Relations, table.columns.as_slice());
        let changes = self.item_changes(sheet, row, columns, Some(found), &owner);
        if changes.is_empty() {
            return Ok(());
        }
        let kind = self.model().site.vocabulary.relation(relation.relation);
        if relation.derived || kind.from_text || relation.via.is_some() {
            return Err(Refusal::new(
                "эта связь следует из другой или из текста; правьте там",
                "this relation follows from another one or from a text; edit that",
            ));
        }
        let side = match relation.owner == relation.from {
            true => Direction::Forward,
            false => Direction::Inverse,
        };
        let key = kind.key(side).to_owned();
        let other = relation.at(side.other());
        let mut record = self.record(relation.owner)?;
        let item = self.item_of(&mut record, &key, other, found.ordinal);
        let item = item.ok_or_else(|| {
            Refusal::new(
                format!("в записи {owner} эта связь не нашлась; правьте файл"),
                format!("the relation is not found in the record {owner}; edit its file"),
            )
        })?;
        let mut edited = item.clone();
        for change in &changes {
            self.set_item(&mut edited, change)?;
        }
        self.check_item(self.model().atlas.kind(relation.owner), &key, &edited)?;
        *item = edited;
        self.keep(relation.owner, record);
        self.meant.insert((owner, kind.name.clone()));
        self.count_changes(changes);
        Ok(())
    }

    /// Returns the item of a record that names another one: the first, or a later one of the same name.
    fn item_of<'r>(
        &self,
        record: &'r mut EditedRecord,
        key: &str,
        other: RecordIx,
        ordinal: usize,
    ) -> Option<&'r mut YamlTree> {
        let other = &self.model().atlas.record(other).id;
        let is_other = |item: &YamlTree| {
            let text = item.text().or_else(|| item.get("ref")?.text());
            text.is_some_and(|text| self.resolve(text).as_deref() == Ok(other))
        };
        let value = get_mut(&mut record.main.new, key)?;
        match value {
            YamlTree::List(items) => items.iter_mut().filter(|item| is_other(item)).nth(ordinal),
            single if is_other(single) => Some(single),
            _ => None,
        }
    }

    /// Fails if an item would be read with a mistake.
    pub(super) fn check_item(
        &self,
        kind: KindIx,
        key: &str,
        item: &YamlTree,
    ) -> Result<(), Refusal> {
        let list = YamlTree::List(vec![item.clone()]);
        let found = mistakes(&self.model().site, kind, &[(key.to_owned(), list)]);
        match found.into_iter().next() {
            Some((_, words)) => Err(words),
            None => Ok(()),
        }
    }

    /// Adds a relation to the record that it begins at.
    fn read_new_relation(
        &mut self,
        sheet: &ImportedSheet<'_>,
        row: &SheetRow,
        table: &TableCells,
        [from, relation, to]: [&str; 3],
    ) -> Result<(), Refusal> {
        let from = self.resolve(from)?;
        let to = self.resolve(to)?;
        let kind = self.kind_of(&from);
        let known = &self.model().site.vocabulary.relations;
        let of_kind = known.iter().find(|known| {
            let is_own =
                known.from.is_empty() || kind.is_some_and(|kind| known.from.contains(&kind));
            known.name == relation && is_own && !known.from_text
        });
        let Some(of_kind) = of_kind else {
            return Err(Refusal::new(
                format!("у записи {from} не бывает связи «{relation}»"),
                format!("the record {from} cannot have the relation `{relation}`"),
            ));
        };
        let columns = (Table::Relations, table.columns.as_slice());
        let changes = self.item_changes(sheet, row, columns, None, &from);
        let mut item = YamlTree::scalar(&to);
        for change in &changes {
            self.set_item(&mut item, change)?;
        }
        if let Some(kind) = kind {
            self.check_item(kind, relation, &item)?;
        }
        self.add_item(&from, relation, item)?;
        self.meant.insert((from, of_kind.name.clone()));
        self.sheet_account().new_rows += 1;
        Ok(())
    }

    /// Returns the kind of a record of the atlas or of a new one.
    pub(super) fn kind_of(&self, id: &str) -> Option<KindIx> {
        let atlas = &self.model().atlas;
        let known = atlas.by_id(id).map(|ix| atlas.kind(ix));
        let new = || Some(self.new[*self.new_places.get(id)?].kind);
        known.or_else(new)
    }

    /// Adds an item to a list of a record, of the atlas or new.
    pub(super) fn add_item(&mut self, id: &str, key: &str, item: YamlTree) -> Result<(), Refusal> {
        let ix = self.model().atlas.by_id(id);
        let Some(ix) = ix else {
            if let Some(new) = self.new_record(id) {
                push(&mut new.record, key, item);
            }
            return Ok(());
        };
        let mut record = self.record(ix)?;
        push(&mut record, key, item);
        self.keep(ix, record);
        Ok(())
    }
}

fn push(record: &mut EditedRecord, key: &str, item: YamlTree) {
    let mut items = record
        .main
        .new
        .get(key)
        .map_or(Vec::new(), |value| value.items().to_vec());
    items.push(item);
    let value = YamlTree::List(items);
    super::set_value::set_key(&mut record.main.new, key, Some(value));
}
