//! The pages that a save changed.

/// Pages that differ since the last completed detection.
#[derive(Debug, PartialEq)]
pub(super) struct ChangedPages {
    /// The number of the revision that contains these pages.
    pub(super) revision: u64,
    /// Routes; the pages of saved files come first.
    pub(super) pages: Vec<String>,
    /// What changed, in the words of the atlas: the heading of each record, and its lines indented.
    pub(super) lines: Vec<String>,
}
