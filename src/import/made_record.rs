//! Records that are made for values of a table: regions, sectors, and paths of them.

use std::collections::BTreeMap;

use super::mapped_table::{CellPlace, MadeRecord, MadeSheet, MappedSheet};
use super::table_map::{ColumnRule, MissingRecord};
use super::table_mapper::TableMapper;
use crate::atlas::RecordIx;
use crate::export::{RecordPart, VALUE_SEPARATOR};
use crate::refactor::Refusal;
use crate::site::{Direction, KindIx};
use crate::spreadsheet::{Sheet, SheetCell, SheetRow};
use crate::text::folding::fold_name;

/// What a record is made of.
pub(super) struct MadeName<'n> {
    pub(super) kind: KindIx,
    pub(super) name: &'n str,
    /// The exported column by which the table names it, and its value there.
    pub(super) known_by: Option<(String, String)>,
    /// The record of which it is a part.
    pub(super) above: Option<String>,
    pub(super) at: CellPlace,
    pub(super) form: MissingRecord,
}

impl TableMapper<'_> {
    /// Returns the id of the region or sector that a value names. `None`: there is none, which is reported.
    pub(super) fn reference(
        &mut self,
        rule: &ColumnRule,
        part: RecordPart,
        text: &str,
        at: CellPlace,
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
        if rule.make != MissingRecord::Reported {
            let made = MadeName {
                kind,
                name: text,
                known_by: None,
                above: None,
                at,
                form: rule.make,
            };
            return Some(self.make_record(text, made));
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
        at: CellPlace,
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
                None if rule.make != MissingRecord::Reported => {
                    let made = MadeName {
                        kind,
                        name,
                        known_by: None,
                        above,
                        at,
                        form: rule.make,
                    };
                    self.make_record(&path, made)
                }
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

    /// Returns the id of a record that is made for a value, once for each value.
    pub(super) fn make_record(&mut self, value: &str, made: MadeName<'_>) -> String {
        let key = (made.kind.index(), value.to_owned());
        if let Some(known) = self.made_ids.get(&key) {
            return known.clone();
        }
        let spare = &self.model.site.vocabulary.kind(made.kind).id;
        let id = self.ids.of_name(made.name, spare);
        self.made_ids.insert(key, id.clone());
        self.made.push(MadeRecord {
            kind: made.kind,
            id: id.clone(),
            name: made.name.to_owned(),
            known_by: made.known_by,
            above: made.above,
            at: made.at,
            form: made.form,
        });
        id
    }

    /// Returns the relations by which made records are parts of others, by the columns that name them.
    pub(super) fn parts_of_made(&self) -> Vec<MappedSheet> {
        let vocabulary = &self.model.site.vocabulary;
        let parts = &vocabulary.relation(vocabulary.known.parts).name;
        let mut by_column: BTreeMap<usize, Vec<SheetRow>> = BTreeMap::new();
        for made in &self.made {
            let Some(above) = &made.above else { continue };
            let ends = [above.clone(), parts.clone(), made.id.clone()];
            by_column.entry(made.at.column).or_default().push(SheetRow {
                number: made.at.row,
                cells: ends.map(SheetCell::text).to_vec(),
            });
        }
        let columns = ["from", "relation", "to"];
        let sheets = by_column.into_iter();
        sheets
            .map(|(column, rows)| MappedSheet {
                origins: vec![column; columns.len()],
                sheet: Sheet {
                    name: self.label.clone(),
                    columns: columns.map(str::to_owned).to_vec(),
                    rows,
                    skipped: 0,
                },
            })
            .collect()
    }

    /// Returns the sheets of the records that are made for values, by their kinds and the columns that name them.
    pub(super) fn made_sheets(&mut self) -> Vec<MadeSheet> {
        let code = self.model.site.code(crate::site::Language::DEFAULT);
        let sources = self.map.sources.join(VALUE_SEPARATOR);
        let sources = (!sources.is_empty()).then_some(sources);
        type Group = (usize, usize, MissingRecord, Option<String>);
        let mut groups: BTreeMap<Group, (KindIx, Vec<SheetRow>)> = BTreeMap::new();
        for made in std::mem::take(&mut self.made) {
            let (by, value) = made.known_by.unzip();
            let group = (made.kind.index(), made.at.column, made.form, by);
            let (_, rows) = groups.entry(group).or_insert((made.kind, Vec::new()));
            let cells = [Some(made.id), Some(made.name), sources.clone(), value];
            rows.push(SheetRow {
                number: made.at.row,
                cells: cells.into_iter().flatten().map(SheetCell::text).collect(),
            });
        }
        let sheet = |((_, column, form, by), (kind, rows)): (Group, (KindIx, Vec<SheetRow>))| {
            let mut columns = vec!["id".to_owned(), format!("name_{code}")];
            columns.extend(sources.as_ref().map(|_| "sources".to_owned()));
            columns.extend(by);
            let origins = vec![column; columns.len()];
            let sheet = Sheet {
                name: self.label.clone(),
                columns,
                rows,
                skipped: 0,
            };
            let cells = MappedSheet { sheet, origins };
            MadeSheet { kind, form, cells }
        };
        groups.into_iter().map(sheet).collect()
    }
}
