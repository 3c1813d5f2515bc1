//! The value of a field.

use std::sync::Arc;

use super::body::Body;
use super::date::Date;
use crate::site::{Language, Localized};

/// The value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// One line in one or more languages.
    Text(Localized),
    /// Markdown by language.
    Markdown(Vec<(Language, Body)>),
    /// A whole number.
    Integer(i64),
    /// A decimal number.
    Number(f64),
    /// A share in per cent.
    Share(f64),
    /// An amount and the code of its currency (ISO 4217).
    Money(f64, Arc<str>),
    /// Yes or no.
    Boolean(bool),
    /// A date or interval.
    Date(Date),
    /// A web address.
    Url(Arc<str>),
    /// An address for mail.
    Email(Arc<str>),
    /// A telephone number as written.
    Phone(Arc<str>),
    /// Latitude and longitude in degrees (WGS 84).
    Point(f64, f64),
    /// One of the field's choices, by its place in their list.
    Choice(u16),
    /// Identifiers: the scheme by its place in the vocabulary, and the value.
    Identifiers(Vec<(u16, Arc<str>)>),
    /// Several values.
    List(Vec<Value>),
}
