//! The edits that change a value as its hint advises.

use super::content_file::ContentFile;
use super::context::Context;
use super::quick_fix::{QuickFix, content_fix, content_fix_of, fact};
use super::workspace_edit::WorkspaceEdit;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::record::{ContentEdit, Status, TextEdit, YamlTree};
use crate::text::folding::nfc;

/// Returns the edit of a value that the hint of a diagnostic advises.
pub(super) fn value_fixes(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Option<QuickFix> {
    match found.code {
        Code::CommentInValue => quoted_value(context, found),
        Code::DateOrder => exchanged_dates(context, file, found),
        Code::DuplicateId => another_id(context, file, found),
        Code::NotChecked => checked_today(context, file, found),
        Code::PlannedPast => stated(context, file, found),
        Code::SwappedCoordinates => exchanged_coordinates(context, file, found),
        Code::UnlistedLanguage => own_id(file, found),
        _ => None,
    }
}

fn checked_today(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Option<QuickFix> {
    let record = file.record_at(found.at.span)?;
    let vocabulary = &context.site().vocabulary;
    let key = &vocabulary
        .field(vocabulary.kind(file.kind?).known.checked?)
        .name;
    let today = context.analysis.snapshot.options().today.to_string();
    let title = format!("{key}: {today}");
    let edit = match file.key_of(record, key) {
        Some(_) => ContentEdit::Replace {
            path: file.key_path(record, key),
            text: today,
        },
        None => ContentEdit::InsertKey {
            path: file.node_path(record),
            after: None,
            key: key.clone(),
            value: YamlTree::scalar(&today),
        },
    };
    content_fix(file, title, &edit)
}

/// Puts a value in quotes that a comment cuts.
fn quoted_value(context: Context<'_>, found: &Diagnostic) -> Option<QuickFix> {
    let value = fact(found, "value")?;
    let path = found.at.path.clone();
    let text = context.analysis.text(path.as_str())?;
    let line_start = text[..found.at.span.start as usize]
        .rfind(['\n', '\r'])
        .map_or(0, |end| end + 1);
    let line = text[line_start..].split(['\n', '\r']).next()?;
    let at = line.find(value)?;
    let quoted = format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
    let edit = TextEdit::new(
        line_start + at..line_start + at + value.len(),
        quoted.clone(),
    );
    let title = format!(
        "{} {quoted}",
        context.word("Взять в кавычки:", "Put in quotes:")
    );
    Some(QuickFix::new(
        title,
        WorkspaceEdit::of_file(path, vec![edit]),
    ))
}

/// Exchanges the ends of an interval, or two dates of one map.
fn exchanged_dates(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Option<QuickFix> {
    let title = context.word("Поменять даты местами", "Exchange the dates");
    let written = file.at.text.get(found.at.span.range())?;
    let bare = written.trim_matches(['"', '\'']);
    if let Some((from, to)) = bare.split_once('/') {
        let new = written.replace(bare, &format!("{to}/{from}"));
        let edit = TextEdit::new(found.at.span.range(), new);
        return Some(QuickFix::of_text(file, title.to_owned(), vec![edit]));
    }
    let (from, to) = (fact(found, "from")?, fact(found, "to")?);
    let other = if bare == from { to } else { from };
    let parent = file.outline.entries[file.entry_at(found.at.span)?].parent;
    let mut values = file.outline.children(parent);
    let other = values.find(|entry| file.outline.scalar(*entry, file.at.text) == Some(other))?;
    let edits = exchanged(file, found.at.span, file.outline.entries[other].value)?;
    Some(QuickFix::of_text(file, title.to_owned(), edits))
}

/// Exchanges latitude and longitude.
fn exchanged_coordinates(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Option<QuickFix> {
    let owner = file.entry_at(found.at.span);
    let holder = match owner.and_then(|owner| file.outline.key(owner)) {
        // A map in block style begins with its first key.
        Some("lat" | "lon") => file.outline.entries[owner?].parent,
        _ => owner,
    };
    let value = |key: &str| {
        let mut keys = file.outline.children(holder);
        let entry = keys.find(|entry| file.outline.key(*entry) == Some(key))?;
        Some(file.outline.entries[entry].value)
    };
    let edits = exchanged(file, value("lat")?, value("lon")?)?;
    let title = context.word(
        "Поменять широту и долготу местами",
        "Exchange latitude and longitude",
    );
    Some(QuickFix::of_text(file, title.to_owned(), edits))
}

fn exchanged(file: &ContentFile<'_>, one: Span, other: Span) -> Option<Vec<TextEdit>> {
    let text = |span: Span| file.at.text.get(span.range());
    let mut edits = vec![
        TextEdit::new(one.range(), text(other)?),
        TextEdit::new(other.range(), text(one)?),
    ];
    edits.sort_by_key(|edit| edit.span.start);
    Some(edits)
}

/// Gives a record an id that no other has.
fn another_id(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Option<QuickFix> {
    let record = file.record_at(found.at.span)?;
    let id = nfc(file.record_id(record)?.into()).into_owned();
    let kind = found.at.path.as_str().split('/').nth(1).unwrap_or_default();
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let mut ids = [format!("{id}-{kind}")].into_iter().chain(numbered);
    let free = ids.find(|id| context.atlas().by_id(id).is_none())?;
    set_id(file, record, free)
}

/// Gives a file that is named like a translation the id of a record of its own.
fn own_id(file: &ContentFile<'_>, found: &Diagnostic) -> Option<QuickFix> {
    let id = fact(found, "id")?;
    set_id(file, file.record_at(found.at.span)?, id.to_owned())
}

fn set_id(file: &ContentFile<'_>, record: Option<usize>, id: String) -> Option<QuickFix> {
    let title = format!("id: {id}");
    let edit = match file.key_of(record, "id") {
        Some(_) => ContentEdit::Replace {
            path: file.key_path(record, "id"),
            text: id,
        },
        None => ContentEdit::InsertKey {
            path: file.node_path(record),
            after: None,
            key: "id".to_owned(),
            value: YamlTree::scalar(&id),
        },
    };
    content_fix(file, title, &edit)
}

/// Says of a claim that was planned that it has happened.
fn stated(context: Context<'_>, file: &ContentFile<'_>, found: &Diagnostic) -> Option<QuickFix> {
    let planned = [Status::Planned, Status::Proposed].map(Status::id);
    let mut holder = file.outline.entries[file.entry_at(found.at.span)?].parent;
    let status = loop {
        let status = file.key_of(holder, "status");
        let is_planned = |entry: &usize| {
            let written = file.outline.scalar(*entry, file.at.text);
            written.is_some_and(|written| planned.contains(&written))
        };
        if let Some(status) = status.filter(is_planned) {
            break status;
        }
        holder = file.outline.entries[holder?].parent;
    };
    let text = Status::Stated.id().to_owned();
    let title = format!(
        "{} status: {text}",
        context.word("Состоялось:", "It has happened:")
    );
    let path = file.outline.path(status);
    content_fix_of(file, title, &[ContentEdit::Replace { path, text }])
}
