//! The edits that add what a record lacks.

use super::content_file::ContentFile;
use super::context::Context;
use super::quick_fix::{QuickFix, insert_key};
use crate::atlas::RecordIx;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::YamlTree;
use crate::site::{Direction, Key, RelationIx};
use crate::text::folding::nfc;

/// The number of regions or sectors that are proposed.
const MAX_FACETS: usize = 3;

/// Returns the edits that add what a diagnostic misses.
pub(super) fn field_fixes(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
) -> Vec<QuickFix> {
    let known = &context.site().vocabulary.known;
    let name = context.word("Название", "The name");
    let id = context.word("короткое-имя", "short-name");
    match found.code {
        Code::MissingName => added_key(context, file, found, "name", name),
        Code::MissingId => added_key(context, file, found, "id", id),
        Code::NoRegion => return facet_fixes(context, file, found, known.region),
        Code::NoSector => return facet_fixes(context, file, found, known.sectors),
        _ => None,
    }
    .into_iter()
    .collect()
}

fn added_key(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
    key: &str,
    value: &str,
) -> Option<QuickFix> {
    let record = file.record_at(found.at.span)?;
    let title = format!("{} {key}", context.word("Добавить", "Add"));
    insert_key(
        file,
        title,
        file.node_path(record),
        key,
        YamlTree::scalar(value),
    )
}

/// Proposes the regions or sectors of the records to which the record is related, then those with the most records.
fn facet_fixes(
    context: Context<'_>,
    file: &ContentFile<'_>,
    found: &Diagnostic,
    relation: RelationIx,
) -> Vec<QuickFix> {
    let fixes = || {
        let entry = file.record_at(found.at.span)?;
        let id = file.record_id(entry)?;
        let record = context.atlas().by_id(&nfc(id.into()))?;
        let mut keys = context.site().vocabulary.kind(file.kind?).keys.iter();
        let is_facet = |key: &Key| *key == Key::Relation(relation, Direction::Forward);
        let (key, _) = keys.find(|(_, key)| is_facet(key))?;
        let fixes = nearest_facets(context, record, relation).into_iter();
        let fixes = fixes.filter_map(|facet| {
            let id = &context.atlas().record(facet).id;
            let title = format!("{key}: {id} ({})", context.name(facet));
            let value = YamlTree::List(vec![YamlTree::scalar(id)]);
            insert_key(file, title, file.node_path(entry), key, value)
        });
        Some(fixes.collect())
    };
    fixes().unwrap_or_default()
}

fn nearest_facets(context: Context<'_>, record: RecordIx, relation: RelationIx) -> Vec<RecordIx> {
    let atlas = context.atlas();
    let is_region = relation == context.site().vocabulary.known.region;
    let of = |record: RecordIx| match is_region {
        true => atlas.facets.regions(record),
        false => atlas.facets.sectors(record),
    };
    let mut proposed: Vec<RecordIx> = Vec::new();
    let related = atlas.edges(record).iter();
    for facet in related.flat_map(|edge| of(edge.other)) {
        if proposed.len() < MAX_FACETS && !proposed.contains(facet) {
            proposed.push(*facet);
        }
    }
    if proposed.is_empty() {
        let kinds = context.site().vocabulary.relation(relation);
        let kinds = kinds.kinds(Direction::Inverse).iter();
        let mut all: Vec<RecordIx> = kinds
            .flat_map(|kind| atlas.of_kind(*kind))
            .copied()
            .collect();
        all.sort_by_key(|facet| std::cmp::Reverse(atlas.facets.members(*facet).len()));
        proposed.extend(all.into_iter().take(MAX_FACETS));
    }
    proposed
}
