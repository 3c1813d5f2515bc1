//! Names, fields and other single values in words.

use super::sides::{Sides, step};
use crate::change::ValuePart;
use crate::history::ChangeLine;
use crate::site::{Field, FieldType, Kind, Vocabulary};

/// A value of a record that differs.
pub(super) struct ChangedValue<'d> {
    pub(super) key: &'d str,
    pub(super) language: &'d str,
    pub(super) part: ValuePart,
    pub(super) from: Option<&'d str>,
    pub(super) to: Option<&'d str>,
}

/// The keys that are no fields, with the keys of their messages.
const LABELS: [(&str, &str); 9] = [
    ("name", "name"),
    ("short", "change_short"),
    ("sort", "change_sort"),
    ("summary", "description"),
    ("aliases", "aliases"),
    ("names", "change_names"),
    ("aka", "change_former"),
    ("status", "status"),
    ("draft", "change_draft"),
];

/// Returns the line of a value of a record of a kind; `None` for a free page.
pub(super) fn value_line(
    sides: &Sides<'_>,
    kind: Option<&Kind>,
    value: &ChangedValue<'_>,
) -> ChangeLine {
    let label = match value.part {
        ValuePart::Value => label(sides, kind, value.key),
        ValuePart::Status => part_label(sides, kind, value.key, "status"),
        ValuePart::Source => part_label(sides, kind, value.key, "change_source"),
        ValuePart::Note => part_label(sides, kind, value.key, "change_note"),
    };
    let in_words = |text: &str| match value.part {
        ValuePart::Value => value_in_words(sides, kind, value.key, text),
        ValuePart::Status => sides.status(text),
        ValuePart::Source => sides.title(text),
        ValuePart::Note => without_code(text).to_owned(),
    };
    let note = value
        .to
        .or(value.from)
        .filter(|_| value.part == ValuePart::Note);
    let code = note.map_or(value.language, code_of);
    ChangeLine {
        label: sides.in_language(label, code),
        language: sides.foreign(code),
        parts: step(value.from.map(in_words), value.to.map(in_words)),
    }
}

/// Returns a text without the code of its language in front of it.
pub(super) fn without_code(text: &str) -> &str {
    text.split_once(": ").map_or(text, |(_, words)| words)
}

/// Returns the code of the language in front of a text; empty if there is none.
pub(super) fn code_of(text: &str) -> &str {
    text.split_once(": ").map_or("", |(code, _)| code)
}

fn part_label(sides: &Sides<'_>, kind: Option<&Kind>, key: &str, part: &str) -> String {
    let part = sides.word(part).to_lowercase();
    format!("{}, {part}", label(sides, kind, key))
}

/// Returns the label of a key of the front matter.
pub(super) fn label(sides: &Sides<'_>, kind: Option<&Kind>, key: &str) -> String {
    let known = LABELS.iter().find(|(known, _)| *known == key);
    if let Some((_, message)) = known {
        return sides.word(message);
    }
    let vocabulary = &sides.new.site.vocabulary;
    if let Some(field) = field(vocabulary, kind, key) {
        return field.label.text(sides.language).to_owned();
    }
    // The key of an identifier has its scheme.
    let scheme = key.split_once('.').and_then(|(_, scheme)| {
        let schemes = vocabulary.schemes.iter();
        schemes.clone().find(|known| known.id == scheme)
    });
    if let Some(scheme) = scheme {
        return scheme.label.text(sides.language).to_owned();
    }
    let old = field(&sides.old.site.vocabulary, kind, key);
    old.map_or_else(
        || key.to_owned(),
        |field| field.label.text(sides.old_language).to_owned(),
    )
}

/// Returns the field of a key: that of the kind, or else the first of its name.
fn field<'v>(vocabulary: &'v Vocabulary, kind: Option<&Kind>, key: &str) -> Option<&'v Field> {
    let kind = kind.and_then(|kind| vocabulary.kind_named(&kind.id));
    let own = kind.and_then(|kind| {
        let mut fields = vocabulary.kind(kind).fields.iter();
        fields.find(|field| vocabulary.field(**field).name == key)
    });
    let own = own.map(|field| vocabulary.field(*field));
    own.or_else(|| vocabulary.fields.iter().find(|field| field.name == key))
}

fn value_in_words(sides: &Sides<'_>, kind: Option<&Kind>, key: &str, text: &str) -> String {
    match key {
        "status" => return sides.status(text),
        "draft" => return sides.style.yes_or_no(text == "true").to_owned(),
        _ => {}
    }
    let known = field(&sides.new.site.vocabulary, kind, key);
    let known = known.or_else(|| field(&sides.old.site.vocabulary, kind, key));
    match known {
        Some(field) => typed_in_words(sides, &field.value, text),
        None => text.to_owned(),
    }
}

/// Returns a value of a type, given by its comparable text, in words.
pub(super) fn typed_in_words(sides: &Sides<'_>, of_type: &FieldType, text: &str) -> String {
    let style = sides.style;
    let in_words = match of_type {
        FieldType::Date => Some(sides.date(text)),
        FieldType::Choice(choices) => {
            let choice = choices.iter().find(|choice| choice.id == text);
            choice.map(|choice| choice.label.text(sides.language).to_owned())
        }
        FieldType::Boolean => Some(style.yes_or_no(text == "true").to_owned()),
        FieldType::Integer => text.parse().ok().map(|number| style.integer(number)),
        FieldType::Number => text.parse().ok().map(|number| style.number(number)),
        FieldType::Share => {
            let number = text
                .strip_suffix(" %")
                .and_then(|number| number.parse().ok());
            number.map(|number| style.percent(number))
        }
        FieldType::Money => text.rsplit_once(' ').and_then(|(amount, currency)| {
            let amount = amount.parse().ok()?;
            Some(style.money(amount, currency))
        }),
        FieldType::Point => text.split_once(' ').and_then(|(lat, lon)| {
            let (lat, lon) = (lat.parse().ok()?, lon.parse().ok()?);
            Some(style.point(lat, lon))
        }),
        FieldType::List(of) => Some(typed_in_words(sides, of, text)),
        FieldType::Text
        | FieldType::Markdown
        | FieldType::Url
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Identifiers
        | FieldType::Image
        | FieldType::Link => None,
    };
    in_words.unwrap_or_else(|| text.to_owned())
}
