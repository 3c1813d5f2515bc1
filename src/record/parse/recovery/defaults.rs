//! Reads the defaults of a list file whose YAML is broken.

use std::ops::Range;

use super::line::lines;
use crate::record::parse::yaml::{self, MapKey, Node, NodeData};

/// Returns the defaults of a list file. Empty if it has none, or if they are broken themselves.
pub(super) fn recover_defaults(text: &str, start: usize) -> Vec<(MapKey<'_>, Node<'_>)> {
    let Some(range) = defaults_range(text, start) else {
        return Vec::new();
    };
    let Ok(node) = yaml::parse(&text[range.clone()], range.start) else {
        return Vec::new();
    };
    let NodeData::Map(pairs) = node.data else {
        return Vec::new();
    };
    match pairs.into_iter().next().map(|(_, node)| node.data) {
        Some(NodeData::Map(defaults)) => defaults,
        _ => Vec::new(),
    }
}

/// Returns the lines from `defaults:` to the next key that is not indented.
fn defaults_range(text: &str, start: usize) -> Option<Range<usize>> {
    let mut range: Option<Range<usize>> = None;
    for line in lines(text, start..text.len()) {
        let key = line.key().filter(|_| line.indent() == 0);
        match &mut range {
            None if line.text.starts_with("defaults:") => range = Some(line.range),
            Some(range) if key.is_none() && !line.is_item() => range.end = line.range.end,
            Some(_) => break,
            None => {}
        }
    }
    range
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_end_where_the_records_begin() {
        let found = |text: &str| defaults_range(text, 0);
        let defaults = "defaults:
  sources: [s]
  status: planned
";
        let text = format!(
            "{defaults}records:
- id: a
"
        );
        assert_eq!(found(&text), Some(0..defaults.len()));
        assert_eq!(
            found(
                "- id: a
  x: [
"
            ),
            None
        );
    }
}
