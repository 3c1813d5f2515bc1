//! A finding of a rule.

use crate::atlas::RecordIx;
use crate::diagnostic::Diagnostic;
use crate::site::{FieldIx, FigureIx};

/// A finding of a rule.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The record. `None` for free pages.
    pub record: Option<RecordIx>,
    /// The part of the record.
    pub target: FindingTarget,
    /// The diagnostic.
    pub diagnostic: Diagnostic,
}

impl Finding {
    /// Creates a finding about a record as a whole.
    pub(super) fn about_record(record: RecordIx, diagnostic: Diagnostic) -> Finding {
        Finding {
            record: Some(record),
            target: FindingTarget::Record,
            diagnostic,
        }
    }
}

/// The part of a record that a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingTarget {
    /// The whole record, or a part that only the message names.
    Record,
    /// A field.
    Field(FieldIx),
    /// An observation of a figure.
    Figure(FigureIx),
    /// A relation from the record, by its index in [`crate::atlas::Atlas::relations`].
    Relation(usize),
}
