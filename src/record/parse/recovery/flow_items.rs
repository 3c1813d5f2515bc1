//! Cuts the text of a list in brackets at its items.

use std::ops::Range;

use super::brackets::Brackets;

/// Returns the text within the bracket that a list begins with, after blank lines and comments. `None` if it begins with
/// none.
fn list_content(text: &str, start: usize) -> Option<usize> {
    let mut rest = text[start..].trim_start();
    while rest.starts_with('#') {
        let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
        rest = rest[line..].trim_start();
    }
    let inner = rest.strip_prefix('[')?;
    Some(text.len() - inner.len())
}

/// Cuts a list in brackets at its items, each a map in braces. An item begins with a brace that no other item holds, or
/// that an `id` follows. `None` if the list has no brackets.
pub(super) fn cut_flow_items(text: &str, start: usize) -> Option<Vec<Range<usize>>> {
    let start = list_content(text, start)?;
    let inner = &text[start..];
    let mut brackets = Brackets::default();
    let mut starts: Vec<usize> = Vec::new();
    let mut is_item_next = true;
    for (at, c) in inner.char_indices() {
        let begins = c == '{' && is_item_next;
        if begins && (brackets.depth() == 0 || begins_with_id(&inner[at + 1..])) {
            brackets.close_to(0);
            starts.push(at);
        }
        is_item_next = matches!(c, ',' | '}') || (is_item_next && c.is_whitespace());
        brackets.read(at, c);
    }
    let ends = starts.iter().skip(1).copied().chain([inner.len()]);
    let is_between = |c: char| matches!(c, ',' | ']') || c.is_whitespace();
    let cut = starts.iter().zip(ends);
    let range = |(item, end): (&usize, usize)| {
        start + item..start + inner[..end].trim_end_matches(is_between).len()
    };
    Some(cut.map(range).collect())
}

/// Whether the first key of a map is `id`.
fn begins_with_id(text: &str) -> bool {
    let bare = text.trim_start().trim_start_matches(['"', '\'']);
    bare.strip_prefix("id").is_some_and(|rest| {
        let rest = rest.trim_start_matches(['"', '\'']).trim_start();
        rest.starts_with(':')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_in_brackets_is_cut_at_its_items() {
        let cut = |text: &str| -> Option<Vec<String>> {
            let items = cut_flow_items(text, 0)?.into_iter();
            Some(items.map(|item| text[item].to_owned()).collect())
        };
        let items = |items: &[&str]| Some(items.iter().map(|item| (*item).to_owned()).collect());
        assert_eq!(
            cut("# x\n[ {id: a, name: {ru: A}, {id: b, x: [{y: 1}]},\n{name: C, id: c} ]\n"),
            items(&[
                "{id: a, name: {ru: A}",
                "{id: b, x: [{y: 1}]}",
                "{name: C, id: c}"
            ])
        );
        assert_eq!(
            cut("[{\"id\": \"a\"}}, {\"id\": \"b\"}"),
            items(&["{\"id\": \"a\"}}", "{\"id\": \"b\"}"])
        );
        assert_eq!(cut("- id: a\n"), None);
    }
}
