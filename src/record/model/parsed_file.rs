//! The contents of a parsed file.

use std::sync::Arc;

use super::free_page::FreePage;
use super::record::Record;

/// The contents of a parsed file: records, or a free page, or nothing.
#[derive(Clone, Debug, Default)]
pub struct ParsedFile {
    /// The records.
    pub records: Vec<Arc<Record>>,
    /// The free page.
    pub free_page: Option<Arc<FreePage>>,
}
