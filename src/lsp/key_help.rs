//! What keys mean, in a few words.

use super::context::Context;
use super::expectation::{ValueKey, item_type};
use crate::site::{Direction, FieldType, Key, KindIx};
use crate::text::Bilingual;

/// A key in a few words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct KeyHelp {
    /// The label on pages.
    pub(super) label: String,
    /// What its value is, and what it is called on the other side.
    pub(super) detail: String,
}

/// How the value of a key is begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueStart {
    /// Behind the colon.
    Scalar,
    /// An item below.
    List,
    /// A key below.
    Map,
}

const LABELS: [(Key, Bilingual); 12] = [
    (
        Key::Id,
        Bilingual {
            ru: "Короткое имя: адрес страницы и ссылок",
            en: "Short name: the address of the page and of references",
        },
    ),
    (
        Key::Name,
        Bilingual {
            ru: "Название",
            en: "Name",
        },
    ),
    (
        Key::Sort,
        Bilingual {
            ru: "Название для порядка в списках",
            en: "What it is sorted by",
        },
    ),
    (
        Key::Short,
        Bilingual {
            ru: "Краткое название",
            en: "Short name",
        },
    ),
    (
        Key::Aliases,
        Bilingual {
            ru: "Другие названия",
            en: "Other names",
        },
    ),
    (
        Key::Names,
        Bilingual {
            ru: "Названия на других языках",
            en: "Names in further languages",
        },
    ),
    (
        Key::Aka,
        Bilingual {
            ru: "Прежние id",
            en: "Former ids",
        },
    ),
    (
        Key::Summary,
        Bilingual {
            ru: "Одно-два предложения о записи",
            en: "One or two sentences about it",
        },
    ),
    (
        Key::Status,
        Bilingual {
            ru: "Статус",
            en: "Status",
        },
    ),
    (
        Key::Figures,
        Bilingual {
            ru: "Показатели",
            en: "Figures",
        },
    ),
    (
        Key::Draft,
        Bilingual {
            ru: "Черновик: не публикуется",
            en: "A draft: not published",
        },
    ),
    (
        Key::Text,
        Bilingual {
            ru: "Текст записи",
            en: "Its text",
        },
    ),
];

/// Returns the words about a key of a record.
pub(super) fn record_key(context: Context<'_>, key: Key) -> KeyHelp {
    let vocabulary = &context.site().vocabulary;
    match key {
        Key::Relation(relation, side) => {
            let relation = vocabulary.relation(relation);
            let inverse = context.label(relation.heading(side.other())).to_lowercase();
            let kinds = kind_names(context, relation.kinds(side.other()));
            KeyHelp {
                label: context.label(relation.heading(side)).to_owned(),
                detail: format!("↔ {inverse} · {kinds}"),
            }
        }
        Key::Field(field) => {
            let field = vocabulary.field(field);
            KeyHelp {
                label: context.label(&field.label).to_owned(),
                detail: type_words(&field.value).get(context.messages).to_owned(),
            }
        }
        Key::Id
        | Key::Name
        | Key::Sort
        | Key::Short
        | Key::Aliases
        | Key::Names
        | Key::Aka
        | Key::Summary
        | Key::Text
        | Key::Figures
        | Key::Status
        | Key::Draft => {
            let label = LABELS.iter().find(|(known, _)| *known == key);
            KeyHelp {
                label: label
                    .map_or("", |(_, label)| label.get(context.messages))
                    .to_owned(),
                detail: String::new(),
            }
        }
    }
}

/// Returns the kinds of a relation in words.
pub(super) fn kind_names(context: Context<'_>, kinds: &[KindIx]) -> String {
    if kinds.is_empty() {
        return context.word("любая запись", "any record").to_owned();
    }
    let labels = kinds
        .iter()
        .map(|kind| context.kind_label(*kind).to_lowercase());
    labels.collect::<Vec<_>>().join(", ")
}

/// Returns how the value of a key of a record is begun.
pub(super) fn value_start(context: Context<'_>, key: Key) -> ValueStart {
    let vocabulary = &context.site().vocabulary;
    match key {
        Key::Relation(relation, Direction::Forward) if relation == vocabulary.known.region => {
            ValueStart::Scalar
        }
        Key::Relation(..) | Key::Aliases | Key::Aka | Key::Figures => ValueStart::List,
        Key::Names => ValueStart::Map,
        Key::Field(field) => match &vocabulary.field(field).value {
            FieldType::List(_) => ValueStart::List,
            FieldType::Identifiers | FieldType::Point => ValueStart::Map,
            _ => ValueStart::Scalar,
        },
        Key::Id
        | Key::Name
        | Key::Sort
        | Key::Short
        | Key::Summary
        | Key::Text
        | Key::Status
        | Key::Draft => ValueStart::Scalar,
    }
}

