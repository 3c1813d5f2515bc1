//! The changes of a row of a sheet of records: those with right values are kept, the others reported.

use std::collections::HashMap;

use super::record_cells::key_of;
use super::record_files::EditedRecord;
use super::record_row::{KnownColumn, ReadRow, RowChange};
use super::set_value::set_key;
use super::table_import::{LostZeros, NewRecord, TableImport};
use super::value_check::mistakes;
use crate::export::RecordPart;
use crate::record::YamlTree;
use crate::refactor::Refusal;
use crate::site::KindIx;

impl TableImport<'_> {
    /// Puts back the zeros that a spreadsheet has dropped, if that is asked for and a checksum proves them.
    pub(super) fn with_zeros(&self, known: &KnownColumn, row: &ReadRow<'_>, text: &str) -> String {
        match (self.options.zeros, self.padded(known.part, row.kind, text)) {
            (LostZeros::Restored, Some(padded)) => padded,
            _ => text.to_owned(),
        }
    }

    /// Returns an identifier with leading zeros that is right where it is wrong without. `None`: there is none, or several.
    pub(super) fn padded(&self, part: RecordPart, kind: KindIx, text: &str) -> Option<String> {
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
    pub(super) fn check_and_keep(
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

    pub(super) fn keep_row(&mut self, row: &ReadRow<'_>, record: EditedRecord, count: usize) {
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
                let at = row.at.clone();
                self.account.new_records.push((kind, row.id.clone(), at));
                self.add_new(NewRecord {
                    kind: row.kind,
                    id: row.id.clone(),
                    record,
                });
            }
        }
    }
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
