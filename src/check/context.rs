//! The input of the rules.

use crate::atlas::Atlas;
use crate::diagnostic::Location;
use crate::plan::Plan;
use crate::record::{Date, Record, Value};
use crate::site::{FieldIx, KnownFields, Language, Site};
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
    /// Returns the date in a field of a record that the program interprets, and its location.
    pub(super) fn date<'r>(
        &self,
        record: &'r Record,
        pick: impl FnOnce(&KnownFields) -> Option<FieldIx>,
    ) -> Option<(Date, &'r Location)> {
        let field = record.known_field(&self.site.vocabulary, pick)?;
        match field.value_in(Language::DEFAULT) {
            Value::Date(date) => Some((*date, &field.at)),
            _ => None,
        }
    }
}
