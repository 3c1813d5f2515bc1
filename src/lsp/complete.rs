//! Completion: what can stand at the cursor.

use serde_json::{Value, json};

use super::complete_keys::{complete_list_keys, complete_record_keys, complete_value_keys};
use super::complete_text::complete_text;
use super::complete_values::complete_value;
use super::completion_item::CompletionList;
use super::content_file::{ContentFile, FileCursor};
use super::context::Context;
use super::expectation::{Expected, expected_keys, expected_value};
use super::position::TextPosition;
use super::yaml_place::YamlPlace;
use crate::diagnostic::Span;
use crate::record::{CursorPlace, YamlCursor};
use crate::source::SourcePath;

/// Answers `textDocument/completion`.
pub(super) fn complete(context: Context<'_>, path: &SourcePath, position: TextPosition) -> Value {
    let list = completion_list(context, path, position);
    let (Some(list), Some(text)) = (list, context.positioned(path.as_str())) else {
        return json!({"isIncomplete": false, "items": []});
    };
    list.to_json(context, &text.range(list.span))
}

/// Returns the completions at a position. `None`: nothing is known there.
pub(super) fn completion_list(
    context: Context<'_>,
    path: &SourcePath,
    position: TextPosition,
) -> Option<CompletionList> {
    let file = ContentFile::read(context, path)?;
    let (at, cursor) = file.cursor(position)?;
    match cursor {
        FileCursor::Text(cursor) => complete_text(context, &file, &cursor, at),
        FileCursor::Yaml(cursor) => complete_yaml(context, &file, &cursor, at),
    }
}

fn complete_yaml(
    context: Context<'_>,
    file: &ContentFile<'_>,
    cursor: &YamlCursor,
    at: usize,
) -> Option<CompletionList> {
    let start = cursor.span.start as usize;
    let typed = file.at.text.get(start..at)?;
    let mut list = CompletionList {
        span: replaced(file, cursor, at),
        typed: typed.to_owned(),
        ..CompletionList::default()
    };
    let place = YamlPlace {
        context,
        file,
        kind: file.kind?,
        cursor,
        typed: typed.trim_start_matches(['"', '\'']),
    };
    let site = context.site();
    let Some(path) = file.record_path(cursor.owner) else {
        return complete_list_file(&place, list);
    };
    match cursor.place {
        CursorPlace::Text => return None,
        CursorPlace::Key => match expected_keys(site, place.kind, &path) {
            Expected::RecordKeys => complete_record_keys(&place, &mut list),
            Expected::ValueKeys(keys) => complete_value_keys(&place, &keys, &mut list),
            _ => return None,
        },
        CursorPlace::Value => {
            let expected = expected_value(site, place.kind, &path);
            complete_value(&place, &expected, &mut list);
            // A word that follows a hyphen or stands below a key may become a key.
            if cursor.may_be_key {
                match expected_keys(site, place.kind, &path) {
                    Expected::RecordKeys => complete_record_keys(&place, &mut list),
                    Expected::ValueKeys(keys) => complete_value_keys(&place, &keys, &mut list),
                    _ => {}
                }
            }
        }
    }
    Some(list)
}

/// Completes the top of a list file: its records, and what they have in common.
fn complete_list_file(
    place: &YamlPlace<'_, '_>,
    mut list: CompletionList,
) -> Option<CompletionList> {
    let is_key = place.cursor.place == CursorPlace::Key && place.cursor.owner.is_none();
    if !is_key || place.file.is_markdown {
        return None;
    }
    complete_list_keys(place, &mut list);
    Some(list)
}

/// Returns what a completion replaces: the key or scalar, but nothing on further lines.
fn replaced(file: &ContentFile<'_>, cursor: &YamlCursor, at: usize) -> Span {
    let span = cursor.span.range();
    let rest = file.at.text.get(at..span.end.max(at)).unwrap_or_default();
    let end = at + rest.find(['\n', '\r']).unwrap_or(rest.len());
    let before = &file.at.text[span.start..at];
    let start = before
        .rfind(['\n', '\r'])
        .map_or(span.start, |line| span.start + line + 1);
    let start = start + (before.len() - before.trim_start().len()).min(at - start);
    Span::new(
        if start == span.start {
            span.start
        } else {
            start
        }..end,
    )
}
