//! The edits that add what a record or the settings lack.

use super::content_file::ContentFile;
use super::context::Context;
use super::quick_fix::{QuickFix, content_fix, fact, insert_key};
use super::workspace_edit::WorkspaceEdit;
use crate::atlas::RecordIx;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{ContentEdit, TextEdit, YamlTree};
use crate::source::SETTINGS;
use crate::source::SourcePath;

/// The number of sources that are proposed.
const MAX_SOURCES: usize = 3;

/// Returns the edits that add what a diagnostic misses.
pub(super) fn field_fixes(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Vec<QuickFix> {
    let fix = match found.code {
        Code::NoSource => return source_fixes(context, file, found),
        Code::UnknownField => declared_field(context, file, found),
        Code::OpenFrontMatter => closed_fence(context, file),
        Code::MissingName => added_key(
            context,
            file,
            found,
            "name",
            context.word("Название", "The name"),
        ),
        Code::MissingId => added_key(
            context,
            file,
            found,
            "id",
            context.word("короткое-имя", "short-name"),
        ),
        Code::NoTranslation => added_translation(context, file, found),
        Code::NotChecked => checked_today(context, file, found),
        Code::CommentInValue => quoted_value(context, found),
        _ => None,
    };
    fix.into_iter().collect()
}

/// Returns the entry of the record that a diagnostic is about; `None` within for the whole front matter.
fn record_of(file: &ContentFile<'_>, found: &Diagnostic) -> Option<Option<usize>> {
    if file.is_markdown {
        return Some(None);
    }
    let start = found.at.span.start;
    let records = file.record_entries();
    records
        .into_iter()
        .rev()
        .find(|entry| file.outline.entries[*entry].span.start <= start)
        .map(Some)
}

/// Proposes the sources that the file cites, for the claim and for the whole record.
fn source_fixes(context: Context<'_>, file: &ContentFile<'_>, found: &Diagnostic) -> Vec<QuickFix> {
    let Some(record) = record_of(file, found) else {
        return Vec::new();
    };
    let mut fixes = Vec::new();
    for source in nearest_sources(context, file) {
        let id = context.atlas().record(source).id.to_string();
        let name = context.name(source);
        let words = context.word("Источник всей записи", "Source of the whole record");
        let title = format!("{words}: {id} ({name})");
        let value = YamlTree::scalar(&id);
        let fix = match file.key_of(record, "sources") {
            Some(_) => {
                let path = file.key_path(record, "sources");
                content_fix(file, title, &ContentEdit::InsertItem { path, value })
            }
            None => {
                let list = YamlTree::List(vec![value.clone()]);
                insert_key(file, title, file.node_path(record), "sources", list)
            }
        };
        fixes.extend(claim_source(context, file, found, &id, name));
        fixes.extend(fix);
    }
    fixes
}

/// Adds a source to the map of a claim.
fn claim_source(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
    id: &str,
    name: &str,
) -> Option<QuickFix> {
    let cursor = file
        .outline
        .at(file.at.text, found.at.span.start as usize)?;
    let owner = cursor.owner?;
    let holder = file
        .outline
        .key(owner)
        .and(file.outline.entries[owner].parent);
    let holder = holder.filter(|holder| {
        file.record_path(Some(*holder))
            .is_some_and(|path| !path.keys.is_empty())
    })?;
    let title = format!(
        "{}: {id} ({name})",
        context.word("Источник этого утверждения", "Source of this claim")
    );
    insert_key(
        file,
        title,
        file.outline.path(holder),
        "source",
        YamlTree::scalar(id),
    )
}

/// Returns the sources that the records of the file cite, then those that were published last.
fn nearest_sources(context: Context<'_>, file: &ContentFile<'_>) -> Vec<RecordIx> {
    let atlas = context.atlas();
    let mut found: Vec<RecordIx> = Vec::new();
    let mut add = |record: RecordIx| {
        if !found.contains(&record) && found.len() < MAX_SOURCES {
            found.push(record);
        }
    };
    let kinds = super::expectation::source_kinds(context.site());
    let is_source = |record: &RecordIx| kinds.contains(&atlas.kind(*record));
    for entry in 0..file.outline.entries.len() {
        let written = file.outline.scalar(entry, file.at.text);
        let cited = written.and_then(|text| atlas.by_id(text)).filter(is_source);
        cited.into_iter().for_each(&mut add);
    }
    let all = kinds.iter().flat_map(|kind| atlas.of_kind(*kind)).copied();
    all.take(MAX_SOURCES).for_each(&mut add);
    found
}

/// Declares an unknown field in the settings.
fn declared_field(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Option<QuickFix> {
    let name = fact(found, "new").or_else(|| fact(found, "field"))?;
    // A key within a value is no field of the kind.
    fact(found, "new")?;
    let kind = context.site().vocabulary.kind(file.kind?);
    let settings = context.analysis.text(SETTINGS)?;
    let code = &context.site().languages.first()?.code;
    let newline = if settings.ends_with('\n') || settings.is_empty() {
        ""
    } else {
        "\n"
    };
    let table = format!(
        "{newline}\n[kinds.{}.fields.{name}]\ntype = \"text\"\nlabel = {{ {code} = \"{name}\" }}\n",
        kind.id
    );
    let title = format!(
        "{} site.toml: {name}",
        context.word("Описать поле в", "Declare the field in")
    );
    let edit = TextEdit::new(settings.len()..settings.len(), table);
    Some(QuickFix::new(
        title,
        WorkspaceEdit::of_file(SourcePath::new(SETTINGS), vec![edit]),
    ))
}

/// Closes the front matter before the first line that is no field.
fn closed_fence(context: Context<'_>, file: &ContentFile<'_>) -> Option<QuickFix> {
    let text = file.at.text;
    let start = text[file.outline.range.start..].find(['\n', '\r'])? + file.outline.range.start + 1;
    let mut end = text.len();
    let mut at = start;
    let mut was_blank = false;
    for line in crate::text::lines::split_lines(&text[start..]) {
        let content = line.trim();
        let is_key = content
            .split_once(':')
            .is_some_and(|(key, _)| !key.contains(' '));
        let is_field = is_key || content.starts_with(['-', '#', ']', '}']) || line.starts_with(' ');
        if was_blank && !content.is_empty() && (!is_field || content.starts_with('#')) {
            end = at;
            break;
        }
        was_blank |= content.is_empty();
        at += line.len();
    }
    let before = if text[..end].ends_with(['\n', '\r']) {
        ""
    } else {
        "\n"
    };
    let edit = TextEdit::new(end..end, format!("{before}---\n"));
    let title = context.word(
        "Закрыть шапку строкой ---",
        "Close the front matter with ---",
    );
    Some(QuickFix::new(
        title.to_owned(),
        WorkspaceEdit::of_file(file.path.clone(), vec![edit]),
    ))
}

fn added_key(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
    key: &str,
    value: &str,
) -> Option<QuickFix> {
    let record = record_of(file, found)?;
    let title = format!("{} {key}", context.word("Добавить", "Add"));
    insert_key(
        file,
        title,
        file.node_path(record),
        key,
        YamlTree::scalar(value),
    )
}

/// Creates the file of a translation with the name to be translated.
fn added_translation(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Option<QuickFix> {
    let code =
        fact(found, "language").filter(|_| file.is_markdown && context.client.creates_files)?;
    let stem = file.path.as_str().strip_suffix(".md")?;
    let path = SourcePath::new(&format!("{stem}.{code}.md"));
    if context.analysis.snapshot.tree.file(path.as_str()).is_some() {
        return None;
    }
    let id = file.record_id(None)?;
    let title = format!(
        "{} {path}",
        context.word("Создать файл перевода", "Create the translation")
    );
    let text = format!("---\nname: {id}\n---\n");
    Some(QuickFix::new(title, WorkspaceEdit::of_new_file(path, text)))
}

fn checked_today(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Option<QuickFix> {
    let record = record_of(file, found)?;
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
