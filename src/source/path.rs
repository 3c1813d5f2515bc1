//! Paths inside a site.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use crate::text::folding::nfc;

/// A path relative to the root of a site, with `/` as separator, in Unicode normalization form C.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Creates a path, normalized to NFC. Backslashes are kept.
    pub fn new(path: &str) -> SourcePath {
        SourcePath(nfc(path.into()).into())
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Splits the path into its first folder (`content`, `layouts` …) and the rest.
    pub fn split_folder(&self) -> Option<(&str, &str)> {
        self.0.split_once('/')
    }
}

impl From<SourcePath> for Arc<str> {
    fn from(path: SourcePath) -> Arc<str> {
        path.0
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl Borrow<str> for SourcePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}
