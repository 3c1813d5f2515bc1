//! Reads the defaults of a list file whose YAML is broken.

use std::ops::Range;

use super::line::lines;
use crate::record::parse::yaml::{self, MapKey, Node, NodeData, YamlError};

/// Returns the defaults of a list file; empty if it has none. Fails if they are broken themselves.
pub(super) fn recover_defaults(
    text: &str,
    start: usize,
) -> Result<Vec<(MapKey<'_>, Node<'_>)>, YamlError> {
    let Some(range) = defaults_range(text, start) else {
        return Ok(Vec::new());
    };
    let node = yaml::parse(&text[range.clone()], range.start)?;
    let span = node.span;
    let defaults = match node.data {
        NodeData::Map(pairs) => pairs.into_iter().next().map(|(_, node)| node.data),
        NodeData::Null | NodeData::Scalar(_) | NodeData::List(_) => None,
    };
    match defaults {
        Some(NodeData::Map(defaults)) => Ok(defaults),
        _ => Err(YamlError::without_colon(span, text)),
    }
}

/// Returns where the items of a list file begin: after `records:`, else at `start`.
pub(super) fn records_start(text: &str, start: usize) -> usize {
    let mut all = lines(text, start..text.len());
    let records = all.find(|line| line.indent() == 0 && line.key() == Some("records"));
    records.map_or(start, |line| line.range.start + "records:".len())
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
