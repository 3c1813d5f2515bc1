//! The sources of regions that follow from relations.

use std::collections::BTreeMap;

use super::linked_atlas::Atlas;
use super::record_ix::RecordIx;
use super::relation::Edge;
use crate::site::{Direction, RelationIx, Site};

/// The rounds in which regions are inherited: an event inherits from its venue, and an agreement from the event.
const ROUNDS: usize = 2;

impl Atlas {
    /// Returns the regions that a record inherits, each with the sources of the relations that it follows from; empty for a
    /// record with regions of its own.
    pub fn derived_regions(&self, record: RecordIx, site: &Site) -> Vec<(RecordIx, Vec<RecordIx>)> {
        if !self.facets.is_derived(record) {
            return Vec::new();
        }
        let found = self.region_sources(record, site, ROUNDS);
        let regions = self.facets.regions(record).iter();
        let of = |region: &RecordIx| (*region, found.get(region).cloned().unwrap_or_default());
        regions.map(of).collect()
    }

    /// Returns the sources of each region of a record; `rounds` limits the records through which it is inherited.
    fn region_sources(
        &self,
        record: RecordIx,
        site: &Site,
        rounds: usize,
    ) -> BTreeMap<RecordIx, Vec<RecordIx>> {
        let mut found: BTreeMap<RecordIx, Vec<RecordIx>> = BTreeMap::new();
        let region = site.vocabulary.known.region;
        if !self.facets.is_derived(record) {
            for edge in self.outgoing(record, region) {
                add(&mut found, edge.other, &self.edge_sources(edge, site));
            }
        } else if rounds > 0 {
            let kind = site.vocabulary.kind(self.kind(record));
            for from in &kind.regions_from {
                for edge in self.outgoing(record, *from) {
                    let through = self.edge_sources(edge, site);
                    for (region, sources) in self.region_sources(edge.other, site, rounds - 1) {
                        add(&mut found, region, &through);
                        add(&mut found, region, &sources);
                    }
                }
            }
        }
        found
    }

    fn edge_sources(&self, edge: &Edge, site: &Site) -> Vec<RecordIx> {
        let relation = &self.relations[edge.relation as usize];
        self.relation_sources(relation, site).sources.into_owned()
    }

    /// Returns the relations of one type from a record, in the order of their other records.
    fn outgoing(&self, record: RecordIx, relation: RelationIx) -> impl Iterator<Item = &Edge> {
        let edges = self.edges(record);
        let start = edges.partition_point(|edge| edge.relation_type < relation);
        edges[start..].iter().take_while(move |edge| {
            edge.relation_type == relation && edge.side == Direction::Forward
        })
    }
}

fn add(found: &mut BTreeMap<RecordIx, Vec<RecordIx>>, region: RecordIx, sources: &[RecordIx]) {
    let known = found.entry(region).or_default();
    for source in sources {
        if !known.contains(source) {
            known.push(*source);
        }
    }
}
