//! Text from outside, made visible for a terminal and for the log of a build server.
//!
//! Control characters move the cursor, set the window's title or begin a line of their own; format characters turn the
//! direction of a text or show nothing. Each becomes an escape such as `\u{1b}`. Build servers obey commands within a
//! line, too (`##[group]`, `##vso[…]`): their bracket is escaped.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;
use std::path::Path;

/// The longest text that a message quotes, in characters.
const LONGEST_QUOTE: usize = 80;

/// The longest list, or sentence of the program itself, within a message, in characters.
const LONGEST_SENTENCE: usize = 400;

/// Whether a terminal would obey a character or show nothing for it: `Cc`, line separators, and those of
/// `Default_Ignorable_Code_Point` but for variation selectors, which belong to emoji.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a `[` after a text would complete a command of a build server.
fn begins_command(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '-').ends_with("##")
}

fn push(out: &mut String, c: char) {
    if is_hidden(c) || (c == '[' && begins_command(out)) {
        // Writing to a text does not fail.
        _ = write!(out, "\\u{{{:x}}}", u32::from(c));
    } else {
        out.push(c);
    }
}

/// The whole text on one line.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| is_hidden(c) || c == '[') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push(&mut out, c));
    Cow::Owned(out)
}

/// A text that a message quotes, on one line, cut at 80 characters with `…`.
pub fn quoted(text: &str) -> String {
    shortened(text, LONGEST_QUOTE)
}

/// A list or a sentence within a message, on one line, cut at 400 characters with `…`.
pub(super) fn sentence(text: &str) -> String {
    shortened(&text.replace("\r\n", "\n").trim_end_matches('\n').replace('\n', "; "), LONGEST_SENTENCE)
}

fn shortened(text: &str, longest: usize) -> String {
    let (mut out, mut length, mut end) = (String::new(), 0, 0);
    for c in text.chars() {
        let before = out.len();
        push(&mut out, c);
        length += out[before..].chars().count();
        if length < longest {
            end = out.len();
        } else if length > longest {
            out.truncate(end);
            out.push('…');
            break;
        }
    }
    out
}

/// A path as messages show it: whole, because it is what somebody opens.
pub fn visible_path(path: &Path) -> String {
    visible(&path.display().to_string()).into_owned()
}

/// A part of a file as it is shown around a mistake, and the range of the mistake in it. Lines and tabs stay.
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

/// Lines for a terminal: the last door, behind which no control character is left but the ends of lines and, where the
/// program colours its messages, its own colours (`ESC [ … m`).
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

/// The length of the colour code (SGR, ECMA-48 §8.3.117) with which a text begins, in bytes. 0: it begins with none.
fn colour(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("\x1b[") else { return 0 };
    let parameters = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
    if rest[parameters..].starts_with('m') { parameters + 3 } else { 0 }
}

/// JSON in which every such character is escaped. They stand in strings only, so the values stay as they are.
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

#[cfg(test)]
mod tests {
    use super::{excerpt, json_text, quoted, sentence, terminal, visible};

    #[test]
    fn what_a_terminal_obeys_or_hides_is_shown() {
        let hidden = "\0\x07\x08\t\n\r\x1b\x7f\u{80}\u{85}\u{9b}\u{9f}\u{ad}\u{61c}\u{200b}\u{200d}\u{200e}\u{200f}\
            \u{2028}\u{2029}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{feff}\u{fff9}\u{e0041}";
        for c in hidden.chars() {
            let shown = format!("a\\u{{{:x}}}b", u32::from(c));
            assert_eq!(visible(&format!("a{c}b")), shown);
            if c != '\n' {
                assert_eq!(terminal(&format!("a{c}b"), true), shown);
            }
        }
        assert_eq!(visible("Ёлка «№ 5» — 東京 é\u{301} ❤\u{fe0f}"), "Ёлка «№ 5» — 東京 é\u{301} ❤\u{fe0f}");
    }

    #[test]
    fn a_quote_is_cut() {
        assert_eq!(quoted(&"я".repeat(80)), "я".repeat(80));
        assert_eq!(quoted(&"я".repeat(81)), "я".repeat(79) + "…");
        let cut = quoted(&"\x1b".repeat(100));
        assert!(cut.ends_with("\\u{1b}…") && cut.chars().count() <= 80, "{cut}");
        assert_eq!(sentence("a\nb\n"), "a; b");
    }

    #[test]
    fn commands_of_build_servers_are_broken() {
        assert_eq!(visible("x ##[group]y ##vso[a]"), "x ##\\u{5b}group]y ##vso\\u{5b}a]");
        assert_eq!(visible("## [a](b) #[c]"), "## [a](b) #[c]");
    }

    #[test]
    fn the_range_of_a_mistake_moves_with_its_text() {
        let text = "a\u{200b}b\r\nc\x1bmistake\u{202e}d";
        let start = text.find("mistake").expect("it");
        let (shown, range) = excerpt(text, start..start + 7);
        assert_eq!((&*shown, &shown[range]), ("a\\u{200b}b\nc\\u{1b}mistake\\u{202e}d", "mistake"));
        assert_eq!(excerpt("a", 1..1), ("a".into(), 1..1));
    }

    #[test]
    fn only_colours_pass_the_last_door() {
        let text = "\x1b[1;31mred\x1b[0m\n\x1b[2J\x1b]0;t\x07\x1b[31";
        assert_eq!(terminal(text, true), "\x1b[1;31mred\x1b[0m\n\\u{1b}[2J\\u{1b}]0;t\\u{7}\\u{1b}[31");
        assert_eq!(terminal("\x1b[0m", false), "\\u{1b}[0m");
    }

    #[test]
    fn json_means_the_same() {
        let value = serde_json::json!(["\u{9b}\u{202e}\u{e0041}##[x]\u{7f}"]);
        let text = json_text(&value.to_string());
        assert!(text.is_ascii(), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("JSON"), value);
    }
}
