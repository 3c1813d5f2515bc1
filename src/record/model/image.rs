//! Pictures and links as values of fields.

use std::sync::Arc;

use crate::diagnostic::Location;
use crate::site::Localized;
use crate::source::SourcePath;

/// A picture of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// The files that the name can mean, the first that exists is shown: beside the record, then in `assets/`.
    pub files: Vec<SourcePath>,
    /// The location of the name.
    pub at: Location,
    /// What the picture shows, for those who do not see it.
    pub alternative: Localized,
    /// The words under the picture; empty if there are none.
    pub caption: Localized,
    /// The licence of the picture, and whom it is from; empty if there is none.
    pub licence: Localized,
}

/// A link with words of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelledLink {
    /// The address.
    pub url: Arc<str>,
    /// The words; empty for the address.
    pub text: Localized,
}
