//! A content file in which something is looked for.

use std::ops::Range;

use super::context::Context;
use super::position::TextPosition;
use super::text_range::PositionedText;
use crate::diagnostic::Span;
use crate::record::{NodePath, PathStep, TextCursor, YamlCursor, YamlOutline, body_range};
use crate::site::{KindIx, Language, Site};
use crate::source::SourcePath;
use crate::text::lines::split_lines;

/// A content file with its outline.
pub(super) struct ContentFile<'a> {
    pub(super) path: SourcePath,
    pub(super) at: PositionedText<'a>,
    /// The kind of its records; `None` for a free page or an introduction.
    pub(super) kind: Option<KindIx>,
    pub(super) is_markdown: bool,
    /// The language of a translation.
    pub(super) translates: Option<Language>,
    pub(super) outline: YamlOutline,
    /// The text below the front matter.
    pub(super) body: Range<usize>,
}

/// What stands at a byte of a content file.
pub(super) enum FileCursor {
    /// A key or a value.
    Yaml(YamlCursor),
    /// A part of a text in Markdown.
    Text(TextCursor),
}

/// The keys that lead to a place within a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RecordPath {
    /// The entry of the outline that is the record. `None`: the whole front matter.
    pub(super) record: Option<usize>,
    /// The keys from the record on.
    pub(super) keys: Vec<String>,
}

