//! The roll-up of regions and sectors to the rows and columns of the matrix. List filters use it, so that they have
//! tens of options instead of hundreds.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;

use crate::atlas::{Atlas, RecordIx};

/// The roll-ups of all regions and sectors that contain a record.
pub struct FacetRollup {
    /// Regions to matrix rows.
    pub regions: Rollup,
    /// Sectors to matrix columns.
    pub sectors: Rollup,
}

/// Maps each facet record to the matrix rows or columns above it, or to itself if there are none.
pub struct Rollup(HashMap<RecordIx, Vec<RecordIx>, RandomState>);

impl FacetRollup {
    /// Computes the roll-ups of an atlas.
    pub(super) fn new(atlas: &Atlas) -> FacetRollup {
        let facets = &atlas.facets;
        let regions = atlas.indices().flat_map(|record| facets.regions(record));
        let sectors = atlas.indices().flat_map(|record| facets.sectors(record));
        FacetRollup {
            regions: Rollup::new(atlas, regions, &facets.matrix.rows),
            sectors: Rollup::new(atlas, sectors, &facets.matrix.columns),
        }
    }
}

impl Rollup {
    fn new<'f>(
        atlas: &Atlas,
        used: impl Iterator<Item = &'f RecordIx>,
        shown: &[RecordIx],
    ) -> Rollup {
        let shown: HashSet<RecordIx, RandomState> = shown.iter().copied().collect();
        let mut rollup: HashMap<RecordIx, Vec<RecordIx>, RandomState> = HashMap::default();
        for facet in used {
            rollup.entry(*facet).or_insert_with(|| {
                let above = atlas.facets.with_ancestors(*facet);
                let targets: Vec<RecordIx> = above
                    .into_iter()
                    .filter(|above| shown.contains(above))
                    .collect();
                if targets.is_empty() {
                    vec![*facet]
                } else {
                    targets
                }
            });
        }
        Rollup(rollup)
    }

    /// The rows or columns of some facet records, sorted and without duplicates.
    pub fn targets(&self, own: &[RecordIx]) -> Vec<RecordIx> {
        let mut targets: Vec<RecordIx> = own
            .iter()
            .filter_map(|facet| self.0.get(facet))
            .flatten()
            .copied()
            .collect();
        targets.sort_unstable();
        targets.dedup();
        targets
    }
}
