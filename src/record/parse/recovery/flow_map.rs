//! Cuts the text of a map in braces at its keys.

use std::ops::Range;

use super::brackets::Brackets;

/// Whether a part of a text is a map in braces.
pub(super) fn is_flow_map(text: &str, part: Range<usize>) -> bool {
    text[part].trim_start().starts_with('{')
}

/// Cuts a map in braces at its known keys. Keys within brackets that are closed belong to the values there.
pub(super) fn cut_flow_keys(
    text: &str,
    part: Range<usize>,
    is_known: &dyn Fn(&str) -> bool,
) -> Vec<Range<usize>> {
    let start = part.start + text[part.clone()].find('{').map_or(0, |at| at + 1);
    // The last brace ends this map, even if one within it is missing.
    let inner = text[start..part.end].trim_end();
    let inner = inner.strip_suffix('}').unwrap_or(inner);
    let end = start + inner.len();
    let mut brackets = Brackets::default();
    let mut keys: Vec<usize> = Vec::new();
    let mut is_key_next = true;
    for (at, c) in inner.char_indices() {
        if is_key_next && !c.is_whitespace() && key_at(&inner[at..]).is_some_and(is_known) {
            keys.push(at);
        }
        is_key_next = matches!(c, ',' | '{') || (is_key_next && c.is_whitespace());
        if let Some(opening) = brackets.read(at, c) {
            keys.truncate(keys.partition_point(|key| *key < opening));
        }
    }
    let ends = keys.iter().skip(1).copied().chain([end - start]);
    let cut = keys.iter().zip(ends);
    cut.map(|(key, end)| start + key..start + inner[..end].trim_end_matches(is_between).len())
        .collect()
}

/// Whether a character stands between two values.
fn is_between(c: char) -> bool {
    c == ',' || c.is_whitespace()
}

/// Returns the key that a text begins with, in quotes or without.
fn key_at(text: &str) -> Option<&str> {
    let bare = text.trim_start_matches(['"', '\'']);
    let end = bare.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')))?;
    let rest = bare[end..].trim_start_matches(['"', '\'']).trim_start();
    rest.starts_with(':').then_some(&bare[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_in_braces_is_cut_at_its_own_keys() {
        let is_known = |key: &str| ["id", "name", "short", "status", "members"].contains(&key);
        let cut = |text: &str| -> Vec<String> {
            let keys = cut_flow_keys(text, 0..text.len(), &is_known).into_iter();
            keys.map(|key| text[key].to_owned()).collect()
        };
        assert_eq!(
            cut("{id: a, name: {ru: A, en: B, short: c}"),
            ["id: a", "name: {ru: A, en: B", "short: c"]
        );
        assert_eq!(
            cut("{members: [{ref: x, status: planned}, y], \"id\": \"a\", short: \"b}"),
            [
                "members: [{ref: x, status: planned}, y]",
                "\"id\": \"a\"",
                "short: \"b"
            ]
        );
    }
}
