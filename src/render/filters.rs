//! The filters of both template engines: numbers and dates in the style of the page's language.

use minijinja::value::Value;
use minijinja::{Error, ErrorKind};

use super::locale_date::{machine_date, machine_moment};
use super::locale_style::LocaleStyle;
use super::view::date_value;
use crate::record::Date;
use crate::text::html::without_markup;
use crate::text::no_break::with_no_breaks;

/// Formats a value in the style of a language.
pub(super) type Filter = fn(&LocaleStyle, &Value) -> Result<Value, Error>;

/// All filters by name.
pub(super) const FILTERS: [(&str, Filter); 8] = [
    ("date", date),
    ("isodate", isodate),
    ("lang", lang),
    ("mark", mark),
    ("no_break", no_break),
    ("number", number),
    ("plain", plain),
    ("time", time),
];

/// `{{ record.date|date }}`: a date in words; nothing for none.
fn date(style: &LocaleStyle, value: &Value) -> Result<Value, Error> {
    match date_value(value) {
        Some(date) => Ok(style.marked_date(date)),
        None if value.is_none() => Ok(Value::from("")),
        None => Err(not_a_date("date")),
    }
}

/// `{{ record.date|isodate }}`: a date for `<time datetime>`; nothing if HTML has no form for it.
fn isodate(_: &LocaleStyle, value: &Value) -> Result<Value, Error> {
    let moment = date_value(value).and_then(machine_moment);
    Ok(Value::from(
        moment.map_or(String::new(), |moment| moment.to_string()),
    ))
}

/// `{{ record.date|time }}`: a date in words as HTML; nothing for none.
fn time(style: &LocaleStyle, value: &Value) -> Result<Value, Error> {
    match date_value(value) {
        Some(date) => Ok(Value::from_safe_string(time_html(style, date))),
        None if value.is_none() => Ok(Value::from("")),
        None => Err(not_a_date("time")),
    }
}

/// `{{ record.summary|no_break }}`: a text with no-break spaces where a line may not end.
fn no_break(_: &LocaleStyle, value: &Value) -> Result<Value, Error> {
    let Some(text) = value.as_str() else {
        return Ok(value.clone());
    };
    // A text of another language is within a tag.
    let marked = text.split_once('>').filter(|_| value.is_safe());
    Ok(match marked {
        Some((tag, rest)) => Value::from_safe_string(format!("{tag}>{}", with_no_breaks(rest))),
        None if value.is_safe() => Value::from_safe_string(with_no_breaks(text)),
        None => Value::from(with_no_breaks(text)),
    })
}

/// `<h1{{ record.lang|lang }}>`: the attributes `lang` and `dir` of a text with the code of its language; nothing for none.
fn lang(style: &LocaleStyle, value: &Value) -> Result<Value, Error> {
    let attributes = value
        .as_str()
        .and_then(|code| style.foreign_attributes(code));
    Ok(Value::from_safe_string(attributes.unwrap_or_default()))
}

/// `<option{{ t("all")|mark }}>`: the attributes `lang` and `dir` of words, for an element that holds them as a plain text; nothing
/// for words of the page's language.
fn mark(_: &LocaleStyle, value: &Value) -> Result<Value, Error> {
    let html = value.as_str().filter(|_| value.is_safe());
    let tag = html.and_then(|html| html.strip_prefix("<span")?.split_once('>'));
    let attributes = tag.map_or("", |(attributes, _)| attributes);
    Ok(Value::from_safe_string(attributes.to_owned()))
}

/// `aria-label="{{ t("menu")|plain }}"`: words without the mark of their language, for attributes and titles.
fn plain(_: &LocaleStyle, value: &Value) -> Result<Value, Error> {
    Ok(match value.as_str().filter(|_| value.is_safe()) {
        Some(html) => Value::from(without_markup(html)),
        None => value.clone(),
    })
}

/// `{{ 1234|number }}`: a number with digit grouping.
fn number(style: &LocaleStyle, value: &Value) -> Result<Value, Error> {
    let mut text = String::new();
    style.write_number(f64::try_from(value.clone())?, &mut text);
    Ok(Value::from(text))
}

/// A date as `<time>`, or as `<span class="time">` if HTML has no form for it («около 2017 г.»).
pub(super) fn time_html(style: &LocaleStyle, date: Date) -> String {
    let words = style.date_html(date);
    match machine_date(date) {
        Some(machine) => format!("<time datetime=\"{machine}\">{words}</time>"),
        None => format!("<span class=\"time\">{words}</span>"),
    }
}

fn not_a_date(filter: &str) -> Error {
    Error::new(
        ErrorKind::InvalidOperation,
        format!("the filter `{filter}` wants a date"),
    )
}
