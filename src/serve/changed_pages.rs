//! The pages that a save changed.

/// Pages that differ since the last completed detection.
#[derive(Debug, PartialEq)]
pub(super) struct ChangedPages {
    /// The number of the revision that contains these pages.
    pub(super) revision: u64,
    /// Routes; the pages of saved files come first.
    pub(super) pages: Vec<String>,
}
