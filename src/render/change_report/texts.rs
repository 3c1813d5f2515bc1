//! Texts in Markdown: the words and the links that are gone or new.

use super::sides::{Sides, words};
use super::values::label;
use super::words::compared;
use crate::history::{ChangeLine, ChangePart};
use crate::site::Kind;

/// Limit of the words that are shown of one side.
const MOST_WORDS: usize = 40;

/// Limit of the links that are shown of one side.
const MOST_LINKS: usize = 12;

/// A text that differs.
pub(super) struct ChangedText<'d> {
    pub(super) key: &'d str,
    pub(super) language: &'d str,
    pub(super) gone: &'d [String],
    pub(super) new: &'d [String],
    /// The words of the old and the new text, in order.
    pub(super) words: [Vec<String>; 2],
}

/// Returns the lines of a text: its words, and its links.
pub(super) fn text_lines(
    sides: &Sides<'_>,
    kind: Option<&Kind>,
    text: &ChangedText<'_>,
) -> Vec<ChangeLine> {
    let own = match text.key {
        "text" => sides.word("change_text"),
        key => label(sides, kind, key),
    };
    let own = sides.in_language(own, text.language);
    let is_link = |part: &&String| part.starts_with("[[") && part.ends_with("]]");
    let (gone_links, gone): (Vec<_>, Vec<_>) = text.gone.iter().partition(is_link);
    let (new_links, new): (Vec<_>, Vec<_>) = text.new.iter().partition(is_link);
    let mut lines = Vec::new();
    let [old_words, new_words] = &text.words;
    let mut of_words = match gone.is_empty() && new.is_empty() {
        // Words in another order have the same words.
        true => Vec::new(),
        false => compared(old_words, new_words).unwrap_or_else(|| listed(&gone, &new)),
    };
    let mut of_links = links(sides, "− ", &gone_links);
    let added = links(sides, "+ ", &new_links);
    if !of_links.is_empty() && !added.is_empty() {
        of_links.push(words("; "));
    }
    of_links.extend(added);
    if of_words.is_empty() && of_links.is_empty() {
        of_words.push(words(sides.word("change_markup")));
    }
    if !of_words.is_empty() {
        lines.push(ChangeLine {
            label: own,
            language: sides.foreign(text.language),
            parts: of_words,
        });
    }
    if !of_links.is_empty() {
        lines.push(ChangeLine {
            label: sides.in_language(sides.word("change_links"), text.language),
            language: String::new(),
            parts: of_links,
        });
    }
    lines
}

/// Returns the words that are gone and those that are new, without their order.
fn listed(gone: &[&String], new: &[&String]) -> Vec<ChangePart> {
    let mut parts = Vec::new();
    if !gone.is_empty() {
        parts.extend([words("− "), ChangePart::Gone(cut(gone))]);
    }
    if !new.is_empty() {
        let sign = if gone.is_empty() { "+ " } else { " + " };
        parts.extend([words(sign), ChangePart::New(cut(new))]);
    }
    parts
}

fn cut(parts: &[&String]) -> String {
    let shown: Vec<&str> = parts
        .iter()
        .take(MOST_WORDS)
        .map(|word| word.as_str())
        .collect();
    let more = if parts.len() > MOST_WORDS { " …" } else { "" };
    format!("{}{more}", shown.join(" "))
}

/// Returns where links lead: records by their titles, all else as it is written.
fn links(sides: &Sides<'_>, sign: &str, links: &[&String]) -> Vec<ChangePart> {
    let mut parts = Vec::new();
    for link in links.iter().take(MOST_LINKS) {
        if !parts.is_empty() {
            parts.push(words(", "));
        }
        parts.push(words(sign));
        let target = link.trim_start_matches("[[").trim_end_matches("]]");
        let record = target.split('#').next().unwrap_or_default();
        parts.push(match sides.record(record) {
            ChangePart::Words(_) if sign == "− " => ChangePart::Gone(target.to_owned()),
            ChangePart::Words(_) => ChangePart::New(target.to_owned()),
            record => record,
        });
    }
    if links.len() > MOST_LINKS {
        parts.push(words(" …"));
    }
    parts
}
