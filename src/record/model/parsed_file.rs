//! The contents of a parsed file.

use std::sync::Arc;

use super::free_page::FreePage;
use super::record::Record;
use crate::source::File;

/// The contents of a parsed file: records, a free page, an attachment, or nothing.
#[derive(Clone, Default)]
pub struct ParsedFile {
    /// The records.
    pub records: Vec<Arc<Record>>,
    /// The free page.
    pub free_page: Option<Arc<FreePage>>,
    /// The file itself, if it is a picture or a document beside the records.
    pub attachment: Option<File>,
}
