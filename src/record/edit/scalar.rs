//! Scalars as they are written: without quotes where none are needed, else in the quotes of what they replace.

use std::fmt::Write;

/// Where a scalar stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScalarPlace {
    /// Within brackets.
    Flow,
    /// Elsewhere.
    Block,
}

/// Returns a scalar in the form of the one that it replaces: `source` is its text in the file.
pub(super) fn write_like(source: &str, text: &str, place: ScalarPlace) -> String {
    match source.as_bytes().first() {
        Some(b'"') => double_quoted(text),
        Some(b'\'') if !has_controls(text) => single_quoted(text),
        _ => {
            // A block scalar ends with its line.
            let end = &source[source.trim_end_matches(['\n', '\r']).len()..];
            let is_block = source.starts_with(['|', '>']);
            let end = if is_block { end } else { "" };
            format!("{}{end}", write_scalar(text, place))
        }
    }
}

/// Returns a scalar in the form of the one that it replaces. Within brackets: `is_in_flow`.
pub fn write_scalar_like(source: &str, text: &str) -> String {
    write_like(source, text, ScalarPlace::Flow)
}

/// Returns a new scalar: without quotes where none are needed.
pub(super) fn write_scalar(text: &str, place: ScalarPlace) -> String {
    if is_plain(text, place) {
        text.to_owned()
    } else if has_controls(text) {
        double_quoted(text)
    } else {
        single_quoted(text)
    }
}

fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if is_special(c) => {
                let _ = match u32::from(c) {
                    code @ 0..=0xffff => write!(quoted, "\\u{code:04X}"),
                    code => write!(quoted, "\\U{code:08X}"),
                };
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn has_controls(text: &str) -> bool {
    text.chars().any(is_special)
}

/// Whether a character can stand in double quotes only, escaped.
fn is_special(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// Whether a text is the same scalar without quotes.
fn is_plain(text: &str, place: ScalarPlace) -> bool {
    let begins = |c: char| !"-?:,[]{}#&*!|>'\"%@`".contains(c);
    let first = text.chars().next();
    let is_free = first.is_some_and(begins) && text.trim() == text && !has_controls(text);
    let is_null = matches!(text, "~" | "null" | "Null" | "NULL");
    let is_indicator = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    let is_document = text.starts_with("...");
    let is_bracket = place == ScalarPlace::Flow && text.contains([',', '[', ']', '{', '}']);
    is_free && !is_null && !is_indicator && !is_document && !is_bracket
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scalar_has_quotes_where_it_needs_some_or_had_some() {
        let block = ScalarPlace::Block;
        for (text, written) in [
            ("miet", "miet"),
            ("2012", "2012"),
            ("a, b", "a, b"),
            ("a: b", "'a: b'"),
            ("it's", "it's"),
            ("'it", "'''it'"),
            ("", "''"),
            ("~", "'~'"),
            ("a\nb", "\"a\\nb\""),
            ("- a", "'- a'"),
        ] {
            assert_eq!(write_scalar(text, block), written);
        }
        assert_eq!(write_scalar("a, b", ScalarPlace::Flow), "'a, b'");
        assert_eq!(write_like("\"x\"", "a", block), "\"a\"");
        assert_eq!(write_like("'x'", "it's", block), "'it''s'");
        assert_eq!(write_like("x", "y", block), "y");
        assert_eq!(write_like("|\n  x\n", "y", block), "y\n");
    }
}
