//! The columns that state relations, with what the vocabulary knows of them.

use super::mapped_relations::is_builtin;
use super::mapped_table::{CellPlace, RelationColumn};
use super::site_line::qualifier_line;
use super::table_map::{MissingRecord, RelationRule};
use super::table_mapper::TableMapper;
use crate::refactor::Refusal;
use crate::site::{Direction, Key, KindIx, RelationIx};

impl<'s> TableMapper<'s> {
    /// Returns the columns that state relations. A relation or qualifier that the vocabulary lacks is reported.
    pub(super) fn relation_columns(&mut self) -> Result<Vec<RelationColumn<'s>>, Refusal> {
        let map = self.map;
        let mut columns = Vec::new();
        for rule in &map.relations {
            let column = self.column(&rule.column)?;
            let Some((relation, side)) = self.relation_side(&rule.relation) else {
                let words = Refusal::new(
                    format!("у этого вида нет связи «{}»", rule.relation),
                    format!("the kind has no relation `{}`", rule.relation),
                );
                self.remark(CellPlace { row: 1, column }, &rule.column, words);
                continue;
            };
            let vocabulary = &self.model.site.vocabulary;
            let named = rule.name.as_deref().map(|name| self.column(name));
            columns.push(RelationColumn {
                rule,
                column,
                relation: vocabulary.relation(relation).name.clone(),
                side,
                made: self.made_kind(rule, relation, side)?,
                named: named.transpose()?,
                qualifiers: self.qualifier_columns(rule, relation)?,
            });
        }
        Ok(columns)
    }

    /// Returns a relation by its key at the kind, and the side of the kind.
    fn relation_side(&self, key: &str) -> Option<(RelationIx, Direction)> {
        match self.model.site.vocabulary.kind(self.kind).keys.get(key) {
            Some(Key::Relation(relation, side)) => Some((*relation, *side)),
            _ => None,
        }
    }

    /// Returns the kind of the records that are made for values that name none. `None`: none are made.
    fn made_kind(
        &self,
        rule: &RelationRule,
        relation: RelationIx,
        side: Direction,
    ) -> Result<Option<KindIx>, Refusal> {
        if rule.make == MissingRecord::Reported {
            return Ok(None);
        }
        let vocabulary = &self.model.site.vocabulary;
        let relation = vocabulary.relation(relation);
        let allowed = match side {
            Direction::Forward => &relation.to,
            Direction::Inverse => &relation.from,
        };
        let named = rule.kind.as_deref();
        let named = named.map(|name| vocabulary.kind_named(name));
        match (named, allowed.as_slice()) {
            (Some(Some(kind)), _) => Ok(Some(kind)),
            (None, [only]) => Ok(Some(*only)),
            (Some(None) | None, _) => {
                let known = allowed.iter().map(|kind| &*vocabulary.kind(*kind).id);
                let known = known.collect::<Vec<_>>().join(", ");
                Err(Refusal::new(
                    format!(
                        "связь «{}»: для make нужен вид новых записей, kind = \"…\": {known}",
                        rule.relation
                    ),
                    format!(
                        "the relation `{}`: make needs the kind of new records, kind = \"…\": {known}",
                        rule.relation
                    ),
                ))
            }
        }
    }

    /// Returns the columns of the qualifiers. One that the relation lacks gives lines for `site.toml`.
    fn qualifier_columns(
        &mut self,
        rule: &'s RelationRule,
        relation: RelationIx,
    ) -> Result<Vec<(&'s str, Vec<usize>)>, Refusal> {
        let relation = self.model.site.vocabulary.relation(relation);
        let mut qualifiers = Vec::new();
        for (key, names) in &rule.qualifiers {
            let places = names.iter().map(|name| self.column(name));
            let places = places.collect::<Result<Vec<usize>, Refusal>>()?;
            let is_known = relation.qualifiers.iter().any(|known| known.id == *key);
            if is_known || is_builtin(key) {
                qualifiers.push((key.as_str(), places));
                continue;
            }
            let Some(column) = places.first().copied() else {
                continue;
            };
            let unit = rule.units.iter().find(|(of, _)| of == key);
            let unit = unit.map(|(_, unit)| unit.as_str());
            let texts = self.texts(column, None);
            self.site_line(qualifier_line(&relation.name, key, &names[0], unit, &texts));
            let words = Refusal::new(
                format!(
                    "у связи «{}» нет уточнения «{key}»; его описывают в site.toml",
                    relation.name
                ),
                format!(
                    "the relation `{}` has no qualifier `{key}`; it is declared in site.toml",
                    relation.name
                ),
            );
            self.remark(CellPlace { row: 1, column }, &names[0], words);
        }
        Ok(qualifiers)
    }
}
