//! Parses a YAML document.

use granit_parser::Parser;

use super::error::YamlError;
use super::node::{Node, NodeData};
use super::tree_builder::{Budget, TreeBuilder};
use crate::diagnostic::Span;

/// The maximum nesting of lists and maps. Records need five levels.
const MAX_DEPTH: usize = 64;

/// Parses one document. `base` is the offset of the text in its file.
pub(in crate::record) fn parse(text: &str, base: usize) -> Result<Node<'_>, YamlError> {
    parse_within(text, base, &mut Budget::default())
}

/// Parses a part of a file as one document. The parts of a file share its budget.
pub(in crate::record) fn parse_within<'t>(
    text: &'t str,
    base: usize,
    budget: &mut Budget,
) -> Result<Node<'t>, YamlError> {
    let options = granit_parser::options! {
        emit_comments: false,
        disallow_directives: true,
        block_nesting_limit: MAX_DEPTH,
        flow_nesting_limit: MAX_DEPTH,
    };
    let mut events = Parser::new_from_str_with_options(text, options);
    let mut tree = TreeBuilder::new(budget);
    while let Some(event) = events.next_event() {
        let (event, at) = event.map_err(|error| YamlError::from_scan_error(&error, text, base))?;
        let range = at.byte_range().unwrap_or(0..0);
        let span = Span::new(range.start + base..range.end + base);
        tree.on_event(event, span)?;
    }
    let end = base + text.len();
    Ok(tree.finish().unwrap_or(Node {
        span: Span::new(end..end),
        data: NodeData::Null,
    }))
}

#[cfg(test)]
mod tests;
