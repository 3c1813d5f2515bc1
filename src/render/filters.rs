//! The filters of both template engines: numbers and dates in the style of the page's language.

use minijinja::value::Value;
use minijinja::{Error, ErrorKind};

use super::locale_date::{machine_date, machine_moment};
use super::locale_style::LocaleStyle;
use super::view::date_value;
use crate::record::Date;
use crate::text::html::Escaped;
use crate::text::no_break::with_no_breaks;

/// Formats a value in the style of a language.
pub(super) type Filter = fn(LocaleStyle, &Value) -> Result<Value, Error>;

/// All filters by name.
pub(super) const FILTERS: [(&str, Filter); 5] = [
    ("date", date),
    ("isodate", isodate),
    ("no_break", no_break),
    ("number", number),
    ("time", time),
];

/// `{{ record.date|date }}`: a date in words; nothing for none.
fn date(style: LocaleStyle, value: &Value) -> Result<Value, Error> {
    match date_value(value) {
        Some(date) => Ok(Value::from(style.date(date))),
        None if value.is_none() => Ok(Value::from("")),
        None => Err(not_a_date("date")),
    }
}

/// `{{ record.date|isodate }}`: a date for `<time datetime>`; nothing if HTML has no form for it.
fn isodate(_: LocaleStyle, value: &Value) -> Result<Value, Error> {
    let moment = date_value(value).and_then(machine_moment);
    Ok(Value::from(
        moment.map_or(String::new(), |moment| moment.to_string()),
    ))
}

/// `{{ record.date|time }}`: a date in words as HTML; nothing for none.
fn time(style: LocaleStyle, value: &Value) -> Result<Value, Error> {
    match date_value(value) {
        Some(date) => Ok(Value::from_safe_string(time_html(style, date))),
        None if value.is_none() => Ok(Value::from("")),
        None => Err(not_a_date("time")),
    }
}

/// `{{ record.summary|no_break }}`: a text with no-break spaces where a line may not end.
fn no_break(_: LocaleStyle, value: &Value) -> Result<Value, Error> {
    let text = value.as_str().map(with_no_breaks);
    Ok(text.map_or_else(|| value.clone(), Value::from))
}

/// `{{ 1234|number }}`: a number with digit grouping.
fn number(style: LocaleStyle, value: &Value) -> Result<Value, Error> {
    let mut text = String::new();
    style.write_number(f64::try_from(value.clone())?, &mut text);
    Ok(Value::from(text))
}

/// A date as `<time>`, or as `<span class="time">` if HTML has no form for it («около 2017 г.»).
pub(super) fn time_html(style: LocaleStyle, date: Date) -> String {
    let words = style.date(date);
    match machine_date(date) {
        Some(machine) => format!("<time datetime=\"{machine}\">{}</time>", Escaped(&words)),
        None => format!("<span class=\"time\">{}</span>", Escaped(&words)),
    }
}

fn not_a_date(filter: &str) -> Error {
    Error::new(
        ErrorKind::InvalidOperation,
        format!("the filter `{filter}` wants a date"),
    )
}
