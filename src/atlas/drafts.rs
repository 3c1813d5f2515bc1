//! The treatment of drafts: records that are not published yet.

use std::collections::HashMap;
use std::sync::Arc;

use crate::record::Record;

/// Whether the atlas includes drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// Drafts are left out, as in a build.
    Hidden,
    /// Drafts are included, as in a preview.
    Shown,
}

/// The drafts that are left out, by id.
pub(super) type DraftsById = HashMap<Arc<str>, Arc<Record>>;
