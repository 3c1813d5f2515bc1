//! Ids of regions and sectors with their ancestors.

use std::collections::HashMap;

use crate::atlas::{Atlas, RecordIx};

/// A cache of the ids of facet records and their ancestors.
pub(super) struct AncestorIds<'a> {
    atlas: &'a Atlas,
    known: HashMap<RecordIx, Vec<&'a str>>,
}

impl<'a> AncestorIds<'a> {
    /// Creates an empty cache.
    pub(super) fn new(atlas: &'a Atlas) -> AncestorIds<'a> {
        AncestorIds {
            atlas,
            known: HashMap::new(),
        }
    }

    /// The ids of some regions or sectors and all their ancestors, sorted and without duplicates.
    pub(super) fn ids(&mut self, own: &[RecordIx]) -> Vec<&'a str> {
        let atlas = self.atlas;
        let mut ids = Vec::new();
        for facet in own {
            let above = self.known.entry(*facet).or_insert_with(|| {
                atlas
                    .facets
                    .with_ancestors(*facet)
                    .into_iter()
                    .map(|ix| &*atlas.record(ix).id)
                    .collect()
            });
            ids.extend(above.iter().copied());
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}
