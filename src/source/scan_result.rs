//! The result of reading files.

use std::collections::BTreeMap;

use super::file_error::FileError;
use super::path::SourcePath;

/// The mapped values of files, and the errors of files that could not be read.
pub struct ScanResult<T> {
    /// The values in the order of the paths.
    pub files: Vec<(SourcePath, T)>,
    /// The errors.
    pub errors: BTreeMap<SourcePath, FileError>,
}
