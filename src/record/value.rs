//! Values of fields, decoded by the field's declared type.

use std::sync::Arc;

use super::address;
use super::anchor::IdScope;
use super::body::Body;
use super::date::Date;
use super::identifier;
use super::limit::LONGEST_TEXT;
use super::reader::Reader;
use super::yaml::{Data, Node};
use crate::diagnostic::{Code, join_names};
use crate::site::{FieldType, Language, Localized};

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

impl Reader<'_> {
    /// Decodes a value, or reports why it cannot be one.
    pub(super) fn value(&mut self, field: &str, wanted: &FieldType, node: &Node<'_>) -> Option<Value> {
        match wanted {
            FieldType::Text => self.localized(field, node).map(Value::Text),
            FieldType::Markdown => Some(Value::Markdown(self.bodies(field, &IdScope::field(field, 0), node))),
            FieldType::List(of) if matches!(**of, FieldType::Markdown) => {
                let items = self.items(field, node).iter().enumerate();
                let bodies = items.map(|(place, item)| self.bodies(field, &IdScope::field(field, place), item));
                Some(Value::List(bodies.map(Value::Markdown).collect()))
            }
            FieldType::List(of) => {
                let values = self.items(field, node).iter().filter_map(|item| self.value(field, of, item)).collect();
                Some(Value::List(values))
            }
            FieldType::Point => self.point(field, node),
            FieldType::Identifiers => self.identifiers(field, node),
            FieldType::Money => self.money(field, node),
            _ => {
                let text = self.scalar(field, node)?.to_owned();
                self.scalar_value(field, wanted, &text, node)
            }
        }
    }

    fn scalar_value(&mut self, field: &str, wanted: &FieldType, text: &str, node: &Node<'_>) -> Option<Value> {
        match wanted {
            FieldType::Integer => match text.replace([' ', '\u{a0}', '\u{202f}', '_'], "").parse() {
                Ok(number) => Some(Value::Integer(number)),
                Err(_) => self.expected(field, node, "целое число", "a whole number"),
            },
            FieldType::Number => match number(text) {
                Some(number) => Some(Value::Number(number)),
                None => self.expected(field, node, "число, например 24,5", "a number such as 24.5"),
            },
            FieldType::Share => match number(text.trim_end_matches('%').trim_end()) {
                Some(share) => Some(Value::Share(share)),
                None => self.expected(field, node, "доля, например 24,5 %", "a share such as 24.5 %"),
            },
            FieldType::Boolean => match text {
                "true" | "yes" | "да" => Some(Value::Boolean(true)),
                "false" | "no" | "нет" => Some(Value::Boolean(false)),
                _ => self.expected(field, node, "true или false", "true or false"),
            },
            FieldType::Date => self.date(text, node).map(Value::Date),
            FieldType::Url => self.url(text, node).map(Value::Url),
            FieldType::Email => {
                if address::is_mail(text) {
                    Some(Value::Email(text.into()))
                } else {
                    self.expected(field, node, "адрес вида имя@example.org", "an address such as name@example.org")
                }
            }
            FieldType::Phone => {
                let digits = text.chars().filter(char::is_ascii_digit).count();
                let plain = text
                    .chars()
                    .enumerate()
                    .all(|(i, c)| c.is_ascii_digit() || " -()\u{a0}".contains(c) || (i == 0 && c == '+'));
                let good = plain && (5..=15).contains(&digits);
                if good {
                    Some(Value::Phone(text.into()))
                } else {
                    self.expected(field, node, "телефон вида +7 495 123-45-67", "a number such as +7 495 123-45-67")
                }
            }
            FieldType::Choice(choices) => {
                let found = choices.iter().position(|choice| choice.id == text);
                if found.is_none() {
                    let known: Vec<&str> = choices.iter().map(|choice| &*choice.id).collect();
                    let near = self.near(text, known.iter().copied());
                    let diagnostic =
                        self.diagnostic(Code::BadChoice, node.span).with("field", field).with("value", text);
                    self.push(diagnostic.with("known", join_names(known)).with_some("near", near));
                }
                found.map(|index| Value::Choice(index as u16))
            }
            _ => None,
        }
    }

    /// A line of text, or one for each language.
    pub(super) fn localized(&mut self, field: &str, node: &Node<'_>) -> Option<Localized> {
        let mut texts = self.texts(field, node)?;
        let long = texts.iter().filter(|(_, text)| text.len() > LONGEST_TEXT);
        for (language, text) in long.map(|(language, text)| (language, text.clone())).collect::<Vec<_>>() {
            texts.set(language, self.short_enough(field, &text, node.span));
        }
        Some(texts)
    }

    /// A text of any length, or one for each language.
    pub(super) fn texts(&mut self, field: &str, node: &Node<'_>) -> Option<Localized> {
        match &node.data {
            Data::Null => None,
            Data::Scalar(text) => Some(Localized::single(self.language, text.trim())),
            Data::Map(pairs) => {
                let mut texts = Localized::default();
                for (name, value) in pairs {
                    let Some(language) = self.language_named(&name.text, name.span) else { continue };
                    match value.text() {
                        Some(text) => texts.set(language, text.trim()),
                        None => self.expected(field, value, "одно значение", "a single value").unwrap_or_default(),
                    }
                }
                Some(texts)
            }
            Data::List(_) => self.expected(field, node, "текст или {ru: …, en: …}", "a text or {ru: …, en: …}"),
        }
    }

    pub(super) fn date(&mut self, text: &str, node: &Node<'_>) -> Option<Date> {
        match Date::parse(text) {
            Ok(date) => Some(date),
            Err((ru, en)) => {
                let diagnostic = self.diagnostic(Code::BadDate, node.span).with("text", text);
                self.push(diagnostic.with("words", ru).with("words_en", en));
                None
            }
        }
    }

    fn url(&mut self, text: &str, node: &Node<'_>) -> Option<Arc<str>> {
        match web_address(text) {
            Ok(()) => Some(text.into()),
            Err((ru, en)) => {
                let diagnostic = self.diagnostic(Code::BadUrl, node.span).with("url", text);
                self.push(diagnostic.with("words", ru).with("words_en", en));
                None
            }
        }
    }

    fn point(&mut self, field: &str, node: &Node<'_>) -> Option<Value> {
        let within = |value: Option<f64>, most: f64| value.filter(|degrees| degrees.abs() <= most);
        let coordinate = |key: &str, most| {
            let found = node.map()?.iter().find(|(name, _)| name.text == key)?;
            within(number(found.1.text()?), most)
        };
        match (coordinate("lat", 90.0), coordinate("lon", 180.0)) {
            (Some(lat), Some(lon)) => Some(Value::Point(lat, lon)),
            _ => self.expected(
                field,
                node,
                "{lat: 55.99, lon: 37.21}: широта от −90 до 90, долгота от −180 до 180",
                "{lat: 55.99, lon: 37.21}: latitude −90 to 90, longitude −180 to 180",
            ),
        }
    }

    fn money(&mut self, field: &str, node: &Node<'_>) -> Option<Value> {
        let text = self.scalar(field, node)?;
        let money = text.rsplit_once([' ', '\u{a0}']).and_then(|(amount, currency)| {
            let code = currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase());
            Some(Value::Money(number(amount).filter(|_| code)?, currency.into()))
        });
        match money {
            Some(money) => Some(money),
            None => self.expected(
                field,
                node,
                "сумма и валюта, например 1 500 000 RUB",
                "an amount and currency such as 1500000 RUB",
            ),
        }
    }

    fn identifiers(&mut self, field: &str, node: &Node<'_>) -> Option<Value> {
        let Some(pairs) = node.map() else {
            return self.expected(field, node, "{inn: …, ogrn: …}", "{inn: …, ogrn: …}");
        };
        let mut found = Vec::new();
        for (name, value) in pairs {
            let schemes = &self.site.vocabulary.schemes;
            let Some(index) = schemes.iter().position(|scheme| scheme.id == name.text) else {
                let known: Vec<&str> = schemes.iter().map(|scheme| &*scheme.id).collect();
                let near = self.near(&name.text, known.iter().copied());
                let diagnostic =
                    self.diagnostic(Code::BadChoice, name.span).with("field", field).with("value", &*name.text);
                self.push(diagnostic.with("known", join_names(known)).with_some("near", near));
                continue;
            };
            let scheme = &schemes[index];
            let Some(text) = self.scalar(field, value) else { continue };
            match scheme.check.map_or(Ok(()), |check| identifier::verify(check, text)) {
                Ok(()) => found.push((index as u16, Arc::from(text))),
                Err((ru, en)) => {
                    let label = scheme.label.text(Language::DEFAULT);
                    let diagnostic = self.diagnostic(Code::BadIdentifier, value.span).with("scheme", label);
                    self.push(diagnostic.with("value", text).with("words", ru).with("words_en", en));
                }
            }
        }
        Some(Value::Identifiers(found))
    }
}

