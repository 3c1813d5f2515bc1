//! Qualifiers of relations: the values that a site lets its relations carry, such as the grant of a participant.

use super::field::FieldType;
use crate::site::localized::Localized;

/// A qualifier of a relation.
#[derive(Clone, Debug)]
pub struct Qualifier {
    /// The key in references: `grant`.
    pub id: String,
    /// The label: «Грант».
    pub label: Localized,
    /// The type of its values: a scalar type.
    pub value: FieldType,
    /// Whether pages add its values up.
    pub is_summed: bool,
}

/// What the relations of one type are sorted by on the page of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationOrder {
    /// By the title of the other record.
    Title,
    /// As the file of the record states them; those that only other records state follow by title.
    Written,
    /// By the values of a qualifier, given by its index, the largest first.
    Qualifier(usize),
}
