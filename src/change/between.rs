//! Compares two states of a site.

use std::sync::Arc;

use super::difference::{Alteration, Difference, Subject};
use super::observations::observation_differences;
use super::pages::page_differences;
use super::record_pairs::RecordPairs;
use super::relations::relation_differences;
use super::texts::{text_differences, texts_of};
use super::value_text::Side;
use super::values::value_differences;
use crate::atlas::RecordIx;
use crate::model::SiteModel;

/// Returns what differs between two states of a site: sorted, each difference once.
pub fn between(old: &SiteModel, new: &SiteModel) -> Vec<Difference> {
    let mut pairs = RecordPairs::new(&old.atlas, &new.atlas);
    let mut found = std::mem::take(&mut pairs.differences);
    let old = Side {
        site: &old.site,
        atlas: &old.atlas,
        pairs: Some(&pairs),
    };
    let new = Side {
        site: &new.site,
        atlas: &new.atlas,
        pairs: None,
    };
    let (shared, others): (Vec<&(RecordIx, RecordIx)>, Vec<_>) = pairs
        .pairs
        .iter()
        .partition(|(was, is)| Arc::ptr_eq(old.atlas.record(*was), new.atlas.record(*is)));
    for pair in others.iter().copied() {
        found.extend(compare_records(*pair, old, new, &pairs));
    }
    // A record that both states share differs only if what it names leads elsewhere.
    if may_lead_elsewhere(&found, &others, old, new) {
        for pair in shared {
            found.extend(compare_records(*pair, old, new, &pairs));
        }
    }
    found.extend(relation_differences(old, new, &pairs));
    found.extend(page_differences(old, new));
    found.sort_unstable();
    found
}

/// Whether a name, an id or a link can mean another record or page than before. `found` are the differences of the records that the
/// states do not share, and what is new, gone, renamed or merged.
fn may_lead_elsewhere(
    found: &[Difference],
    others: &[&(RecordIx, RecordIx)],
    old: Side<'_, '_>,
    new: Side<'_, '_>,
) -> bool {
    const NAMES: [&str; 5] = ["name", "short", "aliases", "names", "aka"];
    let has_other_names = |found: &Difference| match &found.alteration {
        Alteration::Added
        | Alteration::Removed
        | Alteration::Renamed { .. }
        | Alteration::Merged { .. }
        | Alteration::Kind { .. } => true,
        Alteration::Value { key, .. } => {
            // Identifiers are names, too.
            NAMES.contains(&&**key) || key.contains('.')
        }
        Alteration::Figure { .. }
        | Alteration::RelationBegun { .. }
        | Alteration::RelationGone { .. }
        | Alteration::RelationEnded { .. }
        | Alteration::RelationQualified { .. }
        | Alteration::Text { .. } => false,
    };
    let has_other_file = |pair: &&(RecordIx, RecordIx)| {
        let (was, is) = (old.atlas.record(pair.0), new.atlas.record(pair.1));
        was.at.path != is.at.path
    };
    // Settings that were read once share their texts.
    let has_other_settings = !Arc::ptr_eq(&old.site.texts, &new.site.texts);
    let has_other_pages = !old.atlas.free_pages.keys().eq(new.atlas.free_pages.keys());
    has_other_settings
        || has_other_pages
        || found.iter().any(has_other_names)
        || others.iter().any(has_other_file)
}

fn compare_records(
    (old_ix, new_ix): (RecordIx, RecordIx),
    old: Side<'_, '_>,
    new: Side<'_, '_>,
    pairs: &RecordPairs<'_>,
) -> Vec<Difference> {
    let (was, is) = (old.atlas.record(old_ix), new.atlas.record(new_ix));
    let mut found = Vec::new();
    let kind = |side: Side<'_, '_>, ix| side.site.vocabulary.kind(side.atlas.kind(ix)).id.clone();
    let (from, to) = (kind(old, old_ix), kind(new, new_ix));
    let moved = (from != to).then(|| {
        let vocabulary = &old.site.vocabulary;
        format!(
            "{}/{}",
            vocabulary.kind(old.atlas.kind(old_ix)).folder,
            was.id
        )
    });
    if from != to {
        found.push(Alteration::Kind { from, to });
    }
    // What a record names may lead elsewhere, even if the record is the same.
    let values = value_differences((was, old), (is, new));
    found.extend(
        values
            .into_iter()
            .filter(|value| !follows(value, &is.id, moved.as_deref(), pairs)),
    );
    found.extend(observation_differences((was, old), (is, new)));
    let has_text = !Arc::ptr_eq(was, is) || was.texts().any(|text| !text.body.links.is_empty());
    if has_text {
        let (was, is) = (texts_of(was, old), texts_of(is, new));
        found.extend(text_differences((&was, old), (&is, new)));
    }
    let subject = Subject::Record(is.id.clone());
    let with_subject = found.into_iter().map(|alteration| Difference {
        subject: subject.clone(),
        alteration,
    });
    with_subject.collect()
}

/// Whether a former id that is new or gone follows from a rename, a merge or another kind.
fn follows(value: &Alteration, id: &str, moved: Option<&str>, pairs: &RecordPairs<'_>) -> bool {
    let Alteration::Value { key, from, to, .. } = value else {
        return false;
    };
    let is_implied = |former: &Option<String>| {
        former
            .as_deref()
            .is_none_or(|former| pairs.implies(id, former) || moved == Some(former))
    };
    key == "aka" && is_implied(from) && is_implied(to)
}
