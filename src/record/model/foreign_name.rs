//! Names of records in further languages.

use std::sync::Arc;

/// A name of a record in a language that need not be one of the site's.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ForeignName {
    /// The language as in `lang`: a tag of BCP 47 in canonical case, `zh-Hant`.
    pub language: Arc<str>,
    /// The name.
    pub text: Arc<str>,
}
