//! What is due.

use crate::atlas::RecordIx;
use crate::diagnostic::Location;
use crate::text::Day;

/// Something that is due on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueItem {
    /// The last day on which it can be.
    pub day: Day,
    /// What is due.
    pub reason: DueReason,
    /// The record.
    pub record: RecordIx,
    /// The relation, as an index of the atlas. `None`: the record itself.
    pub relation: Option<usize>,
    /// The location of the date.
    pub at: Location,
}

/// Why something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueReason {
    /// It was or is planned for the day.
    Planned,
    /// The record has to be compared with its sources again.
    Check,
    /// It happens on the day.
    Comes,
    /// Its period ends.
    Ends,
    /// The relation ends.
    RelationEnds,
}

impl DueReason {
    /// Returns the name for programs.
    pub fn name(self) -> &'static str {
        match self {
            DueReason::Planned => "planned",
            DueReason::Check => "check",
            DueReason::Comes => "comes",
            DueReason::Ends => "ends",
            DueReason::RelationEnds => "relation-ends",
        }
    }

    /// Whether somebody has to act when the day has passed. Whatever ended or happened is history.
    pub fn stays_due(self) -> bool {
        match self {
            DueReason::Planned | DueReason::Check => true,
            DueReason::Comes | DueReason::Ends | DueReason::RelationEnds => false,
        }
    }
}
