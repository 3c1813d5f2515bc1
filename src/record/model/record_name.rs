//! An unresolved reference to a record.

use std::sync::Arc;

use crate::diagnostic::Location;

/// A record as an editor names it: by id, name, short name or alias. [`crate::atlas`] resolves it.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordName {
    /// The text of the name.
    pub text: Arc<str>,
    /// Its location.
    pub at: Location,
}
