//! The place of a completion in YAML.

use super::content_file::ContentFile;
use super::context::Context;
use crate::record::YamlCursor;
use crate::site::KindIx;

/// The place of a completion in YAML.
pub(super) struct YamlPlace<'f, 'a> {
    pub(super) context: Context<'a>,
    pub(super) file: &'f ContentFile<'a>,
    pub(super) kind: KindIx,
    pub(super) cursor: &'f YamlCursor,
    /// What is typed of the key or value, without an opening quote.
    pub(super) typed: &'f str,
}
