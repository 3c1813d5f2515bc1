//! Relations between records, and the view of a relation from one of its records.

use std::sync::Arc;

use super::record_ix::RecordIx;
use crate::diagnostic::Location;
use crate::record::RelationDetails;
use crate::site::{Direction, RelationIx};
use crate::source::CowVec;

/// A relation between two records. It exists once, whichever record states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// The relation type.
    pub relation: RelationIx,
    /// The first record.
    pub from: RecordIx,
    /// The second record.
    pub to: RecordIx,
    /// Role, period, provenance and signatories, if any are given.
    pub details: Option<Arc<RelationDetails>>,
    /// The party on whose behalf a signatory signed.
    pub via: Option<RecordIx>,
    /// Whether the relation is implied by something else, and no record states it.
    pub derived: bool,
    /// The record whose file states the relation.
    pub owner: RecordIx,
    /// The other records whose files state it too.
    pub also_stated_in: Box<[RecordIx]>,
    /// The location where the owner states it.
    pub at: Location,
}

impl Relation {
    /// Returns the record on a side.
    pub fn at(&self, side: Direction) -> RecordIx {
        match side {
            Direction::Forward => self.from,
            Direction::Inverse => self.to,
        }
    }

    /// Whether the records alone state the relation: it has no details, and follows from nothing else.
    pub(super) fn is_bare(&self) -> bool {
        self.details.is_none() && self.via.is_none() && !self.derived
    }

    /// Returns the type and both records.
    pub(super) fn pair(&self) -> Pair {
        (self.relation, self.from, self.to)
    }

    /// Returns the records whose files state the relation; none for a derived one.
    pub fn stated_in(&self) -> impl Iterator<Item = RecordIx> + '_ {
        let owner = (!self.derived).then_some(self.owner);
        owner.into_iter().chain(self.also_stated_in.iter().copied())
    }

    /// Returns the record that is not the owner.
    pub(super) fn other(&self) -> RecordIx {
        if self.owner == self.from {
            self.to
        } else {
            self.from
        }
    }
}

/// A relation as one of its records sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The index in [`super::Atlas::relations`].
    pub relation: u32,
    /// The record on the other side.
    pub other: RecordIx,
    /// The relation type.
    pub relation_type: RelationIx,
    /// The side of the record itself.
    pub side: Direction,
    /// Whether the relation has no details.
    pub bare: bool,
}

/// A relation type with two records: the first and the second one of its relations.
pub(super) type Pair = (RelationIx, RecordIx, RecordIx);

/// Returns the relations of one type; `relations` must be sorted by type.
pub(super) fn relations_of_type(
    relations: &CowVec<Relation>,
    wanted: RelationIx,
) -> impl Iterator<Item = &Relation> {
    let start = relations.partition_point(|relation| relation.relation < wanted);
    let end = relations.partition_point(|relation| relation.relation <= wanted);
    (start..end).map(|index| &relations[index])
}
