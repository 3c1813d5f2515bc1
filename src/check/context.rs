//! The input of the rules.

use crate::atlas::Atlas;
use crate::diagnostic::Location;
use crate::plan::Plan;
use crate::record::{Date, Record, Value};
use crate::site::{Language, Site};
use crate::text::Day;

/// The input of the rules.
#[derive(Clone, Copy)]
pub struct CheckContext<'a> {
    /// The settings.
    pub site: &'a Site,
    /// The linked records.
    pub atlas: &'a Atlas,
    /// The pages.
    pub plan: &'a Plan,
    /// The current day.
    pub today: Day,
}

impl CheckContext<'_> {
    /// Returns the date in a field of a record, by the key of the field, and its location.
    pub(super) fn date<'r>(&self, record: &'r Record, key: &str) -> Option<(Date, &'r Location)> {
        let field = record.field(self.site.vocabulary.field_of(record.kind, key)?)?;
        match field.value_in(Language::DEFAULT) {
            Value::Date(date) => Some((*date, &field.at)),
            _ => None,
        }
    }
}
