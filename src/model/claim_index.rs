//! Counts of all claims, and the records that rest on each source.

use std::collections::{BTreeMap, BTreeSet};

use crate::atlas::{Atlas, PartCounts, RecordIx};
use crate::site::Site;

/// Counts of the claims of an atlas. Each claim counts for the record that states it.
#[derive(Debug, Default)]
pub struct ClaimIndex {
    /// All claims.
    pub total: PartCounts,
    /// The claims of the records of each kind.
    pub kinds: Vec<PartCounts>,
    /// The claims of the records in each region and sector, descendants included.
    pub facets: BTreeMap<RecordIx, PartCounts>,
    /// The claims that rest on each source.
    pub sources: BTreeMap<RecordIx, SourceClaims>,
}

/// The claims that rest on a source.
#[derive(Debug, Default)]
pub struct SourceClaims {
    /// Their counts.
    pub counts: PartCounts,
    /// The records that state them, in order.
    pub records: Vec<RecordIx>,
}

impl ClaimIndex {
    /// Counts all claims.
    pub(super) fn new(site: &Site, atlas: &Atlas) -> ClaimIndex {
        let mut index = ClaimIndex {
            kinds: vec![PartCounts::default(); site.vocabulary.kinds.len()],
            ..ClaimIndex::default()
        };
        for ix in atlas.indices() {
            let mut own = PartCounts::default();
            for claim in atlas.claims(ix, site) {
                let part = atlas.claim_part(claim, site);
                own.add(part);
                index.kinds[atlas.kind(ix).index()].add(part);
                let found = atlas.claim_sources(claim, site);
                // What a source says of itself is not drawn from it.
                for source in found.sources.iter().filter(|source| **source != ix) {
                    let of_source = index.sources.entry(*source).or_default();
                    of_source.counts.add(part);
                    if of_source.records.last() != Some(&ix) {
                        of_source.records.push(ix);
                    }
                }
            }
            index.total.extend(&own);
            for facet in facets_of(atlas, ix) {
                index.facets.entry(facet).or_default().extend(&own);
            }
        }
        index
    }
}

/// The regions and sectors of a record with their ancestors. Each is in itself.
fn facets_of(atlas: &Atlas, ix: RecordIx) -> BTreeSet<RecordIx> {
    let facets = atlas.facets.regions(ix).iter();
    facets
        .chain(atlas.facets.sectors(ix))
        .flat_map(|facet| atlas.facets.with_ancestors(*facet))
        .collect()
}
