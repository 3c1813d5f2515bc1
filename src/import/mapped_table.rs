//! A table of somebody else as tables of the atlas: its columns under the names of exported ones, its values cleaned.

use std::collections::{BTreeMap, HashMap};

use super::account::CellRemark;
use super::clean_value::{clean_number, clean_value};
use super::imported_values::ImportedValues;
use super::record_id::RecordIds;
use super::table_map::{ColumnRule, RelationRule, TableMap, header_address};
use crate::atlas::RecordIx;
use crate::diagnostic::did_you_mean;
use crate::export::{RecordPart, VALUE_SEPARATOR, all_columns};
use crate::model::SiteModel;
use crate::record::Value;
use crate::refactor::Refusal;
use crate::site::{Direction, KindIx};
use crate::spreadsheet::{CellAddress, CellForm, Sheet, SheetCell, SheetRow};
use crate::text::folding::fold_name;

/// A thing of the table: the rows that have its key.
struct MappedThing {
    key: String,
    id: String,
    /// The first of its rows.
    row: u32,
    /// The values by the place of their column in [`MappedTable::columns`].
    cells: Vec<String>,
}

/// What a table of somebody else comes to.
pub(super) struct MappedTable {
    /// The key of each row of `records`.
    pub(super) keys: Vec<String>,
    pub(super) records: Sheet,
    pub(super) relations: Sheet,
    /// Sheets of records that the table names and the atlas lacks, by kind.
    pub(super) made: BTreeMap<KindIx, Sheet>,
    pub(super) remarks: Vec<CellRemark>,
    /// What needs no decision.
    pub(super) notes: Vec<CellRemark>,
    /// Columns that the map does not name.
    pub(super) homeless: Vec<CellRemark>,
    /// The lines that `site.toml` lacks.
    pub(super) site_lines: Vec<String>,
    /// The rows that were read.
    pub(super) rows: usize,
    /// The rows that belong to a thing of an earlier row.
    pub(super) joined: usize,
}

/// A record that is made for a value.
struct MadeRecord {
    /// The value, or the path to it.
    key: String,
    id: String,
    name: String,
    /// The record of which it is a part.
    above: Option<String>,
}

/// A column with its targets.
struct Target<'m> {
    rule: &'m ColumnRule,
    column: usize,
    until: Option<usize>,
    /// Places in the mapped columns.
    to: Vec<(usize, RecordPart)>,
}

/// Makes tables of the atlas of a table of somebody else.
pub(super) struct TableMapper<'s> {
    model: &'s SiteModel,
    map: &'s TableMap,
    sheet: &'s Sheet,
    kind: KindIx,
    columns: Vec<(String, RecordPart)>,
    ids: RecordIds,
    /// The records of the kind by scheme and identifier.
    identifiers: HashMap<(String, String), RecordIx>,
    made: BTreeMap<KindIx, Vec<MadeRecord>>,
    remarks: Vec<CellRemark>,
    notes: Vec<CellRemark>,
    site_lines: Vec<String>,
}

