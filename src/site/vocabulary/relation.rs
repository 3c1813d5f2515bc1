//! Relations between records.

use super::index::{KindIx, RelationIx};
use super::qualifier::{Qualifier, RelationOrder};
use super::roles::RelationRole;
use crate::site::localized::Localized;

/// The direction of a relation, seen from one of its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From the source to the target: from a cluster to its members.
    Forward,
    /// From the target to the source: from a member to its cluster.
    Inverse,
}

impl Direction {
    /// Returns the opposite direction.
    pub fn other(self) -> Direction {
        match self {
            Direction::Forward => Direction::Inverse,
            Direction::Inverse => Direction::Forward,
        }
    }
}

/// A type of relation between records.
#[derive(Clone, Debug)]
pub struct RelationType {
    /// The key in records of the source: `members`.
    pub name: String,
    /// The key in records of the target: `member_of`. Equal to `name` for a symmetric relation.
    pub inverse: String,
    /// The label in the forward direction: «Участники».
    pub label: Localized,
    /// The label in the inverse direction: «Участник кластера».
    pub inverse_label: Localized,
    /// The kinds of the source; empty means any kind.
    pub from: Vec<KindIx>,
    /// The kinds of the target; empty means any kind.
    pub to: Vec<KindIx>,
    /// Whether both directions are equal.
    pub symmetric: bool,
    /// Whether cycles are errors.
    pub acyclic: bool,
    /// Whether pages show it by other means than a group of its own.
    pub listing: bool,
    /// Whether it is derived from the links of texts. Then it has no key.
    pub from_text: bool,
    /// The relation that `signatory` of a reference creates.
    pub signatory: Option<RelationIx>,
    /// What it is in the line of a record of its first side.
    pub role: Option<RelationRole>,
    /// The roles of participants that the line names, as indexes of the vocabulary; empty means all participants.
    pub speaking: Vec<u16>,
    /// The values that references can carry.
    pub qualifiers: Vec<Qualifier>,
    /// What its relations are sorted by.
    pub order: RelationOrder,
    /// The property in schema.org in the forward direction.
    pub schema: Option<String>,
    /// The property in schema.org in the inverse direction.
    pub inverse_schema: Option<String>,
}

impl RelationType {
    /// Returns the key in a direction.
    pub fn key(&self, direction: Direction) -> &str {
        match direction {
            Direction::Forward => &self.name,
            Direction::Inverse => &self.inverse,
        }
    }

    /// Returns the label in a direction.
    pub fn heading(&self, direction: Direction) -> &Localized {
        match direction {
            Direction::Forward => &self.label,
            Direction::Inverse => &self.inverse_label,
        }
    }

    /// Returns the property in schema.org in a direction.
    pub fn property(&self, direction: Direction) -> Option<&str> {
        match direction {
            Direction::Forward => self.schema.as_deref(),
            Direction::Inverse => self.inverse_schema.as_deref(),
        }
    }

    /// Returns the kinds of the record from which the direction starts; empty means any kind.
    pub fn kinds(&self, direction: Direction) -> &[KindIx] {
        match direction {
            Direction::Forward => &self.from,
            Direction::Inverse => &self.to,
        }
    }
}
