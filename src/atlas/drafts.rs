//! The treatment of drafts: records that are not published yet.

use std::collections::HashSet;
use std::sync::Arc;

/// Whether the atlas includes drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// Drafts are left out, as in a build.
    Hidden,
    /// Drafts are included, as in a preview.
    Shown,
}

/// The ids of the drafts that are left out.
pub(super) type DraftIds = HashSet<Arc<str>>;