impl<'s> TableMapper<'s> {
    pub(super) fn new(
        model: &'s SiteModel,
        map: &'s TableMap,
        sheet: &'s Sheet,
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
            kind,
            columns: columns.map(|(column, part)| (column.name, part)).collect(),
            ids: RecordIds::new(taken),
            identifiers: records_by_identifier(model, kind),
            made: BTreeMap::new(),
            remarks: Vec::new(),
            notes: Vec::new(),
            site_lines: Vec::new(),
        })
    }

    fn remark(&mut self, at: CellAddress, column: &str, words: Refusal) {
        let column = column.to_owned();
        self.remarks.push(CellRemark { at, column, words });
    }

    fn address(&self, row: &SheetRow, column: usize) -> CellAddress {
        self.sheet.address(row, column)
    }

    /// Reads all rows.
    pub(super) fn map(mut self, before: &ImportedValues) -> Result<MappedTable, Refusal> {
        let targets = self.targets()?;
        let named =
            |name: &Option<String>| name.as_deref().map(|name| self.column(name)).transpose();
        let (key, id) = (named(&self.map.key)?, named(&self.map.id)?);
        let relations = self.relation_columns()?;
        let homeless = self.homeless(&targets, &relations);
        let (things, rows, joined) = self.things(before, &targets, key, id);
        let mut relations = self.relations(&relations, &things, &rows);
        relations.rows.splice(0..0, self.parts_of_made());
        let keys = things.iter().map(|thing| thing.key.clone()).collect();
        Ok(MappedTable {
            keys,
            records: self.records_sheet(things),
            relations,
            made: self.made_sheets(),
            remarks: self.remarks,
            notes: self.notes,
            homeless,
            site_lines: self.site_lines,
            rows: self.sheet.rows.len(),
            joined,
        })
    }

    /// Returns the things of the table, the thing of each row, and the number of rows of a thing of an earlier row. A row
    /// without a thing has an index beyond all.
    fn things(
        &mut self,
        before: &ImportedValues,
        targets: &[Target<'_>],
        key: Option<usize>,
        id: Option<usize>,
    ) -> (Vec<MappedThing>, Vec<usize>, usize) {
        let mut things: Vec<MappedThing> = Vec::new();
        let mut by_key: HashMap<String, usize> = HashMap::new();
        let mut rows: Vec<usize> = Vec::new();
        let mut joined = 0;
        for row in &self.sheet.rows {
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
                self.remark(self.sheet.address(row, 0), "", words);
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

    /// Returns the place of a column of the table.
    fn column(&self, name: &str) -> Result<usize, Refusal> {
        self.sheet.column(name).ok_or_else(|| {
            let near = did_you_mean(name, self.sheet.columns.iter().map(String::as_str));
            let near = near.unwrap_or("…");
            Refusal::new(
                format!("в таблице нет столбца «{name}»; возможно, {near}?"),
                format!("the table has no column `{name}`; did you mean {near}?"),
            )
        })
    }

    /// Returns the columns with their targets. A target that the vocabulary lacks gives a line for `site.toml`.
    fn targets(&mut self) -> Result<Vec<Target<'s>>, Refusal> {
        let mut targets = Vec::new();
        let map = self.map;
        for rule in &map.columns {
            let column = self.column(&rule.column)?;
            let until = rule
                .until
                .as_deref()
                .map(|name| self.column(name))
                .transpose()?;
            let mut to = Vec::new();
            for name in &rule.to {
                let place = self.columns.iter().position(|(known, _)| known == name);
                match place {
                    Some(place) => to.push((place, self.columns[place].1)),
                    None => self.unknown_target(rule, name, column),
                }
            }
            targets.push(Target {
                rule,
                column,
                until,
                to,
            });
        }
        Ok(targets)
    }

    fn unknown_target(&mut self, rule: &ColumnRule, name: &str, column: usize) {
        if let Some(scheme) = name.strip_prefix("ids_") {
            self.site_lines.push(format!(
                "[identifiers.{scheme}]\nlabel = {}",
                crate::diagnostic::toml_string(scheme)
            ));
        }
        let near = did_you_mean(name, self.columns.iter().map(|(name, _)| name.as_str()));
        let near = near.unwrap_or("…");
        let words = Refusal::new(
            format!(
                "такого столбца у вида нет: «{name}»; возможно, {near}? Новое поле или схема описываются в site.toml"
            ),
            format!(
                "the kind has no column `{name}`; did you mean {near}? A new field or scheme is declared in site.toml"
            ),
        );
        let at = header_address(&self.sheet.name, column);
        self.remark(at, &rule.column, words);
    }

    fn homeless(
        &self,
        targets: &[Target<'_>],
        relations: &[(usize, &RelationRule)],
    ) -> Vec<CellRemark> {
        let map = self.map;
        let is_used = |place: usize, name: &String| {
            let of_targets = targets.iter();
            let mut of_targets = of_targets.flat_map(|target| [Some(target.column), target.until]);
            of_targets.any(|used| used == Some(place))
                || relations.iter().any(|(column, rule)| {
                    let mut columns = rule.qualifiers.iter().flat_map(|(_, columns)| columns);
                    *column == place || columns.any(|known| known == name)
                })
                || map.key.as_ref() == Some(name)
                || map.id.as_ref() == Some(name)
        };
        let columns = self.sheet.columns.iter().enumerate();
        columns
            .filter(|(place, name)| !name.is_empty() && !is_used(*place, name))
            .map(|(place, name)| CellRemark {
                at: header_address(&self.sheet.name, place),
                column: name.clone(),
                words: Refusal::new(
                    "столбца нет в карте; он не прочитан",
                    "the map does not name the column; it is not read",
                ),
            })
            .collect()
    }

    /// Returns the values of a row, each at the place of its column.
    fn cells(&mut self, row: &SheetRow, targets: &[Target<'_>]) -> Vec<String> {
        let mut cells = vec![String::new(); self.columns.len()];
        for target in targets {
            let Some(cell) = row.cells.get(target.column) else {
                continue;
            };
            if matches!(cell.form, CellForm::Uncalculated | CellForm::Error) {
                let at = self.address(row, target.column);
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
                    self.reference(rule, part, &text, self.address(row, target.column))
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

    /// Returns the id of the region or sector that a value names. `None`: there is none, which is reported.
    fn reference(
        &mut self,
        rule: &ColumnRule,
        part: RecordPart,
        text: &str,
        at: CellAddress,
    ) -> Option<String> {
        use crate::site::Facet;
        let facet = match part {
            RecordPart::Regions => Facet::Region,
            _ => Facet::Sector,
        };
        let kind = self.model.site.vocabulary.facet(facet)?;
        if let Some(path) = &rule.path {
            return self.of_path(kind, rule, text, path.trim_matches(' '), at);
        }
        if let Some(ix) = self.model.atlas.resolve(text) {
            return Some(self.model.atlas.record(ix).id.to_string());
        }
        if rule.make {
            return Some(self.make_record(kind, text, text, None));
        }
        let words = Refusal::new(
            format!("нет записи «{text}»; имя в атласе дайте в values, или make = true"),
            format!(
                "there is no record `{text}`; give its name in the atlas in values, or make = true"
            ),
        );
        self.remark(at, &rule.column, words);
        None
    }

    /// Returns the id of the record at the end of a path, of which each part belongs to the one before.
    fn of_path(
        &mut self,
        kind: KindIx,
        rule: &ColumnRule,
        text: &str,
        separator: &str,
        at: CellAddress,
    ) -> Option<String> {
        let mut above: Option<String> = None;
        let mut path = String::new();
        for name in text
            .split(separator)
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            path = format!("{path}{separator}{name}");
            let found = self.part_named(kind, name, above.as_deref());
            let id = match found {
                Some(id) => id,
                None if rule.make => self.make_record(kind, &path, name, above.as_deref()),
                None => {
                    let words = Refusal::new(
                        format!("нет записи «{text}»; make = true её создаст"),
                        format!("there is no record `{text}`; make = true makes it"),
                    );
                    self.remark(at, &rule.column, words);
                    return None;
                }
            };
            above = Some(id);
        }
        above
    }

    /// Returns the record of a kind with a name that is a part of another one, or of none.
    fn part_named(&self, kind: KindIx, name: &str, above: Option<&str>) -> Option<String> {
        let atlas = &self.model.atlas;
        let parts = self.model.site.vocabulary.known.parts;
        let wanted = fold_name(name);
        let is_named = |ix: &&RecordIx| {
            let names = atlas.record(**ix).name.iter();
            let mut names = names.map(|(_, text)| fold_name(text));
            names.any(|name| name == wanted)
        };
        let is_part = |ix: &&RecordIx| {
            let mut wholes = atlas.related(**ix, parts, Direction::Inverse);
            match above {
                Some(above) => wholes.any(|whole| &*atlas.record(whole).id == above),
                None => wholes.next().is_none(),
            }
        };
        let found = atlas.of_kind(kind).iter().filter(is_named).find(is_part)?;
        Some(atlas.record(*found).id.to_string())
    }

    /// Returns the id of a record that is made for a value, once for each key.
    fn make_record(&mut self, kind: KindIx, key: &str, name: &str, above: Option<&str>) -> String {
        let made = self.made.entry(kind).or_default();
        if let Some(known) = made.iter().find(|made| made.key == key) {
            return known.id.clone();
        }
        let spare = &self.model.site.vocabulary.kind(kind).id;
        let id = self.ids.of_name(name, spare);
        made.push(MadeRecord {
            key: key.to_owned(),
            id: id.clone(),
            name: name.to_owned(),
            above: above.map(str::to_owned),
        });
        id
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

    fn relation_columns(&self) -> Result<Vec<(usize, &'s RelationRule)>, Refusal> {
        let map = self.map;
        let rules = map.relations.iter();
        rules
            .map(|rule| Ok((self.column(&rule.column)?, rule)))
            .collect()
    }

    /// Returns the rows of the sheet of relations.
    fn relations(
        &mut self,
        rules: &[(usize, &RelationRule)],
        things: &[MappedThing],
        rows: &[usize],
    ) -> Sheet {
        let mut columns: Vec<String> = ["from", "relation", "to"].map(str::to_owned).to_vec();
        let mut cells_of: Vec<SheetRow> = Vec::new();
        let mut seen: std::collections::HashSet<[String; 3]> = std::collections::HashSet::new();
        for (column, rule) in rules {
            let Some((name, side)) = self.relation_side(&rule.relation) else {
                let words = Refusal::new(
                    format!("у этого вида нет связи «{}»", rule.relation),
                    format!("the kind has no relation `{}`", rule.relation),
                );
                let at = header_address(&self.sheet.name, *column);
                self.remark(at, &rule.column, words);
                continue;
            };
            let others = self.others(rule, things);
            for (row, thing) in self.sheet.rows.iter().zip(rows) {
                let Some(thing) = things.get(*thing) else {
                    continue;
                };
                let Some(cell) = row.cells.get(*column) else {
                    continue;
                };
                for value in parts(&cell.text, rule.split.as_deref()) {
                    let at = self.address(row, *column);
                    let Some(other) = others(value) else {
                        let words = Refusal::new(
                            format!("нет записи «{value}»; связь не создана"),
                            format!("there is no record `{value}`; the relation is not made"),
                        );
                        self.remark(at, &rule.column, words);
                        continue;
                    };
                    let ends = match side {
                        Direction::Forward => [thing.id.clone(), name.clone(), other],
                        Direction::Inverse => [other, name.clone(), thing.id.clone()],
                    };
                    if !seen.insert(ends.clone()) {
                        self.notes.push(second_relation(at, &rule.column, value));
                        continue;
                    }
                    let mut made = SheetRow {
                        number: row.number,
                        cells: ends.into_iter().map(SheetCell::text).collect(),
                    };
                    self.qualifiers(rule, row, &mut columns, &mut made);
                    cells_of.push(made);
                }
            }
        }
        Sheet {
            name: self.sheet.name.clone(),
            columns,
            rows: cells_of,
            skipped: 0,
        }
    }

    /// Returns the name of a relation by its key at the kind, and the side of the kind.
    fn relation_side(&self, key: &str) -> Option<(String, Direction)> {
        use crate::site::Key;
        match self.model.site.vocabulary.kind(self.kind).keys.get(key) {
            Some(Key::Relation(relation, side)) => {
                let name = self.model.site.vocabulary.relation(*relation).name.clone();
                Some((name, *side))
            }
            _ => None,
        }
    }

    /// Returns a function from the values of a column to the ids of the records that they name.
    fn others(
        &self,
        rule: &RelationRule,
        things: &[MappedThing],
    ) -> impl Fn(&str) -> Option<String> + use<> {
        let vocabulary = &self.model.site.vocabulary;
        let kind = rule
            .kind
            .as_deref()
            .and_then(|kind| vocabulary.kind_named(kind));
        let mut known: HashMap<String, String> = HashMap::new();
        let kinds = vocabulary
            .each_kind()
            .filter(|own| kind.is_none_or(|kind| kind == *own));
        for own in kinds {
            let exported = crate::export::table_cells(self.model, crate::plan::Table::Kind(own));
            let by = |column: &crate::export::Column| match &rule.by {
                Some(by) => column.name == *by,
                None => column.name == "id" || column.name.starts_with("name_"),
            };
            let places = exported
                .columns
                .iter()
                .enumerate()
                .filter(|(_, column)| by(column));
            let places: Vec<usize> = places.map(|(place, _)| place).collect();
            for row in &exported.rows {
                for place in &places {
                    known
                        .entry(row[*place].clone())
                        .or_insert_with(|| row[0].clone());
                }
            }
        }
        if kind.is_none_or(|kind| kind == self.kind) {
            let by = |name: &str| match &rule.by {
                Some(by) => name == by,
                None => name.starts_with("name_"),
            };
            for thing in things {
                for ((name, _), text) in self.columns.iter().zip(&thing.cells) {
                    if by(name) && !text.is_empty() {
                        known
                            .entry(text.clone())
                            .or_insert_with(|| thing.id.clone());
                    }
                }
            }
        }
        known.remove("");
        move |value: &str| known.get(value).cloned()
    }

    /// Adds the cells of the qualifiers of a relation.
    fn qualifiers(
        &self,
        rule: &RelationRule,
        row: &SheetRow,
        columns: &mut Vec<String>,
        made: &mut SheetRow,
    ) {
        for (key, sources) in &rule.qualifiers {
            let texts = sources.iter().filter_map(|name| {
                let cell = row.cells.get(self.sheet.column(name)?)?;
                Some(super::clean_value::clean_text(&cell.text)).filter(|text| !text.is_empty())
            });
            let Some(text) = texts.into_iter().next() else {
                continue;
            };
            let known = rule.values.iter().find(|(from, _)| *from == text);
            let mut text = known.map_or(text, |(_, to)| to.clone());
            if let Some((_, unit)) = rule.units.iter().find(|(of, _)| of == key) {
                text = format!("{} {unit}", clean_number(&text));
            }
            let builtin = matches!(
                key.as_str(),
                "role" | "since" | "until" | "status" | "sources"
            );
            let name = match builtin {
                true => key.clone(),
                false => format!("qualifier_{key}"),
            };
            let place = columns.iter().position(|known| *known == name);
            let place = place.unwrap_or_else(|| {
                columns.push(name);
                columns.len() - 1
            });
            if made.cells.len() <= place {
                made.cells.resize(place + 1, SheetCell::default());
            }
            made.cells[place] = SheetCell::text(text);
        }
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
            name: self.sheet.name.clone(),
            columns: names.collect(),
            rows,
            skipped: 0,
        }
    }

    /// Returns the rows of relations by which made records are parts of others.
    fn parts_of_made(&self) -> Vec<SheetRow> {
        let vocabulary = &self.model.site.vocabulary;
        let parts = &vocabulary.relation(vocabulary.known.parts).name;
        let made = self.made.values().flatten();
        let row = |made: &MadeRecord| {
            let ends = [made.above.clone()?, parts.clone(), made.id.clone()];
            Some(SheetRow {
                number: 1,
                cells: ends.map(SheetCell::text).to_vec(),
            })
        };
        made.filter_map(row).collect()
    }

    /// Returns the sheets of the records that are made for values.
    fn made_sheets(&mut self) -> BTreeMap<KindIx, Sheet> {
        let made = std::mem::take(&mut self.made).into_iter();
        let default = self.model.site.code(crate::site::Language::DEFAULT);
        let sheet = |(kind, records): (KindIx, Vec<MadeRecord>)| {
            let rows = (1..).zip(records).map(|(number, made)| SheetRow {
                number,
                cells: vec![SheetCell::text(made.id), SheetCell::text(made.name)],
            });
            let sheet = Sheet {
                name: String::new(),
                columns: vec!["id".to_owned(), format!("name_{default}")],
                rows: rows.collect(),
                skipped: 0,
            };
            (kind, sheet)
        };
        made.filter(|(_, records)| !records.is_empty())
            .map(sheet)
            .collect()
    }
}

/// Returns the records of a kind by the scheme and the value of each of their identifiers.
pub fn records_by_identifier(
    model: &SiteModel,
    kind: KindIx,
) -> HashMap<(String, String), RecordIx> {
    let schemes = &model.site.vocabulary.schemes;
    let mut records = HashMap::new();
    for ix in model.atlas.of_kind(kind) {
        let fields = model.atlas.record(*ix).fields.iter();
        for value in fields.flat_map(|field| field.value.all()) {
            let Value::Identifiers(ids) = value else {
                continue;
            };
            for (scheme, id) in ids {
                let scheme = schemes[usize::from(*scheme)].id.clone();
                records.entry((scheme, id.to_string())).or_insert(*ix);
            }
        }
    }
    records
}

/// Returns the values of a cell that are not empty.
fn parts<'c>(text: &'c str, split: Option<&str>) -> Vec<&'c str> {
    let mut parts: Vec<&str> = match split {
        Some(split) => text.split(split.trim_matches(' ')).map(str::trim).collect(),
        None => vec![text.trim()],
    };
    parts.retain(|part| !part.is_empty());
    parts
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

/// Takes over the values of a later row of one thing that the earlier ones lack.
fn join(cells: &mut [String], more: Vec<String>) {
    for (cell, more) in cells.iter_mut().zip(more) {
        if cell.is_empty() {
            *cell = more;
        }
    }
}
