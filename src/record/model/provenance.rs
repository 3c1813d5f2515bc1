//! The provenance of a value.

use super::record_name::RecordName;
use super::status::Status;
use crate::site::Localized;

/// The provenance of a value: its status, an editorial note and the cited sources.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provenance {
    /// The epistemic status.
    pub status: Status,
    /// The editorial note.
    pub note: Localized,
    /// The cited sources.
    pub sources: Vec<RecordName>,
}
