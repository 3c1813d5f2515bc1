//! The regions and sectors by which lists are filtered: the rows and columns of the matrix, so that there are tens of
//! them and not hundreds.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;

use crate::atlas::{Atlas, RecordIx};

/// What regions and sectors count as when lists are filtered.
pub(super) struct Near {
    pub(super) regions: Nearest,
    pub(super) sectors: Nearest,
}

/// For each region or sector in which something lies: the rows or columns above it, or itself where there are none.
pub(super) struct Nearest(HashMap<RecordIx, Vec<RecordIx>, RandomState>);

impl Near {
    pub(super) fn new(atlas: &Atlas) -> Near {
        let facets = &atlas.facets;
        let regions = atlas.each().flat_map(|record| facets.regions(record));
        let sectors = atlas.each().flat_map(|record| facets.sectors(record));
        Near {
            regions: Nearest::new(atlas, regions, &facets.grid.rows),
            sectors: Nearest::new(atlas, sectors, &facets.grid.columns),
        }
    }
}

impl Nearest {
    fn new<'f>(atlas: &Atlas, used: impl Iterator<Item = &'f RecordIx>, known: &[RecordIx]) -> Nearest {
        let known: HashSet<RecordIx, RandomState> = known.iter().copied().collect();
        let mut nearest: HashMap<RecordIx, Vec<RecordIx>, RandomState> = HashMap::default();
        for facet in used {
            nearest.entry(*facet).or_insert_with(|| {
                let above = atlas.facets.with_ancestors(*facet);
                let near: Vec<RecordIx> = above.into_iter().filter(|above| known.contains(above)).collect();
                if near.is_empty() { vec![*facet] } else { near }
            });
        }
        Nearest(nearest)
    }

    /// What some regions or sectors count as, each once.
    pub(super) fn of(&self, own: &[RecordIx]) -> Vec<RecordIx> {
        let mut near: Vec<RecordIx> = own.iter().filter_map(|facet| self.0.get(facet)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        near
    }
}
