//! Fields of records, and their types.

use crate::site::localized::Localized;

/// A field of records.
#[derive(Clone, Debug)]
pub struct Field {
    /// The key in the front matter. Fields of different kinds can have the same key.
    pub name: String,
    /// The type of its values.
    pub value: FieldType,
    /// The label: «Создание».
    pub label: Localized,
    /// Whether pages do not list it.
    pub hidden: bool,
    /// Whether pages fold it away: a code, coordinates, identifiers.
    pub service: bool,
    /// The property in schema.org. A date can have two, for beginning and end: `startDate endDate`.
    pub schema: Option<String>,
}

/// The type of the values of a field. Scalars are decoded by this type, never by their syntax.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldType {
    /// A line of text in one or more languages.
    Text,
    /// Markdown in one or more languages.
    Markdown,
    /// A whole number.
    Integer,
    /// A decimal number.
    Number,
    /// A percentage.
    Share,
    /// An amount with its currency (ISO 4217).
    Money,
    /// Yes or no.
    Boolean,
    /// A date or interval (EDTF).
    Date,
    /// A web address.
    Url,
    /// An e-mail address.
    Email,
    /// A telephone number (E.164 with separators).
    Phone,
    /// Latitude and longitude in degrees (WGS 84).
    Point,
    /// One of several values.
    Choice(Vec<Choice>),
    /// Identifiers by their schemes: `{ inn: …, ror: … }`.
    Identifiers,
    /// A picture: `{ file: …, alt: … }`.
    Image,
    /// A web address with words: `{ url: …, text: … }`.
    Link,
    /// A list of values of one type.
    List(Box<FieldType>),
}

impl FieldType {
    /// Whether the values are pictures.
    pub fn is_picture(&self) -> bool {
        match self {
            FieldType::Image => true,
            FieldType::List(of) => of.is_picture(),
            _ => false,
        }
    }
}

/// A value of [`FieldType::Choice`].
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The value in files and data.
    pub id: String,
    /// The label on pages.
    pub label: Localized,
    /// The plural, above a group of records. `None` if there is none.
    pub title: Option<Localized>,
}
