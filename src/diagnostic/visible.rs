//! Escapes foreign text for a terminal and for the log of a build server.
//!
//! Control characters can move the cursor, set the window title or start a line; format characters can be invisible or
//! change the direction of text. Each is replaced by an escape such as `\u{1b}`. In commands of build servers
//! (`##[group]`, `##vso[…]`) the bracket is escaped.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;
use std::path::Path;

/// Limit of a quoted text, in characters.
const MAX_QUOTE: usize = 80;

/// Limit of a list or a sentence of the program in a message, in characters.
const MAX_SENTENCE: usize = 400;

/// Whether a terminal would interpret a character or show nothing for it: `Cc`, line separators, and
/// `Default_Ignorable_Code_Point` except variation selectors, which emoji need.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a `[` after `text` would form a command of a build server.
fn begins_command(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '-')
        .ends_with("##")
}

fn push(out: &mut String, c: char) {
    if is_hidden(c) || (c == '[' && begins_command(out)) {
        // Writing to a `String` does not fail.
        _ = write!(out, "\\u{{{:x}}}", u32::from(c));
    } else {
        out.push(c);
    }
}

/// Escapes a text, line breaks included.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| is_hidden(c) || c == '[') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push(&mut out, c));
    Cow::Owned(out)
}

/// Escapes a quoted text, and truncates it to 80 characters with `…`.
pub fn quoted(text: &str) -> String {
    truncated(text, MAX_QUOTE)
}

/// Escapes a list or a sentence, and truncates it to 400 characters with `…`. Line breaks become `; `.
pub(super) fn sentence(text: &str) -> String {
    truncated(
        &text
            .replace("\r\n", "\n")
            .trim_end_matches('\n')
            .replace('\n', "; "),
        MAX_SENTENCE,
    )
}

fn truncated(text: &str, max: usize) -> String {
    let (mut out, mut length, mut end) = (String::new(), 0, 0);
    for c in text.chars() {
        let before = out.len();
        push(&mut out, c);
        length += out[before..].chars().count();
        if length < max {
            end = out.len();
        } else if length > max {
            out.truncate(end);
            out.push('…');
            break;
        }
    }
    out
}

/// Escapes a path without truncation.
pub fn visible_path(path: &Path) -> String {
    visible(&path.display().to_string()).into_owned()
}

/// Escapes an excerpt of a file except line feeds and tabs. Returns it with the new position of `range`.
pub(super) fn excerpt(text: &str, range: Range<usize>) -> (String, Range<usize>) {
    let mut out = String::with_capacity(text.len());
    let (mut start, mut end) = (None, None);
    for (index, c) in text.char_indices() {
        if index >= range.start {
            start.get_or_insert(out.len());
        }
        if index >= range.end {
            end.get_or_insert(out.len());
        }
        match c {
            '\n' | '\t' => out.push(c),
            '\r' if text[index..].starts_with("\r\n") => {}
            c => push(&mut out, c),
        }
    }
    let range = start.unwrap_or(out.len())..end.unwrap_or(out.len());
    (out, range)
}

/// Escapes text that is written to a terminal, except line feeds and, if `colours` is set, colour codes (`ESC [ … m`).
pub fn terminal(text: &str, colours: bool) -> Cow<'_, str> {
    if !text.contains(|c| (is_hidden(c) && c != '\n') || c == '[') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let colour = if colours { colour(rest) } else { 0 };
        if colour > 0 || c == '\n' {
            let length = colour.max(1);
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        } else {
            push(&mut out, c);
            rest = &rest[c.len_utf8()..];
        }
    }
    Cow::Owned(out)
}

/// Returns the length of the colour code (SGR, ECMA-48 §8.3.117) at the start of a text, in bytes; 0 if there is none.
fn colour(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("\x1b[") else {
        return 0;
    };
    let parameters = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b';')
        .count();
    if rest[parameters..].starts_with('m') {
        parameters + 3
    } else {
        0
    }
}

