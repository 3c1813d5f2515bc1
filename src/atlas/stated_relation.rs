//! A relation as one record states it, before both sides are merged.

use super::relation::Relation;
use crate::site::Direction;

/// A relation as one record states it.
#[derive(Clone)]
pub(super) struct StatedRelation {
    pub(super) relation: Relation,
    /// The side of the record that states it.
    pub(super) side: Direction,
}
