//! Folding: the front matter, records, keys with several lines, sections.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::content_file::ContentFile;
use super::context::Context;
use crate::source::SourcePath;

/// Answers `textDocument/foldingRange`.
pub(super) fn folding_ranges(context: Context<'_>, path: &SourcePath) -> Value {
    let Some(file) = ContentFile::read(context, path) else {
        return json!([]);
    };
    let line = |offset: usize| file.at.position(offset).line;
    let mut ranges = BTreeSet::new();
    let mut add = |start: usize, end: usize| {
        let (first, last) = (line(start), line(end));
        if last > first {
            ranges.insert((first, last));
        }
    };
    if file.is_markdown && file.body.start > file.outline.range.end {
        let start = file.outline.range.start.saturating_sub(1);
        add(start, file.outline.range.end);
    }
    for (index, entry) in file.outline.entries.iter().enumerate() {
        if !entry.is_flow {
            add(entry.span.range().start, file.outline.end(index));
        }
    }
    let headings = file.headings();
    for (index, (level, span, _)) in headings.iter().enumerate() {
        let next = headings[index + 1..]
            .iter()
            .find(|(other, ..)| other <= level);
        let end = next.map_or(file.at.text.len(), |(_, next, _)| {
            next.range().start.saturating_sub(1)
        });
        let section = file.at.text[span.range().start..end].trim_end().len();
        add(span.range().start, span.range().start + section);
    }
    let ranges = ranges
        .into_iter()
        .map(|(first, last)| json!({"startLine": first, "endLine": last}));
    Value::from(ranges.collect::<Vec<_>>())
}
