//! The outline of YAML: its keys and items, whether or not it parses.

use std::ops::Range;

use crate::diagnostic::Span;
use crate::record::edit::{NodePath, PathStep};
use crate::record::parse::front_matter::{FrontMatterSplit, split};

/// The keys and items of a YAML text, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct YamlOutline {
    /// The range of the YAML in its file.
    pub range: Range<usize>,
    /// The keys and items.
    pub entries: Vec<OutlineEntry>,
    /// The lists and maps in brackets.
    pub(super) flows: Vec<FlowRange>,
}

/// A key or an item.
#[derive(Clone, Debug, PartialEq)]
pub struct OutlineEntry {
    /// The key or item that holds it, by its index. `None`: it stands at the top.
    pub parent: Option<usize>,
    /// Whether it is a key or an item.
    pub part: OutlinePart,
    /// The range of the key as written, or of the hyphen; empty for an item in brackets.
    pub span: Span,
    /// The form of its value.
    pub form: ValueForm,
    /// The range of its scalar as written, with quotes, or of its brackets; empty if it has neither.
    pub value: Span,
    /// Its column in bytes; that of its owner within brackets.
    pub column: usize,
    /// Whether it stands within brackets.
    pub is_flow: bool,
    /// Whether a colon follows the key.
    pub has_colon: bool,
}

/// A key or an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutlinePart {
    /// A key with its text.
    Key(String),
    /// An item of a list.
    Item,
}

/// The form of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueForm {
    /// There is none, or it is a map or list in block style.
    Open,
    /// A plain or quoted scalar.
    Scalar,
    /// A block scalar.
    Block,
    /// A list or map in brackets.
    Flow,
}

/// A list or map in brackets.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FlowRange {
    pub(super) range: Range<usize>,
    /// The entry whose value it is. `None`: it is the whole text.
    pub(super) owner: Option<usize>,
    pub(super) is_map: bool,
}

impl YamlOutline {
    /// Reads the outline of a content file. In Markdown it is that of the front matter, which need not be closed.
    pub fn of_file(text: &str, is_markdown: bool) -> YamlOutline {
        let range = match is_markdown {
            false => text.len() - text.trim_start_matches('\u{feff}').len()..text.len(),
            true => match split(text) {
                FrontMatterSplit::Both { yaml, .. } => yaml,
                FrontMatterSplit::Open(fence) => fence.end..text.len(),
                FrontMatterSplit::TextOnly(text) => text.start..text.start,
            },
        };
        YamlOutline::read(text, range)
    }

    /// Returns the text of a key. `None` for an item.
    pub fn key(&self, entry: usize) -> Option<&str> {
        match &self.entries[entry].part {
            OutlinePart::Key(text) => Some(text),
            OutlinePart::Item => None,
        }
    }

    /// Returns the keys or items that an entry holds; those at the top for `None`.
    pub fn children(&self, parent: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        let first = parent.map_or(0, |parent| parent + 1);
        let entries = self.entries.iter().enumerate().skip(first);
        entries
            .take_while(move |(_, entry)| parent.is_none() || entry.parent >= parent)
            .filter(move |(_, entry)| entry.parent == parent)
            .map(|(index, _)| index)
    }

    /// Returns the path of an entry from the root.
    pub fn path(&self, entry: usize) -> NodePath {
        let mut path = NodePath::new();
        let mut next = Some(entry);
        while let Some(entry) = next {
            let parent = self.entries[entry].parent;
            path.push(match &self.entries[entry].part {
                OutlinePart::Key(text) => PathStep::Key(text.clone()),
                OutlinePart::Item => {
                    let before = self.children(parent).take_while(|other| *other < entry);
                    PathStep::Item(before.count())
                }
            });
            next = parent;
        }
        path.reverse();
        path
    }

    /// Returns the text of the scalar of an entry without quotes. `None`: it has another value.
    pub fn scalar<'t>(&self, entry: usize, text: &'t str) -> Option<&'t str> {
        let entry = &self.entries[entry];
        let written = text.get(entry.value.range())?;
        (entry.form == ValueForm::Scalar).then(|| written.trim_matches(['"', '\'']))
    }

    /// Returns the end of the last thing that belongs to an entry, in bytes.
    pub fn end(&self, entry: usize) -> usize {
        let own = &self.entries[entry];
        let within = self.entries[entry + 1..]
            .iter()
            .take_while(|other| other.parent.is_some_and(|parent| parent >= entry));
        let ends = within
            .chain([own])
            .map(|entry| entry.value.end.max(entry.span.end));
        ends.max().unwrap_or(own.span.end) as usize
    }
}