/// Escapes such characters in JSON. They occur only in strings, so the values do not change.
pub fn json_text(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\n' => out.push(c),
            c if is_hidden(c) || (c == '[' && begins_command(&out)) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    _ = write!(out, "\\u{unit:04x}");
                }
            }
            c => out.push(c),
        }
    }
    out
}

/// Returns a text as a string of TOML, with such characters as escapes.
pub fn toml_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if is_hidden(c) || (c == '[' && begins_command(&out)) => {
                _ = write!(out, "\\U{:08x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{excerpt, json_text, quoted, sentence, terminal, toml_string, visible};

    #[test]
    fn a_string_of_toml_is_read_as_the_same() {
        let text = "a \"b\" \\ ##[x]\n\u{202e}\u{9b}\u{e0041}é";
        let written = toml_string(text);
        assert!(!written.contains(['\n', '\u{202e}', '\u{9b}']), "{written}");
        let table = format!("a = {written}");
        let table = toml::de::DeTable::parse(&table).expect("TOML").into_inner();
        assert_eq!(table["a"].get_ref().as_str(), Some(text));
    }

    #[test]
    fn control_and_invisible_characters_are_escaped() {
        let hidden = "\0\x07\x08\t\n\r\x1b\x7f\u{80}\u{85}\u{9b}\u{9f}\u{ad}\u{61c}\u{200b}\u{200d}\u{200e}\u{200f}\
            \u{2028}\u{2029}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{feff}\u{fff9}\u{e0041}";
        for c in hidden.chars() {
            let shown = format!("a\\u{{{:x}}}b", u32::from(c));
            assert_eq!(visible(&format!("a{c}b")), shown);
            if c != '\n' {
                assert_eq!(terminal(&format!("a{c}b"), true), shown);
            }
        }
        assert_eq!(
            visible("Ёлка «№ 5» — 東京 é\u{301} ❤\u{fe0f}"),
            "Ёлка «№ 5» — 東京 é\u{301} ❤\u{fe0f}"
        );
    }

    #[test]
    fn a_quote_is_truncated() {
        assert_eq!(quoted(&"я".repeat(80)), "я".repeat(80));
        assert_eq!(quoted(&"я".repeat(81)), "я".repeat(79) + "…");
        let cut = quoted(&"\x1b".repeat(100));
        assert!(
            cut.ends_with("\\u{1b}…") && cut.chars().count() <= 80,
            "{cut}"
        );
        assert_eq!(sentence("a\nb\n"), "a; b");
    }

    #[test]
    fn commands_of_build_servers_are_escaped() {
        assert_eq!(
            visible("x ##[group]y ##vso[a]"),
            "x ##\\u{5b}group]y ##vso\\u{5b}a]"
        );
        assert_eq!(visible("## [a](b) #[c]"), "## [a](b) #[c]");
    }

    #[test]
    fn the_range_of_an_error_moves_with_its_text() {
        let text = "a\u{200b}b\r\nc\x1bmistake\u{202e}d";
        let start = text.find("mistake").expect("it");
        let (shown, range) = excerpt(text, start..start + 7);
        assert_eq!(
            (&*shown, &shown[range]),
            ("a\\u{200b}b\nc\\u{1b}mistake\\u{202e}d", "mistake")
        );
        assert_eq!(excerpt("a", 1..1), ("a".into(), 1..1));
    }

    #[test]
    fn only_colours_reach_the_terminal() {
        let text = "\x1b[1;31mred\x1b[0m\n\x1b[2J\x1b]0;t\x07\x1b[31";
        assert_eq!(
            terminal(text, true),
            "\x1b[1;31mred\x1b[0m\n\\u{1b}[2J\\u{1b}]0;t\\u{7}\\u{1b}[31"
        );
        assert_eq!(terminal("\x1b[0m", false), "\\u{1b}[0m");
    }

    #[test]
    fn json_values_do_not_change() {
        let value = serde_json::json!(["\u{9b}\u{202e}\u{e0041}##[x]\u{7f}"]);
        let text = json_text(&value.to_string());
        assert!(text.is_ascii(), "{text}");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text).expect("JSON"),
            value
        );
    }
}
