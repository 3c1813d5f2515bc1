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
    let (title, own) = record.title(language);
    let kind = site.vocabulary.kind(record.kind);
    if kind.sort_order == SortOrder::Title {
        return without_quotes(title);
    }
    let surname = kind.known.surname.and_then(|field| record.field(field));
    if let Some(Value::Text(surname)) = surname.map(|field| field.value_in(language))
        && let Some((surname, _)) = surname.get(language)
    {
        return Cow::Owned(format!("{surname} {title}"));
    }
    let code = site.code(own).split('-').next().unwrap_or_default();
    match title.trim_end().rsplit_once(' ') {
        Some((given, surname)) if !FAMILY_NAME_FIRST.contains(&code) => {
            Cow::Owned(format!("{surname} {given}"))
        }
        _ => without_quotes(title),
    }
}

fn without_quotes(title: &str) -> Cow<'_, str> {
    let is_quote = |c: char| matches!(c, '«' | '»' | '"' | '„' | '“' | '”' | '‘' | '’' | '\'');
    if title.starts_with(is_quote) {
        Cow::Owned(title.replace(is_quote, ""))
    } else {
        Cow::Borrowed(title)
    }
}
