//! Ranks records by title: all of them, or those whose titles have changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::collation::TitleOrder;
use super::incremental::Changes;
use super::ranks::{Ranks, by_rank};
use super::record_ix::RecordIx;
use super::sort_text::sort_text;
use crate::record::Record;
use crate::site::{Language, Site};
use crate::source::CowVec;

/// Ranks all records. Those whose titles have not changed keep the order that they had before.
pub(super) fn rank_records(
    records: &CowVec<Arc<Record>>,
    changes: Option<&Changes<'_>>,
    site: &Site,
) -> Ranks {
    let mut retitled = BTreeSet::new();
    let mut of_languages = Vec::new();
    for language in site.each_language() {
        let order = TitleOrder::new(language, site);
        of_languages.push(match changes {
            None => order.ranks(records),
            Some(changes) => {
                let differing = retitled_records(records, changes, language, site);
                let ranks = update_ranks(records, changes, &differing, &order);
                if language == Language::DEFAULT {
                    retitled.extend(differing);
                }
                ranks
            }
        });
    }
    Ranks {
        of_languages,
        retitled,
    }
}

/// Returns the new indexes of the records whose title in a language is new or differs, in order.
fn retitled_records(
    records: &CowVec<Arc<Record>>,
    changes: &Changes<'_>,
    language: Language,
    site: &Site,
) -> Vec<RecordIx> {
    let is_retitled = |new: &RecordIx| {
        let old = changes
            .map
            .to_old(*new)
            .map(|old| changes.before.record(old));
        let new = &records[new.index()];
        let is_same = |old: &Record| {
            sort_text(old, language, site) == sort_text(new, language, site)
                && old.title(language).0 == new.title(language).0
        };
        old.is_none_or(|old| !is_same(old))
    };
    changes
        .map
        .altered
        .iter()
        .copied()
        .filter(is_retitled)
        .collect()
}

/// Returns the ranks of a version from those of the version before: the records `retitled` are put at their new places.
fn update_ranks(
    records: &CowVec<Arc<Record>>,
    changes: &Changes<'_>,
    retitled: &[RecordIx],
    order: &TitleOrder<'_>,
) -> Arc<[u32]> {
    let old = changes.before.index.ranks.in_language(order.language);
    if changes.map.is_identity() && retitled.is_empty() {
        return old.clone();
    }
    let is_kept = |new: &RecordIx| retitled.binary_search(new).is_err();
    let kept = by_rank(old)
        .into_iter()
        .filter_map(|old| changes.map.to_new(old));
    let kept: Vec<RecordIx> = kept.filter(is_kept).collect();
    let key = |ix: RecordIx| order.key(&records[ix.index()]);
    let mut inserted: Vec<_> = retitled.iter().map(|ix| (key(*ix), *ix)).collect();
    inserted.sort();
    let mut ranks = vec![0; records.len()];
    let (mut start, mut rank) = (0, 0);
    let mut set = |record: RecordIx| {
        ranks[record.index()] = rank;
        rank += 1;
    };
    for (title, record) in inserted {
        let end = start + kept[start..].partition_point(|known| key(*known) < title);
        kept[start..end].iter().for_each(|known| set(*known));
        set(record);
        start = end;
    }
    kept[start..].iter().for_each(|known| set(*known));
    ranks.into()
}

impl TitleOrder<'_> {
    /// Ranks all records by their titles. Equal titles are ordered by id.
    fn ranks(&self, records: &CowVec<Arc<Record>>) -> Arc<[u32]> {
        let all = (0..records.len()).into_par_iter();
        let mut keys: Vec<_> = all
            .map(|index| (self.key(&records[index]), index))
            .collect();
        keys.par_sort_unstable();
        let mut ranks = vec![0; records.len()];
        for (rank, (_, record)) in keys.into_iter().enumerate() {
            ranks[record] = rank as u32;
        }
        ranks.into()
    }
}
