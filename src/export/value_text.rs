//! Field values and dates as plain text, for cells and literals.

use std::borrow::Cow;

use super::csv::VALUE_SEPARATOR;
use super::plain_text::plain_text;
use crate::model::SiteModel;
use crate::record::{Date, Value, unambiguous_number};
use crate::site::{FieldType, Language};
use crate::text::Day;

/// The text of a field value in one cell. Texts are those of a language, else the first ones.
pub(super) fn value_text<'w>(
    model: &'w SiteModel,
    kind: &'w FieldType,
    value: &'w Value,
    language: Language,
) -> Cow<'w, str> {
    match value {
        Value::Text(text) => text.text(language).into(),
        Value::Markdown(bodies) => bodies
            .get(language)
            .map_or(Cow::Borrowed(""), |(body, language)| {
                plain_text(model, body.into(), language)
            }),
        Value::Integer(number) => number.to_string().into(),
        Value::Number(number) => unambiguous_number(*number).into(),
        Value::Share(number) => number.to_string().into(),
        Value::Money(amount, currency) => {
            format!("{} {currency}", unambiguous_number(*amount)).into()
        }
        Value::Boolean(yes) => if *yes { "true" } else { "false" }.into(),
        Value::Date(date) => date.to_string().into(),
        Value::Url(text) | Value::Email(text) | Value::Phone(text) => (&**text).into(),
        Value::Point(lat, lon) => format!("{lat} {lon}").into(),
        Value::Image(image) => {
            let file = model.plan.picture_file(image);
            let page = file.and_then(|file| model.plan.file(file));
            page.map_or(Cow::Borrowed(""), |page| page.address.as_str().into())
        }
        Value::Link(link) => (&*link.url).into(),
        Value::Choice(choice) => match kind {
            FieldType::Choice(choices) => choices
                .get(usize::from(*choice))
                .map_or("", |choice| &*choice.id)
                .into(),
            _ => Cow::Borrowed(""),
        },
        Value::Identifiers(ids) => {
            let schemes = &model.site.vocabulary.schemes;
            let pair = |(scheme, id): &(u16, std::sync::Arc<str>)| {
                format!("{}:{id}", schemes[usize::from(*scheme)].id)
            };
            ids.iter()
                .map(pair)
                .collect::<Vec<_>>()
                .join(VALUE_SEPARATOR)
                .into()
        }
        Value::List(values) => {
            let of = if let FieldType::List(of) = kind {
                of
            } else {
                kind
            };
            values
                .iter()
                .map(|value| value_text(model, of, value, language))
                .collect::<Vec<_>>()
                .join(VALUE_SEPARATOR)
                .into()
        }
    }
}

/// A day as ISO 8601; empty outside the years 1 to 9999, which most software does not know.
pub(super) fn day_text(day: Day) -> String {
    if (1..=9999).contains(&day.year) {
        day.to_string()
    } else {
        String::new()
    }
}

/// A date in EDTF; empty for `None`.
pub(super) fn date_text(date: Option<Date>) -> String {
    date.map_or(String::new(), |date| date.to_string())
}
