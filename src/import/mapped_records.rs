//! The things of a table of somebody else: which rows are one, which record each is, and their sheet.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::imported_values::ImportedValues;
use super::mapped_table::{CellPlace, MappedSheet, MappedTable, MappedThing, Target};
use super::table_mapper::TableMapper;
use crate::export::{RecordPart, VALUE_SEPARATOR};
use crate::refactor::Refusal;
use crate::spreadsheet::{Sheet, SheetCell, SheetRow};

impl TableMapper<'_> {
    /// Reads all rows.
    pub(super) fn map(
        mut self,
        before: &ImportedValues,
        done: &AtomicUsize,
    ) -> Result<MappedTable, Refusal> {
        let targets = self.targets()?;
        let named =
            |name: &Option<String>| name.as_deref().map(|name| self.column(name)).transpose();
        let (key, id) = (named(&self.map.key)?, named(&self.map.id)?);
        let relations = self.relation_columns()?;
        let unmapped = self.unmapped(&targets, &relations);
        let (things, rows, joined) = self.things((before, done), &targets, key, id);
        let stated = self.relations(&relations, &things, &rows);
        let mut relations = self.parts_of_made();
        relations.extend(stated);
        let keys = things.iter().map(|thing| thing.key.clone()).collect();
        Ok(MappedTable {
            keys,
            records: MappedSheet {
                origins: self.origins(&targets, key, id),
                sheet: self.records_sheet(things),
            },
            relations,
            made: self.made_sheets(),
            remarks: self.remarks,
            notes: self.notes,
            unmapped,
            site_lines: self.site_lines,
            rows: self.sheet.rows.len(),
            joined,
        })
    }

    /// Returns the place of the column of the table that each mapped column comes from. What comes of none has that of the
    /// key, of the ids or of the name.
    fn origins(&self, targets: &[Target<'_>], key: Option<usize>, id: Option<usize>) -> Vec<usize> {
        let of = |place: usize| {
            let mut targets = targets.iter();
            let found = targets.find(|target| target.to.iter().any(|(to, _)| *to == place));
            found.map(|target| target.column)
        };
        let is_name = |part: &RecordPart| matches!(part, RecordPart::Name(_));
        let names = self.columns.iter().enumerate();
        let mut names = names.filter(|(_, (_, part))| is_name(part));
        let name = || names.find_map(|(place, _)| of(place));
        let spare = key.or(id).or_else(name).unwrap_or(0);
        let places = 0..self.columns.len();
        places.map(|place| of(place).unwrap_or(spare)).collect()
    }

    /// Returns the things of the table, the thing of each row, and the number of rows of a thing of an earlier row. A row
    /// without a thing has an index beyond all.
    fn things(
        &mut self,
        (before, done): (&ImportedValues, &AtomicUsize),
        targets: &[Target<'_>],
        key: Option<usize>,
        id: Option<usize>,
    ) -> (Vec<MappedThing>, Vec<usize>, usize) {
        let mut things: Vec<MappedThing> = Vec::new();
        let mut by_key: HashMap<String, usize> = HashMap::new();
        let mut rows: Vec<usize> = Vec::new();
        let mut joined = 0;
        for row in &self.sheet.rows {
            done.fetch_add(1, Ordering::Relaxed);
            let cells = self.cells(row, targets);
            let text = |column: Option<usize>| {
                let cell = column.and_then(|column| row.cells.get(column));
                cell.map_or("", |cell| cell.text.trim())
            };
            let thing_key = match key {
                Some(_) if !text(key).is_empty() => text(key).to_owned(),
                Some(_) => String::new(),
                None => self.own_key(&cells, row),
            };
            if let Some(known) = by_key.get(&thing_key).filter(|_| !thing_key.is_empty()) {
                joined += 1;
                rows.push(*known);
                join(&mut things[*known].cells, cells);
                continue;
            }
            let id = self.id_of(before, &thing_key, &cells, text(id));
            let Some(id) = id else {
                rows.push(usize::MAX);
                let words = Refusal::new(
                    "в строке нет названия; пропущена",
                    "the row has no name, and is left out",
                );
                let at = CellPlace {
                    row: row.number,
                    column: key.unwrap_or(0),
                };
                self.remark(at, "", words);
                continue;
            };
            by_key.insert(thing_key.clone(), things.len());
            rows.push(things.len());
            things.push(MappedThing {
                key: thing_key,
                id,
                row: row.number,
                cells,
            });
        }
        (things, rows, joined)
    }

    /// Returns the key of a row of a table without a key column: its name, so that rows of one name are one thing.
    fn own_key(&self, cells: &[String], row: &SheetRow) -> String {
        match self.name(cells) {
            Some(name) => name.to_owned(),
            None => row.number.to_string(),
        }
    }

    fn name<'c>(&self, cells: &'c [String]) -> Option<&'c str> {
        let columns = self.columns.iter().zip(cells);
        let mut names = columns.filter(|((_, part), _)| matches!(part, RecordPart::Name(_)));
        names
            .find(|(_, text)| !text.is_empty())
            .map(|(_, text)| text.as_str())
    }

    /// Returns the id of a thing: that of the last import, of the record with its identifier or its name, or a new one.
    /// `None`: it has no name.
    fn id_of(
        &mut self,
        before: &ImportedValues,
        key: &str,
        cells: &[String],
        wanted: &str,
    ) -> Option<String> {
        let atlas = &self.model.atlas;
        let known = before.id(key).and_then(|id| atlas.by_id(id));
        let by_identifier = || {
            let identifiers = self
                .columns
                .iter()
                .zip(cells)
                .filter(|(_, text)| !text.is_empty());
            let mut found = identifiers.filter_map(|((name, _), text)| {
                let scheme = name.strip_prefix("ids_")?;
                self.identifiers
                    .get(&(scheme.to_owned(), text.clone()))
                    .copied()
            });
            found.next()
        };
        let by_name = || {
            let found = self.name(cells).and_then(|name| atlas.resolve(name))?;
            (atlas.kind(found) == self.kind).then_some(found)
        };
        if let Some(ix) = known.or_else(by_identifier).or_else(by_name) {
            return Some(atlas.record(ix).id.to_string());
        }
        let name = self.name(cells)?.to_owned();
        let base = if wanted.is_empty() { &name } else { wanted };
        let spare = self.model.site.vocabulary.kind(self.kind).id.clone();
        Some(self.ids.of_name(base, &spare))
    }

    /// Returns the sheet of the things of the table. Columns in which nothing stands are left out.
    fn records_sheet(&self, things: Vec<MappedThing>) -> Sheet {
        let constants: Vec<(usize, &str)> = self
            .map
            .constants
            .iter()
            .filter_map(|(name, text)| {
                let place = self.columns.iter().position(|(known, _)| known == name)?;
                Some((place, text.as_str()))
            })
            .collect();
        let sources = self
            .columns
            .iter()
            .position(|(_, part)| *part == RecordPart::Sources);
        let rows: Vec<SheetRow> = things
            .into_iter()
            .map(|mut thing| {
                let is_known = self.model.atlas.by_id(&thing.id).is_some();
                for (place, text) in &constants {
                    // A currency without an amount is no value.
                    let stem = self.columns[*place].0.strip_suffix("_currency");
                    let amount = stem.map(|stem| format!("{stem}_amount"));
                    let amount = amount.and_then(|name| {
                        let place = self.columns.iter().position(|(known, _)| *known == name)?;
                        Some(thing.cells[place].is_empty())
                    });
                    if thing.cells[*place].is_empty() && amount != Some(true) {
                        thing.cells[*place] = (*text).to_owned();
                    }
                }
                if let Some(place) = sources.filter(|_| !is_known && !self.map.sources.is_empty()) {
                    thing.cells[place] = self.map.sources.join(VALUE_SEPARATOR);
                }
                thing.cells[0] = thing.id;
                SheetRow {
                    number: thing.row,
                    cells: thing.cells.into_iter().map(SheetCell::text).collect(),
                }
            })
            .collect();
        let names = self.columns.iter().enumerate().map(|(place, (name, _))| {
            let is_used = place == 0 || rows.iter().any(|row| !row.cells[place].text.is_empty());
            if is_used { name.clone() } else { String::new() }
        });
        Sheet {
            name: self.label.clone(),
            columns: names.collect(),
            rows,
            skipped: 0,
        }
    }
}

/// Takes over the values of a later row of one thing that the earlier ones lack.
fn join(cells: &mut [String], more: Vec<String>) {
    for (cell, more) in cells.iter_mut().zip(more) {
        if cell.is_empty() {
            *cell = more;
        }
    }
}
