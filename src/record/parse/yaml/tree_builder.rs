//! Builds a tree of nodes from the events of the YAML parser, within limits.

use std::collections::HashMap;

use granit_parser::{Event, ScalarStyle};

use super::error::YamlError;
use super::node::{MapKey, Node, NodeData};
use crate::diagnostic::Span;
use crate::text::folding::nfc;
use crate::text::is_blank;

/// The maximum number of nodes that aliases may add to a file.
const MAX_COPIES: usize = 10_000;

/// The maximum number of values in a file. A node takes twenty times the memory of its shortest text.
pub(in crate::record) const MAX_NODES: usize = 500_000;

/// An open list or map: the span of its start, its YAML anchor, and its items so far.
enum Frame<'t> {
    List(Span, usize, Vec<Node<'t>>),
    Map(Span, usize, Vec<(MapKey<'t>, Node<'t>)>, Option<MapKey<'t>>),
}

/// What one file has used of its limits.
#[derive(Debug, Default)]
pub(in crate::record) struct Budget {
    nodes: usize,
    copies: usize,
}

/// Builds the tree. Keeps anchored nodes for aliases, and counts nodes, copies and documents.
pub(super) struct TreeBuilder<'t, 'b> {
    open: Vec<Frame<'t>>,
    root: Option<Node<'t>>,
    anchors: HashMap<usize, Node<'t>>,
    budget: &'b mut Budget,
    documents: usize,
}

impl<'t, 'b> TreeBuilder<'t, 'b> {
    pub(super) fn new(budget: &'b mut Budget) -> TreeBuilder<'t, 'b> {
        TreeBuilder {
            open: Vec::with_capacity(8),
            root: None,
            anchors: HashMap::new(),
            budget,
            documents: 0,
        }
    }

    /// Returns the root node. `None` if the document is empty.
    pub(super) fn finish(self) -> Option<Node<'t>> {
        self.root
    }

    /// Processes the next event of the parser.
    pub(super) fn on_event(&mut self, event: Event<'t>, span: Span) -> Result<(), YamlError> {
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, _) => {
                // A key keeps its text, even if it would be null as a value.
                let is_key = matches!(self.open.last(), Some(Frame::Map(_, _, _, None)));
                let is_word = matches!(&*text, "~" | "null" | "Null" | "NULL");
                let is_null = is_word && style == ScalarStyle::Plain || is_blank(&text);
                let is_null = is_null && !is_key;
                (
                    Node {
                        span,
                        data: if is_null {
                            NodeData::Null
                        } else {
                            NodeData::Scalar(nfc(text))
                        },
                    },
                    anchor,
                )
            }
            Event::SequenceStart(_, anchor, _) => {
                self.open.push(Frame::List(span, anchor, Vec::new()));
                return Ok(());
            }
            Event::MappingStart(_, anchor, _) => {
                self.open
                    .push(Frame::Map(span, anchor, Vec::with_capacity(8), None));
                return Ok(());
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(frame) => close(frame, span),
                None => return Ok(()),
            },
            Event::Alias(anchor) => (self.alias(anchor, span)?, 0),
            Event::DocumentStart(..) => return self.start_document(span),
            _ => return Ok(()),
        };
        if anchor > 0 {
            self.count_copies(node.size(), span)?;
            self.anchors.insert(anchor, node.clone());
        }
        self.add(node, span)
    }

    /// Adds a node to the innermost open list or map.
    fn add(&mut self, node: Node<'t>, span: Span) -> Result<(), YamlError> {
        let is_key = matches!(self.open.last(), None | Some(Frame::Map(_, _, _, None)));
        self.budget.nodes += usize::from(!is_key);
        if self.budget.nodes > MAX_NODES {
            let words = format!("в файле больше {MAX_NODES} значений");
            let words_en = format!("the file has more than {MAX_NODES} values");
            return Err(YamlError {
                span,
                words,
                words_en,
                limit: true,
                advice: None,
            });
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Frame::List(_, _, items)) => items.push(node),
            Some(Frame::Map(_, _, pairs, name)) => match name.take() {
                Some(name) => pairs.push((name, node)),
                None => *name = Some(map_key(node)?),
            },
        }
        Ok(())
    }

    /// Returns a copy of the node with an anchor.
    fn alias(&mut self, anchor: usize, span: Span) -> Result<Node<'t>, YamlError> {
        let Some(node) = self.anchors.get(&anchor) else {
            return Err(YamlError::new(span, "нет такого якоря", "unknown alias"));
        };
        let (size, data) = (node.size(), node.data.clone());
        self.count_copies(size, span)?;
        Ok(Node { span, data })
    }

    fn start_document(&mut self, span: Span) -> Result<(), YamlError> {
        self.documents += 1;
        if self.documents > 1 {
            let (ru, en) = (
                "здесь начинается второй документ",
                "a second document begins here",
            );
            return Err(YamlError::new(span, ru, en));
        }
        Ok(())
    }

    /// Counts the nodes that an anchor stores or an alias repeats.
    fn count_copies(&mut self, size: usize, span: Span) -> Result<(), YamlError> {
        self.budget.copies += size;
        if self.budget.copies <= MAX_COPIES {
            return Ok(());
        }
        let words = format!("ссылки * копируют больше {MAX_COPIES} значений");
        let words_en = format!("aliases copy more than {MAX_COPIES} values");
        Err(YamlError {
            span,
            words,
            words_en,
            limit: true,
            advice: None,
        })
    }
}

/// Returns the node of a list or map that ends, and its YAML anchor.
fn close(frame: Frame<'_>, end: Span) -> (Node<'_>, usize) {
    match frame {
        Frame::List(start, anchor, items) => {
            let span = collection_span(
                start,
                end,
                items.first().map(|n| n.span),
                items.last().map(|n| n.span),
            );
            (
                Node {
                    span,
                    data: NodeData::List(items),
                },
                anchor,
            )
        }
        Frame::Map(start, anchor, pairs, _) => {
            let first = pairs.first().map(|(name, _)| name.span);
            let span = collection_span(start, end, first, pairs.last().map(|(_, node)| node.span));
            (
                Node {
                    span,
                    data: NodeData::Map(pairs),
                },
                anchor,
            )
        }
    }
}

/// Converts the node of a key. An empty node is an empty key.
fn map_key(node: Node<'_>) -> Result<MapKey<'_>, YamlError> {
    match node.data {
        NodeData::Scalar(text) => Ok(MapKey {
            text,
            span: node.span,
        }),
        NodeData::Null => Ok(MapKey {
            text: "".into(),
            span: node.span,
        }),
        _ => {
            let (ru, en) = (
                "список или поля не могут быть именем поля",
                "a list or map cannot be a key",
            );
            Err(YamlError::new(node.span, ru, en))
        }
    }
}

/// Returns the span of a collection: from bracket to bracket in flow style, else from its first to its last item. The
/// events of a block collection are empty.
fn collection_span(start: Span, end: Span, first: Option<Span>, last: Option<Span>) -> Span {
    if start.end > start.start {
        return Span {
            start: start.start,
            end: end.end.max(start.end),
        };
    }
    let start = first.map_or(start.start, |first| first.start);
    Span {
        start,
        end: last.map_or(start, |last| last.end.max(start)),
    }
}
