//! The columns of a table of somebody else with their targets, and those without.

use super::account::CellRemark;
use super::mapped_cells::parts;
use super::mapped_table::{CellPlace, RelationColumn, Target};
use super::site_line::{field_line, scheme_line};
use super::table_map::ColumnRule;
use super::table_mapper::TableMapper;
use crate::diagnostic::did_you_mean;
use crate::refactor::Refusal;

impl<'s> TableMapper<'s> {
    /// Returns the columns with their targets. A target that the vocabulary lacks gives a line for `site.toml`.
    pub(super) fn targets(&mut self) -> Result<Vec<Target<'s>>, Refusal> {
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

    /// Reports a target that the kind lacks, with the lines for `site.toml` that would declare it.
    fn unknown_target(&mut self, rule: &ColumnRule, name: &str, column: usize) {
        let near = did_you_mean(name, self.columns.iter().map(|(name, _)| name.as_str()));
        let is_slip = near.is_some();
        let near = near.unwrap_or("…").to_owned();
        match name.strip_prefix("ids_") {
            Some(scheme) => self.site_line(scheme_line(scheme)),
            // A name that is nearly one of the kind is a slip.
            None if !is_slip => {
                let texts = self.texts(column, rule.split.as_deref());
                let kind = &self.model.site.vocabulary.kind(self.kind).id;
                let line = field_line(&self.model.site, kind, name, rule, &texts);
                self.site_line(line);
            }
            None => {}
        }
        let words = Refusal::new(
            format!(
                "такого столбца у вида нет: «{name}»; возможно, {near}? Новое поле или схема описываются в site.toml"
            ),
            format!(
                "the kind has no column `{name}`; did you mean {near}? A new field or scheme is declared in site.toml"
            ),
        );
        self.remark(CellPlace { row: 1, column }, &rule.column, words);
    }

    /// Adds lines for `site.toml` once.
    pub(super) fn site_line(&mut self, line: String) {
        if !self.site_lines.contains(&line) {
            self.site_lines.push(line);
        }
    }

    /// Returns the values of a column.
    pub(super) fn texts(&self, column: usize, split: Option<&str>) -> Vec<&'s str> {
        let sheet = self.sheet;
        let cells = sheet.rows.iter().filter_map(|row| row.cells.get(column));
        cells.flat_map(|cell| parts(&cell.text, split)).collect()
    }

    /// Returns remarks on the columns that the map does not name.
    pub(super) fn unmapped(
        &self,
        targets: &[Target<'_>],
        relations: &[RelationColumn<'_>],
    ) -> Vec<CellRemark> {
        let map = self.map;
        let is_used = |place: usize, name: &String| {
            let of_targets = targets.iter();
            let mut of_targets = of_targets.flat_map(|target| [Some(target.column), target.until]);
            of_targets.any(|used| used == Some(place))
                || map.relations.iter().any(|rule| rule.column == *name)
                || relations.iter().any(|of| {
                    let mut columns = of.qualifiers.iter().flat_map(|(_, columns)| columns);
                    of.named == Some(place) || columns.any(|known| *known == place)
                })
                || map.key.as_ref() == Some(name)
                || map.id.as_ref() == Some(name)
        };
        let columns = self.sheet.columns.iter().enumerate();
        columns
            .filter(|(place, name)| !name.is_empty() && !is_used(*place, name))
            .map(|(column, name)| CellRemark {
                at: self.address(CellPlace { row: 1, column }),
                column: name.clone(),
                words: Refusal::new(
                    "столбца нет в карте; он не прочитан",
                    "the map does not name the column; it is not read",
                ),
            })
            .collect()
    }
}
