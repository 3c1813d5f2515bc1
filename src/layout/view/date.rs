//! A date as templates see it.

use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectRepr, Value};

use super::status::status;
use super::{PageContext, optional};
use crate::layout::format::machine_date;
use crate::record::{self, Date, Fact};

/// A date, to be written by the filters `date` and `isodate`, and how it stands to the truth.
#[derive(Debug)]
pub(in crate::layout) struct DateView {
    pub(in crate::layout) date: Date,
    /// As [`status`] gives it.
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

/// A date of which nothing more is said.
pub(super) fn date(date: Option<Date>) -> Value {
    optional(date.map(|date| Value::from_object(DateView { date, status: Value::from(()) })))
}

/// The date of a field, with its status.
pub(super) fn dated(context: &PageContext, fact: Option<&Fact>) -> Value {
    let view = fact.and_then(|fact| match fact.value {
        record::Value::Date(date) => Some(DateView { date, status: status(context, fact.status()) }),
        _ => None,
    });
    optional(view.map(Value::from_object))
}
