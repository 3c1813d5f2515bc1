//! The level of a tree of regions or sectors that divides the atlas.

use std::collections::HashSet;

use foldhash::fast::RandomState;

use super::facet_tree::FacetTree;
use super::record_ix::RecordIx;

/// Returns the regions or sectors of one level, in the given order: those in which no other given one lies. One that alone
/// has parts, at least two and more than stand beside it, is the whole atlas: its parts take its place.
pub(super) fn top_level(given: &[RecordIx], tree: &FacetTree) -> Vec<RecordIx> {
    let known: HashSet<RecordIx, RandomState> = given.iter().copied().collect();
    let is_root = |facet: &RecordIx| !tree.path(*facet).iter().any(|above| known.contains(above));
    let parts = |facet: RecordIx| {
        tree.children(facet)
            .iter()
            .filter(|part| known.contains(part))
    };
    let mut level: HashSet<RecordIx, RandomState> = given.iter().copied().filter(is_root).collect();
    loop {
        let mut divided = level
            .iter()
            .copied()
            .filter(|facet| parts(*facet).next().is_some());
        let (Some(only), None) = (divided.next(), divided.next()) else {
            break;
        };
        let count = parts(only).count();
        if count < 2 || count < level.len() {
            break;
        }
        level.remove(&only);
        level.extend(parts(only));
    }
    let shown = given.iter().filter(|facet| level.contains(facet));
    shown.copied().collect()
}