/// Returns a type of values in words.
pub(super) fn type_words(value: &FieldType) -> Bilingual {
    let (ru, en) = match value {
        FieldType::Text => ("строка", "a line of text"),
        FieldType::Markdown => ("текст в Markdown", "text in Markdown"),
        FieldType::Integer => ("целое число", "a whole number"),
        FieldType::Number => ("число", "a number"),
        FieldType::Share => ("доля: 25 %", "a share: 25 %"),
        FieldType::Money => (
            "сумма с кодом валюты по ISO 4217",
            "an amount with the code of its currency (ISO 4217)",
        ),
        FieldType::Boolean => ("true или false", "true or false"),
        FieldType::Date => (
            "дата: 2017, 2017-02, 2017-02-21, 2017~, 2017-06/2017-09",
            "a date: 2017, 2017-02, 2017-02-21, 2017~, 2017-06/2017-09",
        ),
        FieldType::Url => ("адрес: https://…", "an address: https://…"),
        FieldType::Email => ("почта: имя@example.org", "an address: name@example.org"),
        FieldType::Phone => (
            "телефон с + и кодом страны",
            "a telephone number with + and the code of the country",
        ),
        FieldType::Point => (
            "координаты: {lat: 55.99, lon: 37.21}",
            "coordinates: {lat: 55.99, lon: 37.21}",
        ),
        FieldType::Image => (
            "картинка: {file: фото.jpg, alt: что на ней}",
            "a picture: {file: photo.jpg, alt: what it shows}",
        ),
        FieldType::Link => (
            "ссылка: {url: https://…, text: слова}",
            "a link: {url: https://…, text: words}",
        ),
        FieldType::Choice(_) => ("одно из списка", "one of a list"),
        FieldType::Identifiers => (
            "идентификаторы: {схема: значение}",
            "identifiers: {scheme: value}",
        ),
        FieldType::List(item) if matches!(**item, FieldType::Choice(_)) => {
            ("несколько из списка", "several of a list")
        }
        FieldType::List(_) => ("список", "a list"),
    };
    Bilingual { ru, en }
}

/// Returns the text of a key of a value, and the words about it.
pub(super) fn value_key(context: Context<'_>, key: &ValueKey<'_>) -> (String, KeyHelp) {
    let site = context.site();
    let help = |label: &str| KeyHelp {
        label: label.to_owned(),
        detail: String::new(),
    };
    match key {
        ValueKey::Known(name) => (
            (*name).to_owned(),
            help(known_words(name).get(context.messages)),
        ),
        ValueKey::Language(code) => {
            let language = site
                .languages
                .iter()
                .find(|language| language.code == **code);
            (
                (*code).to_owned(),
                help(language.map_or("", |language| &language.name)),
            )
        }
        ValueKey::Scheme(index) => {
            let scheme = &site.vocabulary.schemes[*index];
            (scheme.id.clone(), help(context.label(&scheme.label)))
        }
        ValueKey::Qualifier(relation, index) => {
            let qualifier = &site.vocabulary.relation(*relation).qualifiers[*index];
            let words = type_words(&qualifier.value)
                .get(context.messages)
                .to_owned();
            let label = context.label(&qualifier.label).to_owned();
            (
                qualifier.id.clone(),
                KeyHelp {
                    label,
                    detail: words,
                },
            )
        }
    }
}

fn known_words(name: &str) -> Bilingual {
    let (ru, en) = match name {
        "ref" => ("Запись: id или название", "The record: its id or name"),
        "role" => (
            "Роль: из словаря или своими словами",
            "The role: of the vocabulary, or in your own words",
        ),
        "since" => ("С какой даты", "Since when"),
        "until" => ("По какую дату", "Until when"),
        "on" => ("На какую дату", "As of when"),
        "signatory" => ("Кто подписал от её имени", "Who signed on its behalf"),
        "source" => ("Источник", "The source"),
        "status" => (
            "Статус: сказано, планируется, предложено, вывод",
            "The status: stated, planned, proposed, inferred",
        ),
        "note" => ("Примечание редакции", "An editorial note"),
        "value" => ("Значение", "The value"),
        "of" => ("Показатель словаря", "The figure of the vocabulary"),
        "by" => ("Кто посчитал", "Who counted it"),
        "lat" => ("Широта в градусах", "The latitude in degrees"),
        "lon" => ("Долгота в градусах", "The longitude in degrees"),
        _ => ("", ""),
    };
    Bilingual { ru, en }
}

/// Returns an example of a field's value.
pub(super) fn example(context: Context<'_>, key: Key) -> Option<String> {
    let vocabulary = &context.site().vocabulary;
    let Key::Field(field) = key else { return None };
    let field = vocabulary.field(field);
    let value = match item_type(field) {
        FieldType::Date => "2017-02-21",
        FieldType::Url => "https://example.org",
        FieldType::Point => "{lat: 55.99, lon: 37.21}",
        FieldType::Image => "{file: photo.jpg, alt: …}",
        FieldType::Link => "{url: https://example.org, text: …}",
        FieldType::Choice(choices) => &choices.first()?.id,
        FieldType::Boolean => "true",
        FieldType::Share => "25 %",
        FieldType::Integer => "176",
        FieldType::Number => "1.5",
        FieldType::Text
        | FieldType::Markdown
        | FieldType::Money
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Identifiers
        | FieldType::List(_) => return None,
    };
    Some(format!("{}: {value}", field.name))
}
