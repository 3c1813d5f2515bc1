//! Inlay hints: the names behind ids.

use serde_json::{Value, json};

use super::content_file::ContentFile;
use super::context::Context;
use super::expectation::{Expected, expected_value};
use crate::record::ValueForm;
use crate::source::SourcePath;

/// The length of a hint, in characters.
const MAX_LENGTH: usize = 60;

/// The number of hints that are sent at most.
const MAX_HINTS: usize = 1000;

/// Answers `textDocument/inlayHint`: the names of records that a part of a file refers to by their ids.
pub(super) fn inlay_hints(context: Context<'_>, path: &SourcePath, range: &Value) -> Value {
    let Some(file) = ContentFile::read(context, path) else {
        return json!([]);
    };
    let (Some(kind), Some(wanted)) = (file.kind, file.at.span(range)) else {
        return json!([]);
    };
    let mut hints = Vec::new();
    for (index, entry) in file.outline.entries.iter().enumerate() {
        let is_wanted = entry.form == ValueForm::Scalar
            && entry.value.start >= wanted.start
            && entry.value.end <= wanted.end;
        if !is_wanted || hints.len() >= MAX_HINTS {
            continue;
        }
        let keys = file
            .record_path(Some(index))
            .filter(|path| !path.keys.is_empty());
        let expected = keys.map(|path| expected_value(context.site(), kind, &path));
        if !matches!(expected, Some(Expected::Record(_) | Expected::Source)) {
            continue;
        }
        let written = file.outline.scalar(index, file.at.text).unwrap_or_default();
        let Some(record) = context.atlas().by_id(written) else {
            continue;
        };
        let name = context.atlas().record(record).title(context.language()).0;
        let mut label: String = name.chars().take(MAX_LENGTH).collect();
        if label.len() < name.len() {
            label.push('…');
        }
        let position = file.at.position(entry.value.end as usize).to_json();
        hints.push(json!({"position": position, "label": label, "paddingLeft": true}));
    }
    Value::from(hints)
}
