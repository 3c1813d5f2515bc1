//! A field of a record.

use super::localized_value::LocalizedValue;
use super::provenance::Provenance;
use super::status::Status;
use super::value::Value;
use crate::diagnostic::Location;
use crate::site::{FieldIx, Language};

/// A field of a record with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldValue {
    /// The field.
    pub field: FieldIx,
    /// The value by language.
    pub value: LocalizedValue,
    /// The provenance, if any is given.
    pub provenance: Option<Box<Provenance>>,
    /// Its location.
    pub at: Location,
}

impl FieldValue {
    /// Returns the value in a language: that of its translation, else that of the record.
    pub fn value_in(&self, language: Language) -> &Value {
        self.value.get(language)
    }

    /// Whether it names sources of its own.
    pub fn has_sources(&self) -> bool {
        let provenance = self.provenance.as_ref();
        provenance.is_some_and(|provenance| !provenance.sources.is_empty())
    }

    /// Returns the epistemic status.
    pub fn status(&self) -> Status {
        self.provenance
            .as_ref()
            .map_or(Status::Stated, |provenance| provenance.status)
    }
}
