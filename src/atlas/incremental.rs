//! What is linked again when some files have changed, and what is shared with the version before.
//!
//! [`super::link`] links the first version and all later ones. It takes the version before, if there is one, and gives every
//! stage a [`Changes`]: which records are touched, and where the others stand now. A stage computes the touched part anew and
//! takes everything else from the version before. Without a version before everything is linked.
//!
//! A record is **altered** if it is new or its files state something else. A record is **touched** if linking it may give
//! something else than before:
//!
//! * it is altered, or
//! * it refers to a text by which an altered or removed record, or a draft, was identified or is identified now: an id, a
//!   former id, a name or a file, so that the reference may have another target, or
//! * its references or links have diagnostics or anchors, and it refers to an altered record, whose headings or location may
//!   have changed.
//!
//! Invariants, each kept by `tests/it/updated_equals_new.rs`:
//!
//! 1. An updated atlas equals one that is linked anew from the same files, in every part and in its diagnostics.
//! 2. What a record states depends on its own content and on the names that it refers to ([`super::name_key`]). So the
//!    statements of a record that is not touched have not changed.
//! 3. A relation depends on the statements about its two records only. So the relations of a pair of records are merged again
//!    if a touched record makes or made a statement about the pair, and are shared otherwise.
//! 4. Records keep their order from version to version: a record that moves in its file, or to another one, counts as removed
//!    and new. So lists that are sorted by record stay sorted when indexes shift.
//! 5. Nothing depends on the number of versions: no counter, no set of free places, no cache that outlives what it is made of.
//!
//! What the whole atlas depends on (settings, vocabulary) has no changes: then everything is linked anew. So it is if more than
//! a quarter of the records are touched.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use foldhash::fast::RandomState;
use rayon::prelude::*;

use super::linked_atlas::Atlas;
use super::merge_translations::MergedRecords;
use super::name_key::{Identifier, NameKey, path_key};
use super::ranks::Ranks;
use super::record_ix::RecordIx;
use super::record_map::RecordMap;
use crate::record::Record;
use crate::site::Site;

/// A set of keys.
type Keys = HashSet<NameKey, RandomState>;

/// The changes between a version of an atlas and the next one.
pub(super) struct Changes<'a> {
    /// The version before.
    pub(super) before: &'a Atlas,
    /// The indexes of its records in the next version.
    pub(super) map: RecordMap,
    /// The new indexes of the touched records, in order.
    pub(super) touched: Vec<RecordIx>,
    /// The old indexes of the touched and removed records, in order.
    pub(super) touched_before: Vec<RecordIx>,
    /// Whether the texts that identify records are the same.
    pub(super) has_same_names: bool,
}

impl<'a> Changes<'a> {
    /// Compares the records of a version with those of the next one. `None` if so many are touched that linking all of them
    /// anew takes less time.
    pub(super) fn new(
        before: &'a Atlas,
        merged: &MergedRecords,
        map: RecordMap,
        site: &Site,
    ) -> Option<Changes<'a>> {
        let records = &merged.records;
        let is_too_much = |touched: usize| touched > 16 + records.len() / 4;
        if is_too_much(map.altered.len() + map.removed.len()) {
            return None;
        }
        let (renamed, altered) = changed_keys(before, merged, &map, site);
        let mut touched: BTreeSet<RecordIx> = map.altered.iter().copied().collect();
        touched.extend(referrers(before, &renamed, &altered).filter_map(|old| map.to_new(old)));
        if is_too_much(touched.len()) {
            return None;
        }
        let kept = touched.iter().filter_map(|new| map.to_old(*new));
        let touched_before: BTreeSet<RecordIx> = kept.chain(map.removed.iter().copied()).collect();
        // The sources that `site.toml` names are those of all records.
        let mut kinds = site.vocabulary.kinds.iter();
        let has_defaults =
            !site.default_sources.is_empty() || kinds.any(|kind| !kind.default_sources.is_empty());
        if has_defaults && !renamed.is_empty() {
            return None;
        }
        Some(Changes {
            before,
            touched: touched.into_iter().collect(),
            touched_before: touched_before.into_iter().collect(),
            has_same_names: renamed.is_empty(),
            map,
        })
    }

    /// Whether a record of the next version is touched.
    pub(super) fn is_touched(&self, new: RecordIx) -> bool {
        self.touched.binary_search(&new).is_ok()
    }

    /// Whether records have the same indexes and titles as before, so that lists of records keep their order.
    pub(super) fn has_same_order(&self, ranks: &Ranks) -> bool {
        self.map.is_identity() && ranks.retitled.is_empty()
    }

    /// Whether the free pages of the next version are the same.
    pub(super) fn has_same_free_pages(&self, atlas: &Atlas) -> bool {
        let (old, new) = (&self.before.free_pages, &atlas.free_pages);
        let mut pairs = old.iter().zip(new.iter());
        old.len() == new.len()
            && pairs.all(|((old, before), (new, after))| old == new && Arc::ptr_eq(before, after))
    }
}

/// Returns the keys that identify other records than before, and the keys of all altered records.
fn changed_keys(
    before: &Atlas,
    merged: &MergedRecords,
    map: &RecordMap,
    site: &Site,
) -> (Keys, Keys) {
    let (mut renamed, mut altered) = (Keys::default(), Keys::default());
    let mut compare = |old: Option<&Record>, new: Option<&Record>| {
        let [old, new] = [old, new].map(|record| record.map(Identifier::of).unwrap_or_default());
        let differing = old.symmetric_difference(&new);
        renamed.extend(differing.map(|identifier| identifier.key(site)));
        altered.extend(new.iter().map(|identifier| identifier.key(site)));
    };
    for old in &map.removed {
        compare(Some(before.record(*old)), None);
    }
    for ix in &map.altered {
        let old = map.to_old(*ix).map(|old| &**before.record(old));
        compare(old, Some(&merged.records[ix.index()]));
    }
    let old_drafts = before.index.names.drafts();
    for old in old_drafts.records() {
        let new = merged.drafts.get(&old.id);
        if new.is_none_or(|new| !Arc::ptr_eq(old, new)) {
            compare(Some(old), None);
        }
    }
    for new in merged.drafts.values() {
        let old = old_drafts.by_id(&new.id);
        if old.is_none_or(|old| !Arc::ptr_eq(old, new)) {
            compare(None, Some(new));
        }
    }
    let old_paths = before.index.files.translations();
    let paths = old_paths.symmetric_difference(&merged.translation_paths);
    renamed.extend(paths.map(|path| path_key(path, site)));
    altered.extend(&renamed);
    (renamed, altered)
}

/// Returns the old records that refer to a key of `renamed`, or that refer to a key of `altered` and have diagnostics or
/// anchors.
fn referrers(
    before: &Atlas,
    renamed: &Keys,
    altered: &Keys,
) -> impl Iterator<Item = RecordIx> + use<> {
    let index = &before.index;
    let refers_to = |record: RecordIx, keys: &Keys| {
        let mut used = index.references.get(record).iter();
        used.any(|key| keys.contains(key))
    };
    let mut found: Vec<RecordIx> = Vec::new();
    if !renamed.is_empty() {
        let all = (0..before.records.len()).into_par_iter().map(RecordIx::new);
        found = all.filter(|record| refers_to(*record, renamed)).collect();
    }
    let reported = index.diagnostics.of_records.keys();
    let watched = reported.chain(&index.suspects).copied();
    found.extend(watched.filter(|record| refers_to(*record, altered)));
    found.into_iter()
}
