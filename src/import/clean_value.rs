//! Values of tables of others as an atlas writes them.

use super::cell_reading::CellType;
use crate::export::{FieldPart, RecordPart};
use crate::site::{FieldType, Site};

/// The entities that tables hold by mistake.
const ENTITIES: [(&str, &str); 8] = [
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&apos;", "'"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", " "),
    ("&#160;", " "),
    ("&amp;", "&"),
];

/// Returns a text without spaces around it, doubled spaces and entities. Lines stay lines.
pub(super) fn clean_text(text: &str) -> String {
    let mut text = text.replace("\r\n", "\n").replace('\u{a0}', " ");
    if text.contains('&') {
        for (entity, sign) in ENTITIES {
            text = text.replace(entity, sign);
        }
    }
    let lines = text.lines().map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.join(" ")
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Returns the value of a part as an atlas writes it. What cannot be understood stays as it is, and is reported when it is
/// read.
pub(super) fn clean_value(site: &Site, part: RecordPart, text: &str) -> String {
    let text = clean_text(text);
    let RecordPart::Field(field, of) = part else {
        return match part {
            RecordPart::Text(_) => escape_markdown(&text),
            _ => text.replace('\n', " "),
        };
    };
    match (&site.vocabulary.field(field).value, of) {
        (FieldType::Url | FieldType::Link, _) => clean_url(&text),
        (FieldType::Email, _) => first_of(&text).to_owned(),
        (FieldType::Date, _) => clean_date(&text),
        (FieldType::Money, FieldPart::Amount) | (FieldType::Integer | FieldType::Number, _) => {
            clean_number(&text)
        }
        (FieldType::Markdown, _) => escape_markdown(&text),
        (FieldType::Identifiers, FieldPart::Scheme(_)) => clean_identifier(&text),
        (FieldType::List(_), _) => text,
        _ => text.replace('\n', " "),
    }
}

/// Returns the first of several values in one cell.
fn first_of(text: &str) -> &str {
    let end = text.find([';', ',', ' ', '\n', '|']).unwrap_or(text.len());
    &text[..end]
}

/// Returns an address with its scheme: the first, where several stand in a cell.
fn clean_url(text: &str) -> String {
    let end = text.find([';', ' ', '\n', '|']).unwrap_or(text.len());
    let url = text[..end].trim_end_matches([',', '.']);
    match url {
        "" => String::new(),
        url if url.contains("://") => url.to_owned(),
        url => format!("https://{}", url.trim_start_matches('/')),
    }
}

/// Returns a date of digits with dots or slashes in the form of ISO 8601. The day comes first, as in `31.12.2017`.
pub(super) fn clean_date(text: &str) -> String {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split('.').collect();
    let is_number =
        |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts[..] {
        [day, month, year] if year.len() == 4 && parts.iter().all(&is_number) => {
            format!("{year}-{month:0>2}-{day:0>2}")
        }
        [month, year] if year.len() == 4 && parts.iter().all(&is_number) => {
            format!("{year}-{month:0>2}")
        }
        _ if text.len() > 10 && day.len() == 10 && day.is_ascii() => day.to_owned(),
        _ => text.to_owned(),
    }
}

/// Returns a number that is read in one way: without spaces and currency, three decimals with a further zero.
pub(super) fn clean_number(text: &str) -> String {
    let number: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{202f}')
        .collect();
    let number = number.replace(',', ".");
    match number.parse::<f64>() {
        Ok(value) if value.is_finite() => crate::record::unambiguous_number(value),
        _ => text.to_owned(),
    }
}

/// Returns an identifier without the address that it is part of: `https://ror.org/010pmpe69`.
fn clean_identifier(text: &str) -> String {
    match text.rsplit_once('/') {
        Some((address, id)) if address.contains("://") => id.to_owned(),
        _ => text.to_owned(),
    }
}

/// Returns a text that Markdown shows as it stands. Empty lines part paragraphs.
fn escape_markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            escaped.push('\n');
        }
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        for (at, c) in line.char_indices() {
            let begins = at == 0 && matches!(c, '#' | '+' | '-' | '=' | '>' | ':');
            let numbers = at == digits && digits > 0 && matches!(c, '.' | ')');
            let anywhere = matches!(
                c,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' | '^' | '!'
            ) || c == '=' && line[at..].starts_with("==")
                || c == '%' && line[at..].starts_with("%%");
            if begins || numbers || anywhere {
                escaped.push('\\');
            }
            escaped.push(c);
        }
    }
    escaped
}

/// Whether two texts are one value: numbers by their value, texts without regard to spaces.
pub(super) fn is_same_value(one: &str, other: &str, cell_type: CellType) -> bool {
    let number = |text: &str| text.trim().parse::<f64>().ok();
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_number = cell_type == CellType::Number;
    plain(one) == plain(other) || is_number && number(one).is_some() && number(one) == number(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_cleaned() {
        assert_eq!(
            clean_text("  R&amp;D  \u{a0}centre \r\n x "),
            "R&D centre\nx"
        );
        assert_eq!(clean_url("www.hap.de; www.hap.eu"), "https://www.hap.de");
        assert_eq!(clean_url("http://a.b/c"), "http://a.b/c");
        assert_eq!(clean_url(""), "");
        assert_eq!(clean_date("31.12.2017"), "2017-12-31");
        assert_eq!(clean_date("2017-12-31 00:00:00"), "2017-12-31");
        assert_eq!(clean_date("2017"), "2017");
        assert_eq!(clean_number("1 234,5"), "1234.5");
        assert_eq!(clean_number("4932902.75"), "4932902.75");
        assert_eq!(clean_identifier("https://ror.org/010pmpe69"), "010pmpe69");
        assert_eq!(
            escape_markdown("# a *b* [[c]]\n- d 1_0\n1. e"),
            "\\# a \\*b\\* \\[\\[c\\]\\]\n\\- d 1\\_0\n1\\. e"
        );
    }
}
