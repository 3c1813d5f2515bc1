//! Cuts the text of a list at its items.

use std::collections::BTreeMap;
use std::ops::Range;

use super::id_scan::is_id_line;
use super::line::{Line, lines};

/// How many columns more than its list an item's `id` may be indented.
const MAX_ID_INDENT: usize = 3;

/// Cuts the text from `start` on at its items. An item begins with a hyphen at the indentation of the list, or with an
/// `id` where the item before has one already. Lines that belong to no item are left out.
pub(super) fn cut_items(text: &str, start: usize) -> Vec<Range<usize>> {
    let indent = list_indent(text, start);
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut has_id = true;
    let mut is_open = false;
    for line in lines(text, start..text.len()) {
        let is_id = line.indent() <= indent + MAX_ID_INDENT && is_id_line(&line);
        let begins = line.is_item() && line.indent() == indent;
        if begins || (is_id && has_id) {
            items.push(line.range.clone());
            is_open = true;
            has_id = is_id;
            continue;
        }
        has_id |= is_id;
        is_open &= !is_document_mark(&line);
        if let Some(item) = items.last_mut()
            && is_open
        {
            item.end = line.range.end;
        }
    }
    items
}

/// Returns the indentation of the hyphens: that of most lines with `- id:`, else that of the first item.
fn list_indent(text: &str, start: usize) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let mut first = None;
    for line in lines(text, start..text.len()).filter(Line::is_item) {
        first.get_or_insert(line.indent());
        if is_id_line(&line) {
            *counts.entry(line.indent()).or_default() += 1;
        }
    }
    let most = counts
        .into_iter()
        .max_by_key(|(indent, count)| (*count, std::cmp::Reverse(*indent)));
    most.map(|(indent, _)| indent).or(first).unwrap_or(0)
}

/// Whether a line separates documents.
fn is_document_mark(line: &Line<'_>) -> bool {
    matches!(line.text.trim_end(), "---" | "...")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let items = cut_items(text, 0).into_iter();
        items.map(|item| text[item].trim_end()).collect()
    }

    #[test]
    fn items_are_cut_where_they_begin_even_with_a_broken_hyphen() {
        assert_eq!(
            cut("- id: a\n  x: [\n   - y\n- id: b\n"),
            ["- id: a\n  x: [\n   - y", "- id: b"]
        );
        for hyphen in [
            "-id: b", " id: b", "-- id: b", "id: b", " - id: b", "- id b",
        ] {
            let text = format!("- id: a\n  name: A\n{hyphen}\n  name: B\n");
            assert_eq!(
                cut(&text),
                ["- id: a\n  name: A", &format!("{hyphen}\n  name: B")]
            );
        }
        assert_eq!(
            cut("defaults:\n  sources:\n  - s\nrecords:\n - id: a\n - id: b\n"),
            [" - id: a", " - id: b"]
        );
    }
}
