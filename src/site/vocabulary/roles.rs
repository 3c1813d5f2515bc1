//! The roles of kinds, fields and relations that the program itself interprets.

use super::index::{FieldIx, RelationIx};

/// The role of the two kinds that classify records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// Regions.
    Region,
    /// Sectors of activity.
    Sector,
}

/// The fields of a kind that the program interprets. `None` if the kind has no such field.
#[derive(Clone, Copy, Debug, Default)]
pub struct KnownFields {
    /// `date`: the date of an event.
    pub date: Option<FieldIx>,
    /// `run`: the period of an activity.
    pub run: Option<FieldIx>,
    /// `type`.
    pub kind: Option<FieldIx>,
    /// `location`: the coordinates.
    pub location: Option<FieldIx>,
    /// `place`: the name of a place.
    pub place: Option<FieldIx>,
    /// `checked`: the date of the last check against the sources.
    pub checked: Option<FieldIx>,
    /// `publisher`.
    pub publisher: Option<FieldIx>,
    /// `url`.
    pub url: Option<FieldIx>,
}

/// The relations that the program interprets. They are part of the default vocabulary; a site cannot remove them.
#[derive(Clone, Copy, Debug)]
pub struct KnownRelations {
    /// From a record to its region.
    pub region: RelationIx,
    /// From a record to its sectors.
    pub sectors: RelationIx,
    /// From a whole to its parts.
    pub parts: RelationIx,
    /// From a record to its sources.
    pub sources: RelationIx,
    /// From a record to the records that its text links to.
    pub mentions: RelationIx,
}
