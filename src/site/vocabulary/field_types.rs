//! Reads the types of fields, choices and identifier schemes.

use super::field::{Choice, FieldType};
use super::identifier_scheme::{Checksum, Scheme};
use crate::diagnostic::Code;
use crate::site::localized::Localized;
use crate::site::toml_reader::TableReader;

/// Reads a field type. `None` if the key is missing or the type is unknown.
pub(super) fn field_type(table: &TableReader<'_>, key: &'static str) -> Option<FieldType> {
    const NAMES: [&str; 16] = [
        "text",
        "markdown",
        "integer",
        "number",
        "share",
        "money",
        "boolean",
        "date",
        "url",
        "email",
        "phone",
        "point",
        "choice",
        "identifiers",
        "image",
        "link",
    ];
    let name = table.text(key)?;
    Some(match name {
        "text" => FieldType::Text,
        "markdown" => FieldType::Markdown,
        "integer" => FieldType::Integer,
        "number" => FieldType::Number,
        "share" => FieldType::Share,
        "money" => FieldType::Money,
        "boolean" => FieldType::Boolean,
        "date" => FieldType::Date,
        "url" => FieldType::Url,
        "email" => FieldType::Email,
        "phone" => FieldType::Phone,
        "point" => FieldType::Point,
        "identifiers" | "identifier" => FieldType::Identifiers,
        "image" => FieldType::Image,
        "link" => FieldType::Link,
        "choice" => FieldType::Choice(choices(table)),
        "list" => FieldType::List(Box::new(field_type(table, "of").unwrap_or(FieldType::Text))),
        _ => {
            let all = NAMES.join(", ");
            let (ru, en) = (
                format!("один из типов: {all}, list, reference"),
                format!("one of: {all}, list, reference"),
            );
            let names = NAMES.into_iter().chain(["list", "reference"]);
            let near = table.suggest(name, names);
            let mut facts = vec![("key", key), ("expected", &*ru), ("expected_en", &*en)];
            facts.extend(near.as_deref().map(|near| ("near", near)));
            table.report_key(Code::BadSetting, key, &facts);
            return None;
        }
    })
}

/// Reads the values of a choice, and their plurals in `titles`.
pub(super) fn choices(table: &TableReader<'_>) -> Vec<Choice> {
    let titles = table.localized_entries("titles");
    let title = |id: &str| {
        let known = titles.iter().find(|(known, _, _)| *known == id);
        known.map(|(_, _, title)| title.clone())
    };
    if table.is_list("choices") {
        let choice = |(id, _): (&str, _)| Choice {
            id: id.to_owned(),
            label: Localized::plain(id),
            title: title(id),
        };
        return table.texts("choices").into_iter().map(choice).collect();
    }
    let choice = |(id, _, label): (&str, _, Localized)| Choice {
        id: id.to_owned(),
        title: title(id),
        label,
    };
    table
        .localized_entries("choices")
        .into_iter()
        .map(choice)
        .collect()
}

/// Reads an identifier scheme.
pub(super) fn scheme(id: &str, table: TableReader<'_>) -> Scheme {
    let check = table.text("check").and_then(|name| {
        let check = match name {
            "inn" => Some(Checksum::Inn),
            "ogrn" => Some(Checksum::Ogrn),
            "ror" => Some(Checksum::Ror),
            "wikidata" => Some(Checksum::Wikidata),
            "orcid" => Some(Checksum::Orcid),
            _ => None,
        };
        if check.is_none() {
            let all = "inn, ogrn, ror, wikidata, orcid";
            table.report_bad_key("check", all, all);
        }
        check
    });
    let url = table.text("url").map(str::to_owned);
    let label = table
        .localized("label")
        .unwrap_or_else(|| Localized::plain(id));
    table.finish();
    Scheme {
        id: id.to_owned(),
        label,
        check,
        url,
    }
}
