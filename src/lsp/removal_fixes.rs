//! The removal of what is there once too often.

use super::content_file::ContentFile;
use super::context::Context;
use super::expectation::{Expected, expected_value};
use super::quick_fix::{QuickFix, content_fix, content_fix_of, fact};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::record::{ContentEdit, NodePath, TextEdit, YamlTree};
use crate::site::Key;
use crate::text::folding::nfc;

/// The number of fields that are proposed for a reference.
const MAX_FIELDS: usize = 3;

/// Returns the removals that the hint of a diagnostic advises.
pub(super) fn removal_fixes(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Vec<QuickFix> {
    let fix = match found.code {
        Code::DuplicateReference
        | Code::SelfReference
        | Code::NeedlessAka
        | Code::RelationConflict
        | Code::RelationCycle
        | Code::TranslationConflict => removed_entry(context, file, found),
        Code::BadTile | Code::TextTwice | Code::ZeroCoordinates => {
            removed_value(context, file, found)
        }
        Code::RouteCollision => removed_former_id(context, file, found),
        Code::DuplicateIdentifier => removed_identifier(context, file, found),
        Code::WrongKind => return moved_reference(context, file, found),
        Code::DuplicateKey => return removed_keys(context, file, found),
        Code::DuplicateKeys => begun_record(context, file, found),
        _ => None,
    };
    fix.into_iter().collect()
}

/// Returns the whole item or reference of which a part is underlined.
fn whole_entry(file: &ContentFile<'_>, found: &Diagnostic) -> Option<usize> {
    let mut entry = file.entry_at(found.at.span)?;
    while let Some(parent) = file.outline.entries[entry].parent
        && file.outline.key(entry).is_some()
        && file.outline.key(parent).is_none()
        && !file.record_entries().contains(&parent)
    {
        entry = parent;
    }
    Some(entry)
}

fn removed(context: Context<'_>, file: &ContentFile<'_>, path: NodePath) -> Option<QuickFix> {
    let title = context.word("Удалить", "Remove").to_owned();
    content_fix(file, title, &ContentEdit::Remove { path })
}

fn removed_entry(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Option<QuickFix> {
    removed(context, file, file.outline.path(whole_entry(file, found)?))
}

/// Removes the key of a record whose value is underlined.
fn removed_value(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Option<QuickFix> {
    let record = file.record_at(found.at.span)?;
    let mut entry = file.entry_at(found.at.span)?;
    while file.outline.entries[entry].parent != record {
        entry = file.outline.entries[entry].parent?;
    }
    removed(context, file, file.outline.path(entry))
}

/// Removes a former id whose address another record has.
fn removed_former_id(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Option<QuickFix> {
    let entry = file.entry_at(found.at.span)?;
    let parent = file.outline.entries[entry].parent;
    let is_former = |entry: usize| file.outline.key(entry) == Some("aka");
    let is_former = is_former(entry) || parent.is_some_and(is_former);
    removed(
        context,
        file,
        file.outline.path(Some(entry).filter(|_| is_former)?),
    )
}

/// Removes an identifier that another record has.
fn removed_identifier(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Option<QuickFix> {
    let value = fact(found, "value")?;
    let record = file.record_at(found.at.span)?;
    let is_within = |entry: usize| {
        let mut holder = Some(entry);
        while holder != record {
            holder = file.outline.entries[holder?].parent;
        }
        Some(())
    };
    let mut entries = 0..file.outline.entries.len();
    let entry = entries.find(|entry| {
        file.outline.scalar(*entry, file.at.text) == Some(value) && is_within(*entry).is_some()
    })?;
    removed(context, file, file.outline.path(entry))
}

/// Moves a reference to a field that takes records of its kind, or removes it.
fn moved_reference(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Vec<QuickFix> {
    let moves = || {
        let entry = whole_entry(file, found)?;
        let record = file.record_at(found.at.span)?;
        let target = nfc(fact(found, "target")?.into());
        let target = context.atlas().resolve(&target)?;
        let kind = context.atlas().kind(target);
        let value = YamlTree::scalar(&context.atlas().record(target).id);
        let fields = fields_for(context, file, kind)?.into_iter();
        let moves = fields.filter_map(|key| {
            let remove = ContentEdit::Remove {
                path: file.outline.path(entry),
            };
            let insert = match file.key_of(record, &key) {
                Some(_) => ContentEdit::InsertItem {
                    path: file.key_path(record, &key),
                    value: value.clone(),
                },
                None => ContentEdit::InsertKey {
                    path: file.node_path(record),
                    after: None,
                    key: key.clone(),
                    value: YamlTree::List(vec![value.clone()]),
                },
            };
            let title = format!("{} {key}", context.word("Перенести в", "Move to"));
            // What is added comes first: the removal may take the key with it, but not the record.
            content_fix_of(file, title, &[insert, remove])
        });
        Some(moves.collect::<Vec<_>>())
    };
    let mut fixes = moves().unwrap_or_default();
    fixes.extend(removed_entry(context, file, found));
    fixes
}

/// Returns the keys of the kind that take records of another kind, those that name their kinds most narrowly first.
fn fields_for(
    context: Context<'_>,
    file: &ContentFile<'_>,
    target: crate::site::KindIx,
) -> Option<Vec<String>> {
    let kind = file.kind?;
    let mut fields: Vec<(usize, String)> = Vec::new();
    for (name, key) in &context.site().vocabulary.kind(kind).keys {
        if !matches!(key, Key::Relation(..)) {
            continue;
        }
        let path = super::content_file::RecordPath {
            record: None,
            keys: vec![name.clone()],
        };
        if let Expected::Record(kinds) = expected_value(context.site(), kind, &path)
            && kinds.contains(&target)
        {
            fields.push((kinds.len(), name.clone()));
        }
    }
    fields.sort();
    Some(
        fields
            .into_iter()
            .map(|(_, name)| name)
            .take(MAX_FIELDS)
            .collect(),
    )
}

/// Removes either of two keys with the same name.
fn removed_keys(context: Context<'_>, file: &ContentFile<'_>, found: &Diagnostic) -> Vec<QuickFix> {
    let title = |at: &Location| {
        let line = file.at.position(at.span.start as usize).line + 1;
        format!(
            "{} {line}",
            context.word("Удалить в строке", "Remove on line")
        )
    };
    let places = [&found.at].into_iter().chain(&found.related);
    let fixes = places.filter_map(|at| {
        let entry = file.entry_at(at.span)?;
        let range = whole_lines(file, entry)?;
        Some(QuickFix::of_text(
            file,
            title(at),
            vec![TextEdit::new(range, "")],
        ))
    });
    fixes.collect()
}

/// Returns the lines of a key in block style. `None`: something else stands on its line, or its end is not certain.
fn whole_lines(file: &ContentFile<'_>, entry: usize) -> Option<std::ops::Range<usize>> {
    let text = file.at.text;
    let own = &file.outline.entries[entry];
    let start = text[..own.span.start as usize]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let is_alone = text[start..own.span.start as usize].trim().is_empty();
    let end = file.outline.end(entry);
    let end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    (is_alone && !own.is_flow).then_some(start..end)
}

/// Begins another record of a list at a key that is given twice.
fn begun_record(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Option<QuickFix> {
    let entry = file.entry_at(found.at.span)?;
    let record = file.outline.entries[entry].parent?;
    let hyphen = file.outline.entries[record].column;
    let start = whole_lines(file, entry)?.start;
    let id = context.word("короткое-имя", "short-name");
    let line = format!("{}- id: {id}\n", " ".repeat(hyphen));
    let title = context.word("Начать здесь новую запись", "Begin another record here");
    let edit = TextEdit::new(start..start, line);
    Some(QuickFix::of_text(file, title.to_owned(), vec![edit]))
}
