//! Dates as template values.

use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectRepr, Value};

use super::context::PageContext;
use super::static_map::optional;
use super::status::status;
use crate::atlas::RecordIx;
use crate::record::{self, Date, FieldValue, Status};
use crate::render::locale_date::machine_date;

/// A date with its epistemic status. The filters `date` and `isodate` format it.
#[derive(Debug)]
pub(super) struct DateView {
    date: Date,
    /// The value of [`status`].
    status: Value,
}

impl Object for DateView {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Map
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(&["edtf", "iso", "year", "status"])
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        match key {
            "year" => Some(Value::from(self.date.year())),
            "edtf" => Some(Value::from(self.date.to_string())),
            "iso" => Some(optional(machine_date(self.date))),
            "status" => Some(self.status.clone()),
            _ => None,
        }
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn render(self: &Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(&self.date, f)
    }
}

/// A date without a status; none for `None`.
pub(super) fn plain_date(date: Option<Date>) -> Value {
    optional(date.map(|date| {
        Value::from_object(DateView {
            date,
            status: Value::from(()),
        })
    }))
}

/// The date of a field with its status; none if it is not a date.
pub(super) fn date_view(context: &PageContext, fact: Option<&FieldValue>) -> Value {
    let view = fact.and_then(|fact| match fact.value_in(context.language) {
        record::Value::Date(date) => Some(DateView {
            date: *date,
            status: status(context, fact.status()),
        }),
        _ => None,
    });
    optional(view.map(Value::from_object))
}

/// The date by which a record is sorted; `None` if it has none.
pub(super) fn record_date(context: &PageContext, record: RecordIx) -> Option<Date> {
    let field = context
        .model
        .site
        .vocabulary
        .kind(context.model.atlas.kind(record))
        .known
        .date?;
    let fact = context.model.atlas.record(record).field(field)?;
    match fact.value_in(context.language) {
        record::Value::Date(date) => Some(*date),
        _ => None,
    }
}

/// The status of the date by which a record is sorted.
pub(super) fn date_status(context: &PageContext, ix: RecordIx) -> Status {
    let found = context.model.atlas.record(ix);
    let known = context.model.site.vocabulary.kind(found.kind).known;
    let fact = known.date.and_then(|field| found.field(field));
    fact.map_or(Status::Stated, FieldValue::status)
}

/// The date of a template value; `None` if it is not a date.
pub(in crate::render) fn date_value(value: &Value) -> Option<Date> {
    match value.downcast_object_ref::<DateView>() {
        Some(view) => Some(view.date),
        // In Tera a date is a map.
        None => Date::parse(value.get_attr("edtf").ok()?.as_str()?).ok(),
    }
}
