//! The other records of the relations of a table: found by an exported column, or made.

use std::collections::HashMap;

use super::made_record::MadeName;
use super::mapped_table::{CellPlace, MappedThing, RelationColumn};
use super::table_map::RelationRule;
use super::table_mapper::TableMapper;
use crate::refactor::Refusal;
use crate::spreadsheet::SheetRow;

impl TableMapper<'_> {
    /// Returns a function from the values of a column to the ids of the records that they name.
    pub(super) fn others(
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

    /// Returns the id of a record that is made for a value which names none. `None`: none is made, which is reported.
    pub(super) fn made_other(
        &mut self,
        of: &RelationColumn<'_>,
        row: &SheetRow,
        value: &str,
    ) -> Option<String> {
        let at = CellPlace {
            row: row.number,
            column: of.column,
        };
        let Some(kind) = of.made else {
            let words = Refusal::new(
                format!(
                    "нет записи «{value}»; связь не создана. make = \"draft\" создаст черновик"
                ),
                format!(
                    "there is no record `{value}`; the relation is not made. make = \"draft\" makes a draft"
                ),
            );
            self.remark(at, &of.rule.column, words);
            return None;
        };
        let named = of.named.and_then(|column| row.cells.get(column));
        let name = named.map(|cell| super::clean_value::clean_text(&cell.text));
        let name = name.filter(|name| !name.is_empty());
        let atlas = &self.model.atlas;
        let known = name.as_deref().and_then(|name| atlas.resolve(name));
        if let Some(ix) = known.filter(|ix| atlas.kind(*ix) == kind) {
            return Some(atlas.record(ix).id.to_string());
        }
        let by = of
            .rule
            .by
            .clone()
            .filter(|by| by != "id" && !by.starts_with("name_"));
        let made = MadeName {
            kind,
            name: name.as_deref().unwrap_or(value),
            known_by: by.map(|by| (by, value.to_owned())),
            above: None,
            at,
            form: of.rule.make,
        };
        Some(self.make_record(value, made))
    }
}
