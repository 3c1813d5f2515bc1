//! The files that hints advise to create, to move or to complete.

use super::content_file::ContentFile;
use super::context::Context;
use super::expectation::{Expected, expected_value, source_kinds};
use super::quick_fix::{QuickFix, fact};
use super::workspace_edit::WorkspaceEdit;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{TextEdit, id_fault};
use crate::site::KindIx;
use crate::source::SourcePath;

/// The number of kinds of which a record is proposed.
const MAX_KINDS: usize = 5;

/// Returns the changes of files that the hint of a diagnostic advises.
pub(super) fn file_fixes(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Vec<QuickFix> {
    let fix = match found.code {
        Code::BrokenReference | Code::BrokenLink => return new_records(context, file, found),
        Code::OrphanTranslation => return translated_records(context, file, found),
        Code::EmptyFile => Some(pattern(context, file)),
        Code::NoFrontMatter => new_front_matter(context, file),
        Code::OpenFrontMatter => closed_fence(context, file),
        Code::NoTranslation => added_translation(context, file, found),
        Code::MisplacedFile => moved_file(context, file, fact(found, "folder")),
        Code::UnknownKind => moved_file(context, file, fact(found, "near")),
        _ => None,
    };
    fix.into_iter().collect()
}

/// Returns the creation of the layout that a layout asks for.
pub(super) fn new_layout(context: Context<'_>, found: &Diagnostic) -> Option<QuickFix> {
    let is_missing = found.code == Code::MissingLayout && context.client.creates_files;
    let name = fact(found, "name").filter(|_| is_missing)?;
    let is_inside = !name.starts_with('/') && name.split('/').all(|part| part != "..");
    let path = SourcePath::new(&format!("layouts/{name}"));
    let title = format!("{} {path}", context.word("Создать файл", "Create the file"));
    is_inside.then(|| QuickFix::new(title, WorkspaceEdit::of_new_file(path, String::new())))
}

/// Returns the creation of the record that a reference names, in every kind that can stand there.
fn new_records(context: Context<'_>, file: &ContentFile<'_>, found: &Diagnostic) -> Vec<QuickFix> {
    let id =
        fact(found, "target").filter(|id| id_fault(id).is_none() && context.client.creates_files);
    let Some(id) = id else { return Vec::new() };
    let kinds = expected_kinds(context, file, found).into_iter();
    let fixes = kinds
        .take(MAX_KINDS)
        .map(|kind| new_record(context, kind, id));
    fixes.collect()
}

fn new_record(context: Context<'_>, kind: KindIx, id: &str) -> QuickFix {
    let folder = &context.site().vocabulary.kind(kind).folder;
    let path = SourcePath::new(&format!("content/{folder}/{id}.md"));
    let words = context.word("Создать запись", "Create the record");
    let title = format!("{words} {folder}/{id}.md");
    let text = format!("---\nname: {id}\n---\n");
    QuickFix::new(title, WorkspaceEdit::of_new_file(path, text))
}

fn expected_kinds(context: Context<'_>, file: &ContentFile<'_>, found: &Diagnostic) -> Vec<KindIx> {
    let all = || context.site().vocabulary.each_kind().collect();
    let (Some(owner), Some(kind)) = (file.entry_at(found.at.span), file.kind) else {
        return all();
    };
    let Some(path) = file.record_path(Some(owner)) else {
        return all();
    };
    match expected_value(context.site(), kind, &path) {
        Expected::Record(kinds) if !kinds.is_empty() => kinds,
        Expected::Source => source_kinds(context.site()).to_vec(),
        _ => all(),
    }
}

/// Returns the record that a translation lacks, and the name that its file needs for the record that is meant.
fn translated_records(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Vec<QuickFix> {
    let created = || {
        let id = fact(found, "id").filter(|_| context.client.creates_files)?;
        Some(new_record(context, file.kind?, id))
    };
    let renamed = || {
        let (id, near) = (fact(found, "id")?, fact(found, "near")?);
        let (folder, name) = file.path.as_str().rsplit_once('/')?;
        let rest = name.strip_prefix(id)?;
        let to = SourcePath::new(&format!("{folder}/{near}{rest}"));
        renamed_file(context, file, to)
    };
    renamed().into_iter().chain(created()).collect()
}

/// Returns the move of a file into the folder of a kind.
fn moved_file(
    context: Context<'_>,
    file: &ContentFile<'_>,
    folder: Option<&str>,
) -> Option<QuickFix> {
    let (_, name) = file.path.as_str().rsplit_once('/')?;
    renamed_file(
        context,
        file,
        SourcePath::new(&format!("content/{}/{name}", folder?)),
    )
}

fn renamed_file(context: Context<'_>, file: &ContentFile<'_>, to: SourcePath) -> Option<QuickFix> {
    let is_free = context.analysis.snapshot.tree.file(to.as_str()).is_none();
    let title = format!("{} {to}", context.word("Переместить в", "Move to"));
    let edit = WorkspaceEdit::of_renamed_file(file.path.clone(), to);
    (is_free && context.client.renames_files).then(|| QuickFix::new(title, edit))
}

/// Returns the pattern of a record for an empty file.
fn pattern(context: Context<'_>, file: &ContentFile<'_>) -> QuickFix {
    let name = stem(file);
    let text = match file.is_markdown {
        true => format!("---\nname: {name}\n---\n"),
        false => format!("- id: {name}\n  name: {name}\n"),
    };
    let title = context.word("Начать запись", "Begin a record").to_owned();
    let range = 0..file.at.text.len();
    QuickFix::of_text(file, title, vec![TextEdit::new(range, text)])
}

/// Puts the fields of a record before its text.
fn new_front_matter(context: Context<'_>, file: &ContentFile<'_>) -> Option<QuickFix> {
    let start = file.at.text.len() - file.at.text.trim_start_matches('\u{feff}').len();
    let fields = format!("---\nname: {}\n---\n", stem(file));
    let title = context
        .word("Добавить шапку", "Add the front matter")
        .to_owned();
    let edit = TextEdit::new(start..start, fields);
    file.is_markdown
        .then(|| QuickFix::of_text(file, title, vec![edit]))
}

/// Returns the name of a file without its folder and extension.
fn stem<'f>(file: &'f ContentFile<'_>) -> &'f str {
    let name = file.path.as_str().rsplit('/').next().unwrap_or_default();
    name.split('.').next().unwrap_or_default()
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
