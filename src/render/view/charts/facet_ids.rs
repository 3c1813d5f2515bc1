//! Regions or sectors with their ancestors, as places in a table of ids.

use std::collections::HashMap;

use crate::atlas::RecordIx;
use crate::render::view::context::PageContext;
use crate::site::Facet;

/// The ids of all regions or sectors, and a cache of the places of ancestors among them.
pub(super) struct FacetIds<'a> {
    context: &'a PageContext,
    /// The regions or sectors, in the order of the table.
    records: &'a [RecordIx],
    places: HashMap<RecordIx, usize>,
    /// The places of a record and its ancestors.
    known: HashMap<RecordIx, Vec<usize>>,
}

impl<'a> FacetIds<'a> {
    /// The table of all records of a facet; an empty one without such a kind.
    pub(super) fn new(context: &'a PageContext, facet: Facet) -> FacetIds<'a> {
        let model = &context.model;
        let kind = model.site.vocabulary.facet(facet);
        let records = kind.map_or(&[][..], |kind| model.atlas.of_kind(kind));
        let places = records.iter().enumerate().map(|(at, ix)| (*ix, at));
        FacetIds {
            context,
            records,
            places: places.collect(),
            known: HashMap::new(),
        }
    }

    /// The ids in the order of the table.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'a str> {
        let atlas = &self.context.model.atlas;
        self.records.iter().map(|ix| &*atlas.record(*ix).id)
    }

    /// The places of some regions or sectors and all their ancestors, sorted and without duplicates.
    pub(super) fn places(&mut self, own: &[RecordIx]) -> Vec<usize> {
        let facets = &self.context.model.atlas.facets;
        let places = &self.places;
        let mut found = Vec::new();
        for facet in own {
            let above = self.known.entry(*facet).or_insert_with(|| {
                let above = facets.with_ancestors(*facet).into_iter();
                above.filter_map(|ix| places.get(&ix).copied()).collect()
            });
            found.extend(above.iter().copied());
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
