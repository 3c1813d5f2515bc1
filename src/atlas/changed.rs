//! What differs between a version of an atlas and the next one, for the stages after linking.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::incremental::Changes;
use super::linked_atlas::Atlas;
use super::record_ix::RecordIx;
use super::record_map::RecordMap;
use crate::record::Record;
use crate::site::{Direction, Language, Site};

/// What differs between a version of an atlas and the one before. Everything else is the same, with the same indexes if
/// [`Changed::has_same_records`].
pub struct Changed {
    map: RecordMap,
    /// The records whose content, relations, regions or sectors may differ, in order.
    pub records: Vec<RecordIx>,
    /// These, and the first records of the relations whose locations or other records may differ; in order.
    pub diagnosed: Vec<RecordIx>,
    /// The records whose title, in any language, may differ.
    pub names: Vec<RecordIx>,
    /// Whether members of regions or sectors, their order, or the matrix may differ.
    pub facets: bool,
    /// Whether the id or a former id of a record may differ, or free pages.
    pub addresses: bool,
}

/// A linked atlas, and what differs from the version before. `None`: anything may.
pub struct Linked {
    /// The atlas.
    pub atlas: Atlas,
    /// The differences.
    pub changed: Option<Changed>,
}

impl Changed {
    /// Compares a new version with the one before. `related` are the records whose relations differ, `merged` those whose
    /// relations have been merged again.
    pub(super) fn new(
        changes: Changes<'_>,
        atlas: &Atlas,
        related: impl IntoIterator<Item = RecordIx>,
        merged: impl IntoIterator<Item = RecordIx>,
        site: &Site,
    ) -> Changed {
        let before = changes.before;
        let mut records: BTreeSet<RecordIx> = changes.touched.iter().copied().collect();
        records.extend(related);
        let mut diagnosed: BTreeSet<RecordIx> = merged.into_iter().collect();
        let mut names = Vec::new();
        let mut addresses = !changes.map.is_identity() || !changes.has_same_free_pages(atlas);
        for altered in &changes.map.altered {
            let edges = atlas.edges(*altered).iter();
            let firsts = edges.filter(|edge| edge.side == Direction::Inverse);
            diagnosed.extend(firsts.map(|edge| edge.other));
            let new = atlas.record(*altered);
            let old = changes.map.to_old(*altered).map(|old| before.record(old));
            if old.is_none_or(|old| !has_same_titles(old, new, site)) {
                names.push(*altered);
            }
            addresses |= old.is_none_or(|old| !has_same_addresses(old, new));
        }
        let facets = !Arc::ptr_eq(&before.facets, &atlas.facets);
        if facets {
            let differs = |new: &RecordIx| !has_same_facets(before, atlas, &changes.map, *new);
            records.extend(atlas.indices().filter(differs));
        }
        diagnosed.extend(&records);
        Changed {
            diagnosed: diagnosed.into_iter().collect(),
            records: records.into_iter().collect(),
            names,
            facets,
            addresses,
            map: changes.map,
        }
    }

    /// Whether every record has the index that it had before.
    pub fn has_same_records(&self) -> bool {
        self.map.is_identity()
    }

    /// Returns the index of a record of the version before; `None` if it is removed.
    pub fn to_new(&self, old: RecordIx) -> Option<RecordIx> {
        self.map.to_new(old)
    }

    /// Whether a record is among [`Changed::diagnosed`].
    pub fn is_diagnosed(&self, record: RecordIx) -> bool {
        self.diagnosed.binary_search(&record).is_ok()
    }

    /// Whether a record of a facet, such as a region, is new or states something else.
    pub fn has_facet_records(&self, atlas: &Atlas, site: &Site) -> bool {
        let mut altered = self.map.altered.iter();
        altered.any(|ix| site.vocabulary.kind(atlas.kind(*ix)).facet.is_some())
    }
}

fn has_same_titles(old: &Record, new: &Record, site: &Site) -> bool {
    let mut languages = site.each_language();
    languages.all(|language: Language| old.title(language) == new.title(language))
}

/// Whether the pages of two versions of a record have the same routes.
fn has_same_addresses(old: &Record, new: &Record) -> bool {
    let former =
        |record: &Record| -> Vec<_> { record.aka.iter().map(|old| old.text.clone()).collect() };
    old.id == new.id && former(old) == former(new)
}

fn has_same_facets(before: &Atlas, atlas: &Atlas, map: &RecordMap, new: RecordIx) -> bool {
    let Some(old) = map.to_old(new) else {
        return false;
    };
    let is_same = |old: &[RecordIx], new: &[RecordIx]| {
        let mut pairs = old.iter().zip(new);
        old.len() == new.len() && pairs.all(|(old, new)| map.to_new(*old) == Some(*new))
    };
    is_same(before.facets.regions(old), atlas.facets.regions(new))
        && is_same(before.facets.sectors(old), atlas.facets.sectors(new))
}
