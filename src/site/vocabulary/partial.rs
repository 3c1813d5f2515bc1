//! The fields and relations of a vocabulary while it is read.

use std::ops::Range;

use super::field::Field;
use super::index::{KindIx, RelationIx};
use super::kind::Key;
use super::relation::RelationType;
use crate::site::toml_reader::TableReader;

/// The fields and relations that were read, with their tables. References between them are resolved at the end.
pub(super) struct PartialVocabulary<'t> {
    /// The ids of all kinds.
    pub(super) ids: Vec<&'t str>,
    pub(super) fields: Vec<PartialField<'t>>,
    pub(super) relations: Vec<PartialRelation<'t>>,
}

/// A field with its kinds; no kind means all.
pub(super) struct PartialField<'t> {
    pub(super) field: Field,
    pub(super) kinds: Vec<KindIx>,
    pub(super) table: TableReader<'t>,
}

/// A relation with the name of its table.
pub(super) struct PartialRelation<'t> {
    pub(super) relation: RelationType,
    pub(super) key: &'t str,
    pub(super) table: TableReader<'t>,
}

impl<'t> PartialVocabulary<'t> {
    /// Reads a list of kinds. Unknown kinds are reported.
    pub(super) fn read_kinds(&self, table: &TableReader<'t>, key: &'static str) -> Vec<KindIx> {
        let mut kinds = Vec::new();
        for (name, at) in table.texts(key) {
            match self.ids.iter().position(|id| *id == name) {
                Some(index) => kinds.push(KindIx::new(index)),
                None => report_unknown(table, name, &at, self.ids.iter().copied()),
            }
        }
        kinds
    }

    /// Finds a relation by the name of its table.
    pub(super) fn find_relation(&self, key: &str) -> Option<RelationIx> {
        self.relations
            .iter()
            .position(|known| known.key == key)
            .map(RelationIx::new)
    }

    /// Returns the names of the tables of all relations.
    pub(super) fn relation_keys(&self) -> impl Iterator<Item = &'t str> + '_ {
        self.relations.iter().map(|relation| relation.key)
    }

    /// Returns the span of the table that defines a key; empty for the default vocabulary.
    pub(super) fn span(&self, key: Key) -> Range<usize> {
        match key {
            Key::Field(field) => self.fields[field.index()].table.span.clone(),
            Key::Relation(relation, _) => self.relations[relation.index()].table.span.clone(),
            _ => 0..0,
        }
    }
}

/// Returns the indexes of some kinds, or of all kinds if there is none.
pub(super) fn all_if_empty(kinds: &[KindIx], count: usize) -> Vec<usize> {
    if kinds.is_empty() {
        (0..count).collect()
    } else {
        kinds.iter().map(|kind| kind.index()).collect()
    }
}

/// Reports a name that is not in the vocabulary, with a suggestion among `names`.
pub(super) fn report_unknown<'n>(
    table: &TableReader<'_>,
    name: &str,
    at: &Range<usize>,
    names: impl IntoIterator<Item = &'n str>,
) {
    table.report_unknown_name(name, at, names);
}
