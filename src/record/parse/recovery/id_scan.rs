//! Finds the id of a record in text that is no YAML.

use std::ops::Range;

use super::line::{Line, is_dash, lines};
use crate::record::model::id_fault;

/// Whether a line seems to give the id of an item: `id:` after any hyphens and spaces, or `- id` without its colon.
pub(super) fn is_id_line(line: &Line<'_>) -> bool {
    let content = line.content();
    let bare = content.trim_start_matches(|c| is_dash(c) || c == ' ' || c == '{');
    let has_hyphen = bare.len() < content.len();
    match after_id(bare) {
        Some(rest) => rest.trim_start().starts_with(':') || (has_hyphen && rest.starts_with(' ')),
        None => false,
    }
}

/// Returns what follows `id`, in quotes or without.
fn after_id(text: &str) -> Option<&str> {
    ["id", "\"id\"", "'id'"]
        .iter()
        .find_map(|key| text.strip_prefix(key))
}

/// Returns the range of the id in the source text of an item. `None` if there is none, or one that cannot be an id.
pub(super) fn find_id(text: &str, item: Range<usize>) -> Option<Range<usize>> {
    let mut found = lines(text, item.clone()).filter(is_id_line).take(1);
    let start = match found.next() {
        Some(line) => line.range.start + line.text.find("id")?,
        None => item.start + find_key(&text[item.clone()])?,
    };
    let rest = &text[start..item.end];
    let rest = rest.strip_prefix("id")?;
    let value = rest.trim_start_matches(['"', '\'', ':', ' ']);
    let end = value.find(['"', '\'', ',', '}', ' ', '\n', '\r', '#']);
    let value = &value[..end.unwrap_or(value.len())];
    let start = value.as_ptr() as usize - text.as_ptr() as usize;
    id_fault(value)
        .is_none()
        .then(|| start..start + value.len())
}

/// Returns the offset of the key `id` of a map in braces.
fn find_key(text: &str) -> Option<usize> {
    let mut at = text.match_indices("id").map(|(at, _)| at);
    at.find(|at| {
        let before = text[..*at].trim_end_matches(['"', '\'', ' ', '\n', '\r']);
        let after = text[at + 2..].trim_start_matches(['"', '\'', ' ']);
        before.ends_with(['{', ',', '-']) && after.starts_with(':')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_found_in_broken_text() {
        for item in [
            "- id: abc\n  name: [\n",
            "- {id: abc, name: {ru: A}\n",
            "- {name: A, \"id\" : \"abc\"\n",
            "- name: [\n  id: 'abc\n",
            "-id: abc",
            "- id:abc",
            "- id abc # x",
        ] {
            let id = find_id(item, 0..item.len()).map(|id| &item[id]);
            assert_eq!(id, Some("abc"), "{item}");
        }
        assert_eq!(find_id("- name: [id\n", 0..12), None);
    }
}
