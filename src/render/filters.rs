//! The filters of both template engines: numbers and dates in the style of the page's language.

use std::fmt::Write;

use minijinja::value::Value;
use minijinja::{Error, ErrorKind};

use super::locale_date::machine_moment;
use super::locale_style::LocaleStyle;
use super::view::date_value;

/// Appends a value in the style of a language, as plain text.
pub(super) type Filter = fn(LocaleStyle, &Value, &mut String) -> Result<(), Error>;

/// All filters by name.
pub(super) const FILTERS: [(&str, Filter); 3] =
    [("date", date), ("isodate", isodate), ("number", number)];

/// Applies a filter to a value.
pub(super) fn apply(filter: Filter, style: LocaleStyle, value: &Value) -> Result<Value, Error> {
    let mut text = String::new();
    filter(style, value, &mut text)?;
    Ok(Value::from(text))
}

/// `{{ record.date|date }}`: a date in words; nothing for none.
fn date(style: LocaleStyle, value: &Value, text: &mut String) -> Result<(), Error> {
    match date_value(value) {
        Some(date) => style.write_date(date, text),
        None if value.is_none() => {}
        None => {
            return Err(Error::new(
                ErrorKind::InvalidOperation,
                "the filter `date` wants a date",
            ));
        }
    }
    Ok(())
}

/// `{{ record.date|isodate }}`: a date for `<time datetime>`; nothing if HTML has no form for it.
fn isodate(_: LocaleStyle, value: &Value, text: &mut String) -> Result<(), Error> {
    match date_value(value).and_then(machine_moment) {
        Some(moment) => write!(text, "{moment}").map_err(|_| ErrorKind::WriteFailure.into()),
        None => Ok(()),
    }
}

/// `{{ 1234|number }}`: a number with digit grouping.
fn number(style: LocaleStyle, value: &Value, text: &mut String) -> Result<(), Error> {
    style.write_number(f64::try_from(value.clone())?, text);
    Ok(())
}
