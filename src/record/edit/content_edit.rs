//! Makes an edit of a content file.

use std::ops::Range;

use super::document::YamlDocument;
use super::model::{ContentEdit, EditFault, TextEdit};
use super::node_path::PathStep;
use super::scalar::{ScalarPlace, write_like};
use super::tree::YamlTree;
use crate::diagnostic::Span;
use crate::record::parse::front_matter::{FrontMatterSplit, split};
use crate::record::parse::yaml::NodeData;

/// Returns the ranges of a file that an edit changes, and their new text. Sorted; they do not overlap.
///
/// `is_markdown`: the YAML is front matter. Fails if the edited YAML would not be the same with exactly that edit.
pub fn edit_content(
    text: &str,
    is_markdown: bool,
    edit: &ContentEdit,
) -> Result<Vec<TextEdit>, EditFault> {
    edit_content_at_once(text, is_markdown, std::slice::from_ref(edit))
}

/// Returns the ranges of a file that several edits change, and their new text. The file is read once.
///
/// The paths of all edits are those of the file as it is, and must stay true while the edits are made one after another.
/// Fails if edits touch each other, or the edited YAML would not be the same with exactly these edits.
pub fn edit_content_at_once(
    text: &str,
    is_markdown: bool,
    edits: &[ContentEdit],
) -> Result<Vec<TextEdit>, EditFault> {
    let document = YamlDocument::read(text, is_markdown)?;
    let mut wanted = YamlTree::from(&document.root);
    let mut changes = Vec::new();
    for edit in edits {
        wanted.edit(edit)?;
        changes.extend(document.edit(edit)?);
    }
    changes.sort_by_key(|change| (change.span.start, change.span.end));
    let overlap = |pair: &[TextEdit]| pair[0].span.end > pair[1].span.start;
    if changes.windows(2).any(overlap) {
        return Err(EditFault::NotExact);
    }
    let edited = apply_text_edits(text, &changes);
    match read_tree(&edited, is_markdown) {
        Ok(found) if found == wanted => Ok(changes),
        _ => Err(EditFault::NotExact),
    }
}

/// Applies edits of one text, which are sorted and do not overlap.
pub fn apply_text_edits(text: &str, edits: &[TextEdit]) -> String {
    let mut edited = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        let range = edit.span.range();
        edited.push_str(&text[from..range.start]);
        edited.push_str(&edit.text);
        from = range.end;
    }
    edited.push_str(&text[from..]);
    edited
}

/// Returns the YAML of a file as a tree.
pub fn read_tree(text: &str, is_markdown: bool) -> Result<YamlTree, EditFault> {
    Ok(YamlTree::from(&YamlDocument::read(text, is_markdown)?.root))
}

/// Returns the lines of a node as they are written, with the comments that belong to it, and their indentation.
/// `None`: the node has no lines of its own.
pub fn text_of_node(
    text: &str,
    is_markdown: bool,
    path: &[PathStep],
) -> Result<Option<(String, usize)>, EditFault> {
    let document = YamlDocument::read(text, is_markdown)?;
    let node = document.node(path)?;
    let start = node.span.start as usize;
    let end = document
        .content_end(node)
        .filter(|end| document.ends_line(*end));
    let Some(end) = end.filter(|_| !document.is_flow(node)) else {
        return Ok(None);
    };
    let column = document.column(start);
    Ok(Some((
        text[start..document.line_end(end)].to_owned(),
        column,
    )))
}

impl YamlDocument<'_> {
    fn edit(&self, edit: &ContentEdit) -> Result<Vec<TextEdit>, EditFault> {
        match edit {
            ContentEdit::Replace { path, text } => self.replace(path, text),
            ContentEdit::ReplaceWith { path, value } => self.replace_with(path, value),
            ContentEdit::InsertKey {
                path,
                after,
                key,
                value,
            } => self.insert_key(path, after.as_deref(), &(key.clone(), value.clone())),
            ContentEdit::InsertItem { path, value } => self.insert_item(path, value),
            ContentEdit::Remove { path } => self.remove(path),
        }
    }

    fn replace_with(
        &self,
        path: &[PathStep],
        value: &YamlTree,
    ) -> Result<Vec<TextEdit>, EditFault> {
        let node = self.node(path)?;
        let place = match self.is_in_flow(path) {
            true => ScalarPlace::Flow,
            false => ScalarPlace::Block,
        };
        let written = value.in_line(place);
        let range = match &node.data {
            NodeData::Null => return self.fill_null(path, node, &written),
            NodeData::Scalar(_) => self.scalar_range(node),
            NodeData::List(_) | NodeData::Map(_) if self.is_flow(node) => node.span.range(),
            NodeData::List(_) | NodeData::Map(_) => return Err(EditFault::OtherForm),
        };
        match range.is_empty() {
            true => Err(EditFault::OtherForm),
            false => Ok(vec![TextEdit::new(range, written)]),
        }
    }

    fn replace(&self, path: &[PathStep], text: &str) -> Result<Vec<TextEdit>, EditFault> {
        let node = self.node(path)?;
        let place = match self.is_in_flow(path) {
            true => ScalarPlace::Flow,
            false => ScalarPlace::Block,
        };
        if YamlTree::from(node).text().is_none() || node.span.start == node.span.end {
            return Err(EditFault::OtherForm);
        }
        let range = self.scalar_range(node);
        let written = write_like(&self.text[range.clone()], text, place);
        Ok(vec![TextEdit::new(range, written)])
    }
}

/// Returns the span of a node. `None`: there is no such node, or the YAML cannot be read.
pub fn span_of_node(text: &str, is_markdown: bool, path: &[PathStep]) -> Option<Span> {
    let document = YamlDocument::read(text, is_markdown).ok()?;
    document.node(path).ok().map(|node| node.span)
}

/// Returns the range of the text below the front matter of a Markdown file.
pub fn body_range(text: &str) -> Range<usize> {
    match split(text) {
        FrontMatterSplit::Both { text, .. } | FrontMatterSplit::TextOnly(text) => text,
        FrontMatterSplit::Open(_) => text.len()..text.len(),
    }
}
