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

/// What the program does with the records of a kind besides their pages and lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KindRole {
    /// They stand in the timeline by their date.
    Timeline,
    /// They have a map of their own, unless the settings list others.
    Map,
    /// They belong to no region and no sector, and none is missed.
    Placeless,
    /// They stand in the calendar file by their date.
    Calendar,
}

impl KindRole {
    /// The roles by their names in the settings.
    pub const NAMES: [(&str, KindRole); 4] = [
        ("timeline", KindRole::Timeline),
        ("map", KindRole::Map),
        ("placeless", KindRole::Placeless),
        ("calendar", KindRole::Calendar),
    ];
}

/// What a relation is in the line that says who agreed or met: «A ⟷ B», where, with whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationRole {
    /// The record joins them: the parties of an agreement.
    Parties,
    /// The record takes place there.
    Place,
    /// They take part in it.
    Participants,
}

impl RelationRole {
    /// The roles by their names in the settings.
    pub const NAMES: [(&str, RelationRole); 3] = [
        ("parties", RelationRole::Parties),
        ("place", RelationRole::Place),
        ("participants", RelationRole::Participants),
    ];
}

/// The form of the line of a kind's records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineForm {
    /// Parties, signatories, date.
    Agreement,
    /// Title, place, date, participants.
    Event,
}

/// The fields of a kind that the program interprets. `None` if the kind has no such field.
#[derive(Clone, Copy, Debug, Default)]
pub struct KnownFields {
    /// The date by which records are sorted and drawn: `date`, or the field that the kind names in `dated`.
    pub date: Option<FieldIx>,
    /// `run`: the period of an activity.
    pub run: Option<FieldIx>,
    /// `type`.
    pub kind: Option<FieldIx>,
    /// `location`: the coordinates.
    pub location: Option<FieldIx>,
    /// `place`: the name of a place.
    pub place: Option<FieldIx>,
    /// `topic`: what an agreement or an event is about.
    pub topic: Option<FieldIx>,
    /// `checked`: the date of the last check against the sources.
    pub checked: Option<FieldIx>,
    /// `surname`: what a person is sorted by.
    pub surname: Option<FieldIx>,
    /// `publisher`.
    pub publisher: Option<FieldIx>,
    /// `url`.
    pub url: Option<FieldIx>,
    /// `archived`: the address of a copy in an archive.
    pub archived: Option<FieldIx>,
    /// `founded`: when an organization came to be.
    pub founded: Option<FieldIx>,
    /// `closed`: when it ended.
    pub closed: Option<FieldIx>,
    /// `code`: the id of a region in the borders.
    pub code: Option<FieldIx>,
    /// `tile`: the column and the row of a region on the grid.
    pub tile: Option<FieldIx>,
    /// `abbr`: the short name of a region on the grid.
    pub abbr: Option<FieldIx>,
    /// `logo`: a picture beside the name.
    pub logo: Option<FieldIx>,
    /// `photo`: a picture at the side.
    pub photo: Option<FieldIx>,
    /// `gallery`: pictures below the text.
    pub gallery: Option<FieldIx>,
    /// `contested`: what is said of a region whose borders are in dispute.
    pub contested: Option<FieldIx>,
}

impl KnownFields {
    /// Returns the fields that say when a record is, in the order of preference.
    pub fn dates(&self) -> impl Iterator<Item = FieldIx> {
        [self.date, self.run, self.founded].into_iter().flatten()
    }
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