impl<'a> ContentFile<'a> {
    /// Returns a content file. `None`: there is none at this path.
    pub(super) fn read(context: Context<'a>, path: &SourcePath) -> Option<ContentFile<'a>> {
        let inside = path.as_str().strip_prefix("content/")?;
        let is_markdown = inside.ends_with(".md");
        if !is_markdown && !inside.ends_with(".yaml") && !inside.ends_with(".yml") {
            return None;
        }
        let at = context.positioned(path.as_str())?;
        let site = context.site();
        let folder = inside.split('/').next().unwrap_or_default();
        let is_introduction = inside
            .rsplit('/')
            .next()
            .is_some_and(|name| name.starts_with("_index."));
        let kind = site.vocabulary.kind_in(folder).filter(|_| !is_introduction);
        let body = match is_markdown {
            true => body_range(at.text),
            false => at.text.len()..at.text.len(),
        };
        Some(ContentFile {
            path: path.clone(),
            kind,
            is_markdown,
            translates: language_of(inside, site),
            outline: YamlOutline::of_file(at.text, is_markdown),
            body,
            at,
        })
    }

    /// Returns what stands at a position. `None`: nothing that is known.
    pub(super) fn cursor(&self, position: TextPosition) -> Option<(usize, FileCursor)> {
        let text = self.at.text;
        let at = self.at.lines.offset(text, position, self.at.encoding);
        if self.is_markdown && at >= self.body.start && self.body.start > self.outline.range.end {
            return Some((
                at,
                FileCursor::Text(TextCursor::at(text, self.body.start, at)),
            ));
        }
        let cursor = self.outline.at(text, at)?;
        Some((at, FileCursor::Yaml(cursor)))
    }

    /// Returns the keys that lead to an entry from its record. `None`: it is in none.
    pub(super) fn record_path(&self, owner: Option<usize>) -> Option<RecordPath> {
        let mut entries = Vec::new();
        let mut next = owner;
        while let Some(entry) = next {
            entries.push(entry);
            next = self.outline.entries[entry].parent;
        }
        entries.reverse();
        let mut record = None;
        if !self.is_markdown {
            let is_key = |entry: Option<&usize>, key: &str| {
                entry.is_some_and(|entry| self.outline.key(*entry) == Some(key))
            };
            let skipped = match entries.first() {
                Some(_) if is_key(entries.first(), "defaults") => 1,
                Some(_) if is_key(entries.first(), "records") => 2,
                first => usize::from(first.is_some_and(|entry| self.outline.key(*entry).is_none())),
            };
            if skipped == 0 || skipped > entries.len() {
                return None;
            }
            record = Some(entries[skipped - 1]);
            entries.drain(..skipped);
        }
        let keys = entries.iter().filter_map(|entry| self.outline.key(*entry));
        Some(RecordPath {
            record,
            keys: keys.map(str::to_owned).collect(),
        })
    }

    /// Returns the entries of the records of a list; none in Markdown.
    pub(super) fn record_entries(&self) -> Vec<usize> {
        if self.is_markdown {
            return Vec::new();
        }
        let mut top = self.outline.children(None);
        let records = top.find(|entry| self.outline.key(*entry) == Some("records"));
        let items = self.outline.children(records);
        items
            .filter(|entry| self.outline.key(*entry).is_none())
            .collect()
    }

    /// Returns the entry of the record in which a place is; `None` within for the whole front matter.
    pub(super) fn record_at(&self, at: Span) -> Option<Option<usize>> {
        if self.is_markdown {
            return Some(None);
        }
        let records = self.record_entries();
        records
            .into_iter()
            .rev()
            .find(|entry| self.outline.entries[*entry].span.start <= at.start)
            .map(Some)
    }

    /// Returns the key or item that begins at a place, or whose value does; else the one within which it is.
    pub(super) fn entry_at(&self, at: Span) -> Option<usize> {
        let entries = &self.outline.entries;
        let begins = |span: Span| span.start == at.start && span.start < span.end;
        let key = entries.iter().position(|entry| begins(entry.span));
        let value = || entries.iter().position(|entry| begins(entry.value));
        let holder = || self.outline.at(self.at.text, at.start as usize)?.owner;
        key.or_else(value).or_else(holder)
    }

    /// Returns the entry of a key of a record.
    pub(super) fn key_of(&self, record: Option<usize>, key: &str) -> Option<usize> {
        let mut keys = self.outline.children(record);
        keys.find(|entry| self.outline.key(*entry) == Some(key))
    }

    /// Returns the id of a record: that of its key, or the stem of the file.
    pub(super) fn record_id(&self, record: Option<usize>) -> Option<String> {
        let stated = self
            .key_of(record, "id")
            .and_then(|key| self.outline.scalar(key, self.at.text));
        if let Some(id) = stated {
            return Some(id.to_owned());
        }
        let name = self
            .path
            .as_str()
            .rsplit('/')
            .next()
            .filter(|_| self.is_markdown)?;
        let stem = name.strip_suffix(".md")?;
        let stem = match self.translates {
            Some(_) => stem.rsplit_once('.').map_or(stem, |(stem, _)| stem),
            None => stem,
        };
        Some(stem.to_owned())
    }

    /// Returns the headings of the text below the front matter: level, line and text. Those of fenced code are none.
    pub(super) fn headings(&self) -> Vec<(usize, Span, String)> {
        let text = &self.at.text[self.body.clone()];
        let mut found = Vec::new();
        let mut fence: Option<&str> = None;
        let mut start = self.body.start;
        for line in split_lines(text) {
            let content = line.trim();
            let mark = ["```", "~~~"]
                .into_iter()
                .find(|mark| content.starts_with(mark));
            match (fence, mark) {
                (None, Some(mark)) => fence = Some(mark),
                (Some(open), Some(mark)) if open == mark => fence = None,
                _ => {}
            }
            let level = content.len() - content.trim_start_matches('#').len();
            let words = content[level..].trim();
            let is_heading =
                (1..=6).contains(&level) && content[level..].starts_with(' ') && !words.is_empty();
            if fence.is_none() && is_heading {
                let span = Span::new(start..start + line.trim_end().len());
                found.push((level, span, words.to_owned()));
            }
            start += line.len();
        }
        found
    }

    /// Returns the path of an entry for edits.
    pub(super) fn node_path(&self, entry: Option<usize>) -> NodePath {
        entry.map_or_else(NodePath::new, |entry| self.outline.path(entry))
    }

    /// Returns the path of a key of a record for edits.
    pub(super) fn key_path(&self, record: Option<usize>, key: &str) -> NodePath {
        let mut path = self.node_path(record);
        path.push(PathStep::Key(key.to_owned()));
        path
    }
}

fn language_of(path: &str, site: &Site) -> Option<Language> {
    let stem = path.rsplit_once('.').map(|(stem, _)| stem)?;
    site.language(stem.rsplit_once('.')?.1)
}