/// A decimal number: point or comma, spaces between groups of digits, a leading sign (a hyphen or a minus).
pub(super) fn number(text: &str) -> Option<f64> {
    let plain = text.trim().replace([' ', '\u{a0}', '\u{202f}'], "").replace(',', ".").replace('−', "-");
    let digits = plain.strip_prefix(['-', '+']).unwrap_or(&plain);
    let good = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.bytes().filter(|b| *b == b'.').count() <= 1
        && digits.bytes().any(|b| b.is_ascii_digit());
    good.then(|| plain.parse().ok()).flatten().filter(|number: &f64| number.is_finite())
}

/// Whether a text is an address of the web: a scheme of the web, a host, and nothing that would end an attribute.
pub(super) fn web_address(text: &str) -> Result<(), (&'static str, &'static str)> {
    let lower = text.to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")) else {
        return Err(("нет https:// в начале", "it does not begin with https://"));
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty() || host.starts_with(':') || host.starts_with('.') {
        return Err(("нет имени сайта", "there is no host"));
    }
    if !address::is_plain(text) || text.contains(|c: char| c.is_whitespace() || "<>\"`{}|\\^".contains(c)) {
        return Err(("недопустимые знаки", "characters that cannot stand there"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(number("1 234,5"), Some(1234.5));
        assert_eq!(number("−3.25"), Some(-3.25));
        for bad in ["", ".", "1.2.3", "1e5", "inf", "NaN", "0x10", "12 руб."] {
            assert_eq!(number(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_addresses_of_the_web_pass() {
        assert_eq!(web_address("https://пример.рф/страница?a=1#b"), Ok(()));
        for bad in [
            "example.org",
            "javascript:alert(1)",
            "https://",
            "http:///x",
            "https://a b",
            "https://a\"b",
            "data:text/html,x",
            "https://e.org/\u{202e}gpj.exe",
            "https://e.org/%E2%80%AEgpj.exe",
            "https://e.org/%0d%0aSet-Cookie:x",
            "https://e.org/\u{85}",
        ] {
            assert!(web_address(bad).is_err(), "{bad}");
        }
    }
}
