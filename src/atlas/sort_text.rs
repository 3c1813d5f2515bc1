//! The text by which a record is sorted.

use std::borrow::Cow;

use crate::record::{Record, Value};
use crate::site::{Language, Site, SortOrder};

/// Languages in which a family name stands first.
const FAMILY_NAME_FIRST: [&str; 5] = ["hu", "ja", "ko", "vi", "zh"];

/// Returns the text by which a record is sorted in a language: its `sort`; else, for persons, the surname and the name; else
/// the title. Quotation marks do not count.
pub fn sort_text<'r>(record: &'r Record, language: Language, site: &Site) -> Cow<'r, str> {
    if let Some((sort, _)) = record.sort.get(language) {
        return Cow::Borrowed(&**sort);
    }
    let (title, _) = record.title(language);
    match surname(record, language, site) {
        Some(Surname::Field(surname)) => Cow::Owned(format!("{surname} {title}")),
        Some(Surname::LastWord { given, surname }) => Cow::Owned(format!("{surname} {given}")),
        None => without_quotes(title),
    }
}

/// The surname of a person.
pub enum Surname<'r> {
    /// The field `surname`.
    Field(&'r str),
    /// The last word of the name, and the words before it.
    LastWord {
        /// The words before it.
        given: &'r str,
        /// The word.
        surname: &'r str,
    },
}

impl<'r> Surname<'r> {
    /// The surname itself.
    pub fn text(&self) -> &'r str {
        match self {
            Surname::Field(surname) | Surname::LastWord { surname, .. } => surname,
        }
    }
}

/// Returns the surname of a record whose kind is sorted by surname. `None` for other records, and for a name of one word or
/// in a language in which the family name stands first.
pub fn surname<'r>(record: &'r Record, language: Language, site: &Site) -> Option<Surname<'r>> {
    let kind = site.vocabulary.kind(record.kind);
    if kind.sort_order == SortOrder::Title {
        return None;
    }
    let stated = kind.known.surname.and_then(|field| record.field(field));
    if let Some(Value::Text(stated)) = stated.map(|field| field.value_in(language))
        && let Some((surname, _)) = stated.get(language)
    {
        return Some(Surname::Field(surname));
    }
    let (title, own) = record.title(language);
    let code = site.code(own).split('-').next().unwrap_or_default();
    let (given, surname) = title.trim_end().rsplit_once(' ')?;
    (!FAMILY_NAME_FIRST.contains(&code)).then_some(Surname::LastWord { given, surname })
}

fn without_quotes(title: &str) -> Cow<'_, str> {
    let is_quote = |c: char| matches!(c, '«' | '»' | '"' | '„' | '“' | '”' | '‘' | '’' | '\'');
    if title.starts_with(is_quote) {
        Cow::Owned(title.replace(is_quote, ""))
    } else {
        Cow::Borrowed(title)
    }
}
