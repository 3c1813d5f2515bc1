//! The cells of a row of somebody else: cleaned, divided, and at the places of exported columns.

use super::clean_value::clean_value;
use super::mapped_table::{CellPlace, Target};
use super::table_mapper::TableMapper;
use crate::export::{RecordPart, VALUE_SEPARATOR};
use crate::refactor::Refusal;
use crate::spreadsheet::{CellForm, SheetCell, SheetRow};

impl TableMapper<'_> {
    /// Returns the values of a row, each at the place of its column.
    pub(super) fn cells(&mut self, row: &SheetRow, targets: &[Target<'_>]) -> Vec<String> {
        let mut cells = vec![String::new(); self.columns.len()];
        for target in targets {
            let Some(cell) = row.cells.get(target.column) else {
                continue;
            };
            if matches!(cell.form, CellForm::Uncalculated | CellForm::Error) {
                let at = CellPlace {
                    row: row.number,
                    column: target.column,
                };
                let words = Refusal::new(
                    "в ячейке нет значения: формула не вычислена или с ошибкой",
                    "the cell has no value: its formula is not calculated, or has an error",
                );
                self.remark(at, &target.rule.column, words);
                continue;
            }
            if cell.text.trim().is_empty() {
                continue;
            }
            let values = self.values(target, row, cell);
            for (place, text) in values.into_iter().filter(|(_, text)| !text.is_empty()) {
                let is_list = matches!(
                    self.columns[place].1,
                    RecordPart::Aliases | RecordPart::Regions | RecordPart::Sectors
                );
                // Several columns can give values to one list.
                cells[place] = match cells[place].is_empty() || !is_list {
                    true => text,
                    false => [&cells[place], VALUE_SEPARATOR, &text].concat(),
                };
            }
        }
        cells
    }

    /// Returns the values of a cell for the targets of its column.
    fn values(
        &mut self,
        target: &Target<'_>,
        row: &SheetRow,
        cell: &SheetCell,
    ) -> Vec<(usize, String)> {
        let rule = target.rule;
        let site = &self.model.site;
        let parts = parts(&cell.text, rule.split.as_deref());
        if target.to.len() > 1 {
            let pairs = target.to.iter().zip(parts);
            return pairs
                .map(|((place, part), text)| (*place, clean_value(site, *part, text)))
                .collect();
        }
        let Some((place, part)) = target.to.first().copied() else {
            return Vec::new();
        };
        let mut values = Vec::new();
        for text in parts {
            let known = rule.values.iter().find(|(from, _)| from == text);
            let text = match known {
                Some((_, to)) => to.clone(),
                None if rule.only => continue,
                None => clean_value(site, part, text),
            };
            let text = match part {
                RecordPart::Regions | RecordPart::Sectors => {
                    let at = CellPlace {
                        row: row.number,
                        column: target.column,
                    };
                    self.reference(rule, part, &text, at)
                }
                _ => Some(text),
            };
            values.extend(text.filter(|text| !values.contains(text)));
        }
        if rule.first {
            values.truncate(1);
        }
        let mut text = values.join(VALUE_SEPARATOR);
        let until = target.until.and_then(|until| row.cells.get(until));
        if let Some(until) = until.filter(|cell| !cell.text.trim().is_empty()) {
            text = format!("{text}/{}", clean_value(site, part, &until.text));
        }
        vec![(place, text)]
    }
}

/// Returns the values of a cell that are not empty.
pub(super) fn parts<'c>(text: &'c str, split: Option<&str>) -> Vec<&'c str> {
    let mut parts: Vec<&str> = match split {
        Some(split) => text.split(split.trim_matches(' ')).map(str::trim).collect(),
        None => vec![text.trim()],
    };
    parts.retain(|part| !part.is_empty());
    parts
}
