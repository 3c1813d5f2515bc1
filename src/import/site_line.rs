//! Lines that `site.toml` lacks for what a map names: schemes, fields and qualifiers, with the types that values seem to have.

use std::collections::BTreeSet;

use super::clean_value::{clean_date, clean_number};
use super::table_map::ColumnRule;
use crate::diagnostic::toml_string;
use crate::record::{Date, id_fault};
use crate::site::Site;

/// The limit of choices that a column seems to have.
const MAX_CHOICES: usize = 12;

/// Returns the lines that declare a scheme of identifiers.
pub(super) fn scheme_line(scheme: &str) -> String {
    let table = toml_key(scheme);
    format!("[identifiers.{table}]\nlabel = {}", toml_string(scheme))
}

/// Returns the lines that declare a field. `name` is that of an exported column.
pub(super) fn field_line(
    site: &Site,
    kind: &str,
    name: &str,
    rule: &ColumnRule,
    texts: &[&str],
) -> String {
    let (field, of) = match name.rsplit_once('_') {
        Some((field, "amount" | "currency")) => (field, "\"money\"".to_owned()),
        Some((field, "lat" | "lon")) => (field, "\"point\"".to_owned()),
        Some((field, end)) if site.language(end).is_some() => (field, "\"markdown\"".to_owned()),
        _ if !rule.values.is_empty() => {
            let choices: BTreeSet<&str> = rule.values.iter().map(|(_, to)| to.as_str()).collect();
            (name, choice_type(&choices))
        }
        _ => (name, value_type(texts)),
    };
    let label = toml_string(&rule.column);
    let (kind, field) = (toml_key(kind), toml_key(field));
    format!("[kinds.{kind}.fields.{field}]\ntype = {of}\nlabel = {label}")
}

/// Returns the lines that declare a qualifier of a relation. `unit` follows its values.
pub(super) fn qualifier_line(
    relation: &str,
    key: &str,
    label: &str,
    unit: Option<&str>,
    texts: &[&str],
) -> String {
    let is_currency =
        |unit: &str| unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase());
    let of = match unit {
        Some(unit) if is_currency(unit) => "\"money\"".to_owned(),
        Some(_) => "\"text\"".to_owned(),
        None => value_type(texts),
    };
    let (relation, key) = (toml_key(relation), toml_key(key));
    format!(
        "[relations.{relation}.qualifiers.{key}]\ntype = {of}\nlabel = {}",
        toml_string(label)
    )
}

/// Returns a key of TOML, quoted where it must be.
fn toml_key(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    match !key.is_empty() && key.chars().all(is_bare) {
        true => key.to_owned(),
        false => toml_string(key),
    }
}

/// Returns the type that all values have, as `site.toml` states it; a text if they have none in common.
fn value_type(texts: &[&str]) -> String {
    let all =
        |is_one: &dyn Fn(&str) -> bool| !texts.is_empty() && texts.iter().all(|text| is_one(text));
    let is_number = |text: &str| clean_number(text).parse::<f64>().is_ok();
    let choices: BTreeSet<&str> = texts.iter().copied().collect();
    let is_choice = !choices.is_empty()
        && choices.len() <= MAX_CHOICES
        && choices.len() * 2 <= texts.len()
        && choices.iter().all(|text| id_fault(text).is_none());
    let name = match () {
        () if all(&|text| text.starts_with("http://") || text.starts_with("https://")) => "url",
        () if all(&|text| text.contains('@') && !text.contains(' ')) => "email",
        () if all(&|text| matches!(text, "true" | "false")) => "boolean",
        () if all(&is_year) => "date",
        () if all(&|text| text.parse::<i64>().is_ok()) => "integer",
        () if all(&is_number) => "number",
        () if all(&|text| Date::parse(&clean_date(text)).is_ok()) => "date",
        () if is_choice => return choice_type(&choices),
        () => "text",
    };
    toml_string(name)
}

/// Whether a text is a year of a time that atlases are about.
fn is_year(text: &str) -> bool {
    text.len() == 4
        && text
            .parse::<u16>()
            .is_ok_and(|year| (1500..2100).contains(&year))
}

fn choice_type(choices: &BTreeSet<&str>) -> String {
    let choices: Vec<String> = choices.iter().map(|choice| toml_string(choice)).collect();
    format!("\"choice\"\nchoices = [{}]", choices.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_of_a_column_is_that_of_all_its_values() {
        let cases: [(&[&str], &str); 8] = [
            (&["1", "12 000"], "\"number\""),
            (&["1", "12"], "\"integer\""),
            (&["1999", "2020"], "\"date\""),
            (&["31.12.2017", "2020-05"], "\"date\""),
            (&["https://a.example", "http://b.example"], "\"url\""),
            (
                &["sandbox", "graduated", "sandbox", "graduated"],
                "\"choice\"\nchoices = [\"graduated\", \"sandbox\"]",
            ),
            (&["some words", "1"], "\"text\""),
            (&[], "\"text\""),
        ];
        for (texts, of) in cases {
            assert_eq!(value_type(texts), of, "{texts:?}");
        }
    }
}
