//! The value of a field.

use std::sync::Arc;

use super::date::Date;
use super::image::{Image, LabelledLink};
use super::localized_body::LocalizedBody;
use crate::site::Localized;

/// The value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A line of text in one or more languages.
    Text(Localized),
    /// Markdown by language.
    Markdown(LocalizedBody),
    /// A whole number.
    Integer(i64),
    /// A decimal number.
    Number(f64),
    /// A percentage.
    Share(f64),
    /// An amount and its currency code (ISO 4217).
    Money(f64, Arc<str>),
    /// A boolean.
    Boolean(bool),
    /// A date or interval.
    Date(Date),
    /// A web address.
    Url(Arc<str>),
    /// An email address.
    Email(Arc<str>),
    /// A telephone number in the form of the file.
    Phone(Arc<str>),
    /// Latitude and longitude in degrees (WGS 84).
    Point(f64, f64),
    /// One of the choices of the field, by its index.
    Choice(u16),
    /// Identifiers: the index of the scheme in the vocabulary, and the value.
    Identifiers(Vec<(u16, Arc<str>)>),
    /// A picture.
    Image(Box<Image>),
    /// A web address with words.
    Link(Box<LabelledLink>),
    /// Several values.
    List(Vec<Value>),
}

impl Value {
    /// Returns the texts in Markdown, each in its languages.
    pub(super) fn texts(&self) -> Vec<&LocalizedBody> {
        match self {
            Value::Markdown(versions) => vec![versions],
            Value::List(values) => values.iter().flat_map(Value::texts).collect(),
            Value::Text(_)
            | Value::Integer(_)
            | Value::Number(_)
            | Value::Share(_)
            | Value::Money(..)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::Url(_)
            | Value::Email(_)
            | Value::Phone(_)
            | Value::Point(..)
            | Value::Choice(_)
            | Value::Identifiers(_)
            | Value::Image(_)
            | Value::Link(_) => Vec::new(),
        }
    }

    /// Returns the pictures.
    pub fn images(&self) -> Vec<&Image> {
        match self {
            Value::Image(image) => vec![image],
            Value::List(values) => values.iter().flat_map(Value::images).collect(),
            _ => Vec::new(),
        }
    }
}
