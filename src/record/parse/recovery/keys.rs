//! Cuts the text of a map at its top-level keys.

use std::collections::BTreeMap;
use std::ops::Range;

use super::line::{Line, lines};

/// Cuts a part of a text at the keys of its outermost map. Their indentation is that of most lines with a known key.
pub(super) fn cut_keys(
    text: &str,
    part: Range<usize>,
    is_known: &dyn Fn(&str) -> bool,
) -> Vec<Range<usize>> {
    let indent = key_indent(text, part.clone(), is_known);
    cut_at(text, part, |line| {
        let is_tab = line.text.trim_start_matches(' ').starts_with('\t');
        let is_list = line.indent() == indent && line.is_item();
        let is_nested = line.indent() > indent || is_list || is_tab;
        !(is_nested || line.is_empty() || line.is_closing())
    })
}

/// Cuts a part of a text at every known key, at most one column away from the indentation `indent`.
pub(super) fn cut_at_known(
    text: &str,
    part: Range<usize>,
    is_known: &dyn Fn(&str) -> bool,
) -> Vec<Range<usize>> {
    let indent = lines(text, part.clone())
        .next()
        .map_or(0, |line| line.indent());
    cut_at(text, part, |line| {
        line.indent().abs_diff(indent) <= 1 && line.key().is_some_and(is_known)
    })
}

fn cut_at(text: &str, part: Range<usize>, begins: impl Fn(&Line<'_>) -> bool) -> Vec<Range<usize>> {
    let mut keys: Vec<Range<usize>> = Vec::new();
    for line in lines(text, part) {
        match keys.last_mut() {
            Some(key) if !begins(&line) => key.end = line.range.end,
            _ => keys.push(line.range),
        }
    }
    keys
}

/// Returns the indentation of most lines with a known key. A first line that begins within a line does not count.
fn key_indent(text: &str, part: Range<usize>, is_known: &dyn Fn(&str) -> bool) -> usize {
    let is_within_line = part.start > 0 && !text[..part.start].ends_with(['\n', '\r']);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for line in lines(text, part).skip(usize::from(is_within_line)) {
        if line.key().is_some_and(is_known) {
            *counts.entry(line.indent()).or_default() += 1;
        }
    }
    let most = counts
        .into_iter()
        .max_by_key(|(indent, count)| (*count, std::cmp::Reverse(*indent)));
    most.map_or(0, |(indent, _)| indent)
}
