//! How a record belongs to the region or sector in whose list it stands.

use minijinja::value::Value;

use super::record::RecordView;
use super::relations;
use super::static_map::map;
use crate::atlas::{RecordIx, Relation};
use crate::model::SiteModel;
use crate::record::Status;
use crate::site::Side;

/// How many regions besides the one in whose list it stands a row names.
const MOST_ELSEWHERE: usize = 10;

impl RecordView {
    /// The regions of the record besides the one in whose list it stands, with what is said of that; of many the first.
    pub(super) fn elsewhere(&self) -> Value {
        let context = &self.context;
        let is_other = |region: RecordIx| !self.within.contains(&Some(region));
        let facets = &context.model.atlas.facets;
        if facets.is_derived(self.ix) {
            let others = facets.regions(self.ix).iter().filter(|region| is_other(**region));
            let one = |region: &RecordIx| map([("record", context.record(*region)), ("status", Value::from(()))]);
            return others.take(MOST_ELSEWHERE).map(one).collect();
        }
        if !facets.regions(self.ix).iter().any(|region| is_other(*region)) {
            return Value::from(Vec::<Value>::new());
        }
        relations::wanted(context, self.ix, context.model.site.vocabulary.known.region, is_other, MOST_ELSEWHERE)
    }

    /// How many more regions there are than a row names.
    pub(super) fn elsewhere_more(&self) -> usize {
        let regions = self.context.model.atlas.facets.regions(self.ix);
        let others = regions.iter().filter(|region| !self.within.contains(&Some(**region))).count();
        others.saturating_sub(MOST_ELSEWHERE)
    }

    /// How it stands to the truth that the record belongs to the region and sector in whose list it stands: of several
    /// ways there the surest, of the two the more doubtful. Where a record is in a part of the region, its row names
    /// that part, and the doubt is said there.
    pub(super) fn belonging(&self) -> Status {
        if self.within.iter().all(Option::is_none) {
            return Status::Stated;
        }
        let SiteModel { site, atlas, .. } = &*self.context.model;
        let known = site.vocabulary.known;
        let edges = atlas.edges(self.ix).iter();
        let edges = edges.filter(|edge| edge.side == Side::From && [known.region, known.sectors].contains(&edge.which));
        let own: Vec<&Relation> = edges.map(|edge| &atlas.relations[edge.relation as usize]).collect();
        let status = |own: &Relation| own.particulars.as_ref().map_or(Status::Stated, |own| own.claim.status);
        if own.iter().all(|own| status(own) == Status::Stated) {
            return Status::Stated;
        }
        let belonging = |facet: RecordIx| {
            let has_parts = !atlas.facets.children(facet).is_empty();
            let is_above = move |own: RecordIx| has_parts && atlas.facets.with_ancestors(own).contains(&facet);
            let ways = || own.iter().filter(move |own| own.to == facet || is_above(own.to));
            let said = ways().any(|own| own.relation == known.sectors || own.to == facet);
            let surest = ways().map(|own| status(own)).min();
            surest.filter(|_| said).unwrap_or_default()
        };
        self.within.iter().flatten().map(|facet| belonging(*facet)).max().unwrap_or_default()
    }
}
