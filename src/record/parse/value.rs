//! Decodes the value of a field by its declared type.

use std::sync::Arc;

use super::ambiguous_number::Reading;
use super::identifier;
use super::provenance::PROVENANCE_KEYS;
use super::similar_date::similar_dates;
use super::yaml::{MapKey, Node};
use crate::diagnostic::{Code, Span, join_names};
use crate::record::file_parser::FileParser;
use crate::record::markdown::IdScope;
use crate::record::model::{Date, Value, is_ambiguous, parse_number};
use crate::record::url::{check_web_url, is_email_address, similar_web_url};
use crate::site::{Choice, FieldType, Language, Localized};

impl FileParser<'_> {
    /// Decodes a value. `None`: it is empty, or the error is reported.
    pub(in crate::record) fn parse_value(
        &mut self,
        field: &str,
        wanted: &FieldType,
        node: &Node<'_>,
    ) -> Option<Value> {
        if node.is_blank() {
            return None;
        }
        match wanted {
            FieldType::Text => self.parse_text_field(field, node).map(Value::Text),
            FieldType::Markdown => {
                let bodies = self.parse_bodies(field, &IdScope::field(field, 0), node);
                (!bodies.is_empty()).then_some(Value::Markdown(bodies))
            }
            FieldType::List(of) if matches!(**of, FieldType::Markdown) => {
                let items = self.list_items(field, node).iter().enumerate();
                let bodies = items.map(|(index, item)| {
                    self.parse_bodies(field, &IdScope::field(field, index), item)
                });
                let bodies = bodies.filter(|bodies| !bodies.is_empty());
                Some(Value::List(bodies.map(Value::Markdown).collect()))
            }
            FieldType::List(of) => {
                let values = self
                    .list_items(field, node)
                    .iter()
                    .filter_map(|item| self.parse_value(field, of, item))
                    .collect();
                Some(Value::List(values))
            }
            FieldType::Image => self.parse_image(field, node),
            FieldType::Link => self.parse_link(field, node),
            FieldType::Point => self.parse_point(field, node),
            FieldType::Identifiers => self.parse_identifiers(field, node),
            FieldType::Money => self.parse_money(field, node),
            _ => {
                let text = self.scalar(field, node)?.trim().to_owned();
                self.parse_scalar_value(field, wanted, &text, node)
            }
        }
    }

    fn parse_scalar_value(
        &mut self,
        field: &str,
        wanted: &FieldType,
        text: &str,
        node: &Node<'_>,
    ) -> Option<Value> {
        match wanted {
            FieldType::Integer | FieldType::Number if is_ambiguous(text) => {
                let reading = match wanted {
                    FieldType::Integer => Reading::Whole,
                    _ => Reading::Decimal,
                };
                self.report_ambiguous_number(text, reading, node.span)
            }
            FieldType::Integer => {
                match text.replace([' ', '\u{a0}', '\u{202f}', '_'], "").parse() {
                    Ok(number) => Some(Value::Integer(number)),
                    Err(_) => self.report_expected(field, node, "целое число", "a whole number"),
                }
            }
            FieldType::Number => match parse_number(text) {
                Some(number) => Some(Value::Number(number)),
                None => self.report_expected(
                    field,
                    node,
                    "число, например 24,5",
                    "a number such as 24.5",
                ),
            },
            FieldType::Share => match parse_number(text.trim_end_matches('%').trim_end()) {
                Some(share) => Some(Value::Share(share)),
                None => self.report_expected(
                    field,
                    node,
                    "доля, например 24,5 %",
                    "a share such as 24.5 %",
                ),
            },
            FieldType::Boolean => match text {
                "true" | "yes" | "да" => Some(Value::Boolean(true)),
                "false" | "no" | "нет" => Some(Value::Boolean(false)),
                _ => self.report_expected(field, node, "true или false", "true or false"),
            },
            FieldType::Date => self.parse_date(text, node).map(Value::Date),
            FieldType::Url => self.parse_url(text, node).map(Value::Url),
            FieldType::Email if is_email_address(text) => Some(Value::Email(text.into())),
            FieldType::Email => {
                let (ru, en) = (
                    "адрес вида имя@example.org",
                    "an address such as name@example.org",
                );
                self.report_expected(field, node, ru, en)
            }
            FieldType::Phone if is_phone_number(text) => Some(Value::Phone(text.into())),
            FieldType::Phone => {
                let (ru, en) = (
                    "телефон из 5–15 цифр, с + и кодом страны",
                    "a telephone number of 5 to 15 digits, with + and the code of the country",
                );
                self.report_expected(field, node, ru, en)
            }
            FieldType::Choice(choices) => self.parse_choice(field, choices, text, node),
            _ => None,
        }
    }

    fn parse_choice(
        &mut self,
        field: &str,
        choices: &[Choice],
        text: &str,
        node: &Node<'_>,
    ) -> Option<Value> {
        let found = choices.iter().position(|choice| choice.id == text);
        if found.is_none() {
            let terms = choices.iter().map(|choice| (&*choice.id, &choice.label));
            self.report_unknown_term(field, text, terms, node.span);
        }
        found.map(|index| Value::Choice(index as u16))
    }

    /// Reports a text that is the id of none of some terms.
    fn report_unknown_term<'n>(
        &mut self,
        field: &str,
        text: &str,
        terms: impl Iterator<Item = (&'n str, &'n Localized)> + Clone,
        span: Span,
    ) {
        let similar = self.suggest_term(text, terms.clone());
        let diagnostic = self
            .diagnostic(Code::BadChoice, span)
            .with("field", field)
            .with("value", text)
            .with("known", join_names(terms.map(|(id, _)| id)));
        self.push(diagnostic.with_some("near", similar));
    }

    /// Parses a date. `None`: the error is reported.
    pub(in crate::record) fn parse_date(&mut self, text: &str, node: &Node<'_>) -> Option<Date> {
        match Date::parse(text) {
            Ok(date) => Some(date),
            Err((ru, en)) => {
                let diagnostic = self.diagnostic(Code::BadDate, node.span).with("text", text);
                let diagnostic = diagnostic.with("words", ru).with("words_en", en);
                let mut similar = similar_dates(text).into_iter();
                self.push(match (similar.next(), similar.next()) {
                    (Some(first), Some(second)) => {
                        diagnostic.with("first", first).with("second", second)
                    }
                    (near, _) => diagnostic.with_some("near", near),
                });
                None
            }
        }
    }

    /// Parses the date of a key. `None`: the error is reported.
    pub(in crate::record) fn parse_date_field(
        &mut self,
        key: &str,
        node: &Node<'_>,
    ) -> Option<Date> {
        let text = self.scalar(key, node)?.to_owned();
        self.parse_date(&text, node)
    }

    fn parse_url(&mut self, text: &str, node: &Node<'_>) -> Option<Arc<str>> {
        match check_web_url(text) {
            Ok(()) => Some(text.into()),
            Err((ru, en)) => {
                let diagnostic = self.diagnostic(Code::BadUrl, node.span).with("url", text);
                let diagnostic = diagnostic.with("words", ru).with("words_en", en);
                self.push(diagnostic.with_some("near", similar_web_url(text)));
                None
            }
        }
    }

    fn parse_point(&mut self, field: &str, node: &Node<'_>) -> Option<Value> {
        let within = |value: Option<f64>, most: f64| value.filter(|degrees| degrees.abs() <= most);
        let coordinate = |key: &str, most| {
            let found = node.map()?.iter().find(|(name, _)| name.text == key)?;
            within(parse_number(found.1.text()?), most)
        };
        let pairs = node.map().unwrap_or_default();
        let is_known =
            |name: &str| ["lat", "lon"].contains(&name) || PROVENANCE_KEYS.contains(&name);
        let unknown = pairs.iter().filter(|(name, _)| !is_known(&name.text));
        let unknown: Vec<&MapKey<'_>> = unknown.map(|(name, _)| name).collect();
        for name in &unknown {
            self.report_unknown_key(field, name, pairs, &["lat", "lon"]);
        }
        match (coordinate("lat", 90.0), coordinate("lon", 180.0)) {
            (Some(lat), Some(lon)) => Some(Value::Point(lat, lon)),
            // One of the unknown keys may be the coordinate.
            _ if !unknown.is_empty() => None,
            _ => self.report_expected(
                field,
                node,
                "{lat: 12.34, lon: 56.78}: широта от −90 до 90, долгота от −180 до 180",
                "{lat: 12.34, lon: 56.78}: latitude −90 to 90, longitude −180 to 180",
            ),
        }
    }

    fn parse_money(&mut self, field: &str, node: &Node<'_>) -> Option<Value> {
        let text = self.scalar(field, node)?.trim();
        let amount = text.rsplit_once([' ', '\u{a0}']).map(|(amount, _)| amount);
        if let Some(amount) = amount.filter(|amount| is_ambiguous(amount)) {
            return self.report_ambiguous_number(amount, Reading::Decimal, node.span);
        }
        let money = text
            .rsplit_once([' ', '\u{a0}'])
            .and_then(|(amount, currency)| {
                let code = currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase());
                Some(Value::Money(
                    parse_number(amount).filter(|_| code)?,
                    currency.into(),
                ))
            });
        match money {
            Some(money) => Some(money),
            None => self.report_expected(
                field,
                node,
                "сумма и код валюты (ISO 4217): 1 500 000 XXX",
                "an amount and the code of a currency (ISO 4217): 1500000 XXX",
            ),
        }
    }

    fn parse_identifiers(&mut self, field: &str, node: &Node<'_>) -> Option<Value> {
        let Some(pairs) = node.map() else {
            let schemes = self.site.vocabulary.schemes.iter();
            let form: Vec<String> = schemes.map(|scheme| format!("{}: …", scheme.id)).collect();
            let form = format!("{{{}}}", form.join(", "));
            return self.report_expected(field, node, &form, &form);
        };
        let mut found = Vec::new();
        for (name, value) in pairs {
            let schemes = &self.site.vocabulary.schemes;
            let Some(index) = schemes.iter().position(|scheme| scheme.id == name.text) else {
                let terms = schemes.iter().map(|scheme| (&*scheme.id, &scheme.label));
                self.report_unknown_term(field, &name.text, terms, name.span);
                continue;
            };
            let scheme = &schemes[index];
            let Some(text) = self.scalar(field, value).map(str::trim) else {
                continue;
            };
            match scheme
                .check
                .map_or(Ok(()), |check| identifier::verify(check, text))
            {
                Ok(()) => found.push((index as u16, Arc::from(text))),
                Err((ru, en)) => {
                    let label = scheme.label.text(Language::DEFAULT);
                    let diagnostic = self
                        .diagnostic(Code::BadIdentifier, value.span)
                        .with("scheme", label);
                    self.push(
                        diagnostic
                            .with("value", text)
                            .with("words", ru)
                            .with("words_en", en),
                    );
                }
            }
        }
        (!found.is_empty()).then_some(Value::Identifiers(found))
    }
}

/// Whether a text is a telephone number: 5 to 15 digits with separators, and at most a leading `+`.
fn is_phone_number(text: &str) -> bool {
    let is_allowed = |(i, c): (usize, char)| {
        c.is_ascii_digit() || " -()\u{a0}".contains(c) || (i == 0 && c == '+')
    };
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.chars().enumerate().all(is_allowed) && (5..=15).contains(&digits)
}
