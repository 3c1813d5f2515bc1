//! A dated observation of a figure.

use super::date::Date;
use super::provenance::Provenance;
use super::quantity::Quantity;
use super::record_name::RecordName;
use crate::diagnostic::Location;
use crate::site::FigureIx;

/// A dated observation of a figure, in the terms of SDMX.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The observed figure.
    pub of: FigureIx,
    /// The observed value.
    pub value: Quantity,
    /// The date.
    pub on: Option<Date>,
    /// The record that reports the value.
    pub by: Option<RecordName>,
    /// The provenance.
    pub provenance: Provenance,
    /// Its location.
    pub at: Location,
}
