//! Facts: the values of the placeholders in messages, and their length limits.

use super::visible;

/// Limit of a fact that quotes a file, in characters.
const MAX_QUOTE: usize = 200;

/// Limit of a fact that is a sentence of the program or a list, in characters.
const MAX_SENTENCE: usize = 1000;

/// Truncates the value of a fact to its limit, with `…` at the end.
pub(super) fn truncated(fact: &str, mut value: String) -> String {
    let max = if is_sentence(fact) {
        MAX_SENTENCE
    } else {
        MAX_QUOTE
    };
    if value.len() > max
        && let Some((end, _)) = value.char_indices().nth(max)
    {
        value.truncate(end);
        value.push('…');
    }
    value
}

/// Formats a fact for a message, by its name and value.
pub(super) type FormatFact = fn(&str, &str) -> String;

/// Returns the value unchanged, for formats with escaping of their own.
pub(super) fn raw(_: &str, value: &str) -> String {
    value.to_owned()
}

/// Returns the value for a terminal or a log: control characters are escaped, and the length is limited.
pub(super) fn printable(fact: &str, value: &str) -> String {
    if is_printed_as_sentence(fact) {
        visible::sentence(value)
    } else {
        visible::quoted(value)
    }
}

/// Fills the placeholders `{name}` of a pattern. `None` if a fact is missing.
pub(super) fn fill(
    pattern: &str,
    facts: &[(&'static str, String)],
    format: FormatFact,
) -> Option<String> {
    let mut text = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        text.push_str(before);
        text.push_str(&format(
            name,
            &facts.iter().find(|(fact, _)| *fact == name)?.1,
        ));
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

/// Whether a fact is a sentence of the program or a list. The English form of a fact is called `…_en`.
fn is_sentence(fact: &str) -> bool {
    is_printed_as_sentence(fact) || fact.strip_suffix("_en").unwrap_or(fact) == "codes"
}

fn is_printed_as_sentence(fact: &str) -> bool {
    matches!(
        fact.strip_suffix("_en").unwrap_or(fact),
        "words" | "expected" | "advice" | "example" | "known" | "values" | "what" | "path"
    )
}
