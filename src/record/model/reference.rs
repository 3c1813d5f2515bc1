//! A relation as one record states it.

use std::sync::Arc;

use super::date::Date;
use super::provenance::Provenance;
use super::record_name::RecordName;
use super::value::Value;
use crate::site::{Direction, Localized, RelationIx};

/// The role of a record in a relation.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// A role of the vocabulary, by its index.
    Known(u16),
    /// A role in the editor's words.
    Words(Localized),
}

/// Qualifiers of a relation: role, period, as-of date, provenance, signatories, and those of the vocabulary.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RelationDetails {
    /// The role.
    pub role: Option<Role>,
    /// The beginning of the period.
    pub since: Option<Date>,
    /// The end of the period.
    pub until: Option<Date>,
    /// The as-of date.
    pub on: Option<Date>,
    /// The provenance.
    pub provenance: Provenance,
    /// The persons who signed on behalf of the party.
    pub signatories: Vec<RecordName>,
    /// The qualifiers of the vocabulary by their indexes, ascending.
    pub qualifiers: Vec<(usize, Value)>,
}

/// A relation as one record states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The relation type.
    pub relation: RelationIx,
    /// The side of the record that states it.
    pub side: Direction,
    /// The other record.
    pub target: RecordName,
    /// The qualifiers, if any are given.
    pub details: Option<Arc<RelationDetails>>,
}
