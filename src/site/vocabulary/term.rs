//! A term of a vocabulary.

use crate::site::localized::Localized;

/// A term with a label: a figure, a role or an epistemic status.
#[derive(Clone, Debug)]
pub struct VocabularyTerm {
    /// The name in files and data.
    pub id: String,
    /// The label on pages.
    pub label: Localized,
}
