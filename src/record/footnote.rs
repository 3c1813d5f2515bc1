//! Footnotes of a text, and citations of sources, which are written alike: `[^id]`.

use pulldown_cmark::CowStr;

use crate::escape;

/// `before [^id] after`, if there is a citation in the text.
pub(super) fn citation(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        // A single character is much quicker to look for than two.
        let open = from + escape::plain(&text[from..], |byte| byte == b'[');
        if open == text.len() {
            return None;
        }
        let Some(inside) = text[open + 1..].strip_prefix('^') else {
            from = open + 1;
            continue;
        };
        let close = inside.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c)))?;
        if close > 0 && inside[close..].starts_with(']') {
            return Some((&text[..open], &inside[..close], &inside[close + 1..]));
        }
        from = open + 2;
    }
}

/// The anchor of the footnote with a name.
pub(super) fn anchor<'t>(name: &str) -> CowStr<'t> {
    let name: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    format!("fn-{name}").into()
}

/// a, b … z, aa, ab …
pub(super) fn letter(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + (number % 26) as u8));
        if number < 26 {
            return letters.into_iter().rev().collect();
        }
        number = number / 26 - 1;
    }
}
