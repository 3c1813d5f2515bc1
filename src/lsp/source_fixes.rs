//! The sources that are proposed for a claim without one.

use super::content_file::ContentFile;
use super::context::Context;
use super::quick_fix::{QuickFix, content_fix, insert_key};
use crate::atlas::RecordIx;
use crate::diagnostic::Diagnostic;
use crate::record::{ContentEdit, YamlTree};

/// The number of sources that are proposed.
const MAX_SOURCES: usize = 3;

/// Proposes the sources that the file cites, for the claim and for the whole record.
pub(super) fn source_fixes(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Vec<QuickFix> {
    let Some(record) = file.record_at(found.at.span) else {
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
