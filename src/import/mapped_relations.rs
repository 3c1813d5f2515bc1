//! The relations that the columns of a table of somebody else state.

use std::collections::HashSet;

use super::account::CellRemark;
use super::clean_value::{clean_number, clean_text};
use super::mapped_cells::parts;
use super::mapped_table::{CellPlace, MappedSheet, MappedThing, RelationColumn};
use super::table_mapper::TableMapper;
use crate::refactor::Refusal;
use crate::site::Direction;
use crate::spreadsheet::{CellAddress, Sheet, SheetCell, SheetRow};

impl TableMapper<'_> {
    /// Returns the sheets of relations, one for each column.
    pub(super) fn relations(
        &mut self,
        columns: &[RelationColumn<'_>],
        things: &[MappedThing],
        rows: &[usize],
    ) -> Vec<MappedSheet> {
        let mut seen = HashSet::new();
        let columns = columns.iter();
        columns
            .map(|of| self.relation_sheet(of, things, rows, &mut seen))
            .collect()
    }

    fn relation_sheet(
        &mut self,
        of: &RelationColumn<'_>,
        things: &[MappedThing],
        rows: &[usize],
        seen: &mut HashSet<[String; 3]>,
    ) -> MappedSheet {
        let columns = ["from", "relation", "to"].map(str::to_owned);
        let mut cells = MappedSheet {
            origins: vec![of.column; columns.len()],
            sheet: Sheet {
                name: self.label.clone(),
                columns: columns.to_vec(),
                rows: Vec::new(),
                skipped: 0,
            },
        };
        let others = self.others(of.rule, things);
        let sheet = self.sheet;
        for (row, thing) in sheet.rows.iter().zip(rows) {
            let Some(thing) = things.get(*thing) else {
                continue;
            };
            let Some(cell) = row.cells.get(of.column) else {
                continue;
            };
            for value in parts(&cell.text, of.rule.split.as_deref()) {
                let other = others(value).or_else(|| self.made_other(of, row, value));
                let Some(other) = other else { continue };
                let ends = match of.side {
                    Direction::Forward => [thing.id.clone(), of.relation.clone(), other],
                    Direction::Inverse => [other, of.relation.clone(), thing.id.clone()],
                };
                if !seen.insert(ends.clone()) {
                    let at = CellPlace {
                        row: row.number,
                        column: of.column,
                    };
                    let at = self.address(at);
                    self.notes.push(second_relation(at, &of.rule.column, value));
                    continue;
                }
                let mut made = SheetRow {
                    number: row.number,
                    cells: ends.into_iter().map(SheetCell::text).collect(),
                };
                add_qualifiers(of, row, &mut cells, &mut made);
                cells.sheet.rows.push(made);
            }
        }
        cells
    }
}

/// Adds the cells of the qualifiers of a relation.
fn add_qualifiers(
    of: &RelationColumn<'_>,
    row: &SheetRow,
    cells: &mut MappedSheet,
    made: &mut SheetRow,
) {
    for (key, sources) in &of.qualifiers {
        let mut texts = sources.iter().filter_map(|column| {
            let text = clean_text(&row.cells.get(*column)?.text);
            (!text.is_empty()).then_some((*column, text))
        });
        let Some((column, text)) = texts.next() else {
            continue;
        };
        let known = of.rule.values.iter().find(|(from, _)| *from == text);
        let mut text = known.map_or(text, |(_, to)| to.clone());
        if let Some((_, unit)) = of.rule.units.iter().find(|(of, _)| of == key) {
            text = format!("{} {unit}", clean_number(&text));
        }
        let name = match is_builtin(key) {
            true => (*key).to_owned(),
            false => format!("qualifier_{key}"),
        };
        let columns = &mut cells.sheet.columns;
        let place = columns.iter().position(|known| *known == name);
        let place = place.unwrap_or_else(|| {
            columns.push(name);
            cells.origins.push(column);
            columns.len() - 1
        });
        if made.cells.len() <= place {
            made.cells.resize(place + 1, SheetCell::default());
        }
        made.cells[place] = SheetCell::text(text);
    }
}

/// Whether every relation has a qualifier.
pub(super) fn is_builtin(key: &str) -> bool {
    matches!(key, "role" | "since" | "until" | "status" | "sources")
}

/// The note on a row whose relation an earlier row has, perhaps with other qualifiers.
fn second_relation(at: CellAddress, column: &str, value: &str) -> CellRemark {
    CellRemark {
        at,
        column: column.to_owned(),
        words: Refusal::new(
            format!("связь с «{value}» уже есть в строке выше; эта строка не взята"),
            format!("an earlier row has the relation to `{value}`; this row is not taken"),
        ),
    }
}
