//! The membership of a record in the region or sector whose list contains it.

use minijinja::value::Value;

use super::record::RecordView;
use super::relations;
use super::static_map::map;
use super::status::marked_label;
use crate::atlas::{RecordIx, Relation};
use crate::model::SiteModel;
use crate::record::Status;
use crate::site::Direction;

/// The maximum number of other regions in a row.
const MAX_OTHER_REGIONS: usize = 10;

impl RecordView {
    /// The other regions of the record with the status of each, at most [`MAX_OTHER_REGIONS`].
    pub(super) fn other_regions(&self) -> Value {
        let context = &self.context;
        let is_other = |region: RecordIx| !self.within.contains(&Some(region));
        let facets = &context.model.atlas.facets;
        if facets.is_derived(self.ix) {
            let others = facets
                .regions(self.ix)
                .iter()
                .filter(|region| is_other(**region));
            let one = |region: &RecordIx| {
                map([
                    ("record", context.record(*region)),
                    ("status", Value::from(())),
                ])
            };
            return others.take(MAX_OTHER_REGIONS).map(one).collect();
        }
        if !facets
            .regions(self.ix)
            .iter()
            .any(|region| is_other(*region))
        {
            return Value::from(Vec::<Value>::new());
        }
        relations::outgoing_to(
            context,
            self.ix,
            context.model.site.vocabulary.known.region,
            is_other,
            MAX_OTHER_REGIONS,
        )
    }

    /// The number of other regions beyond that maximum.
    pub(super) fn more_other_regions(&self) -> usize {
        let regions = self.context.model.atlas.facets.regions(self.ix);
        let others = regions
            .iter()
            .filter(|region| !self.within.contains(&Some(**region)))
            .count();
        others.saturating_sub(MAX_OTHER_REGIONS)
    }

    /// The status of the membership in the list's region or sector, and the label of the kind of that facet. Of region and
    /// sector the less certain counts; none if both are stated.
    pub(super) fn membership(&self) -> Value {
        let Some((status, facet)) = self.hedged_membership() else {
            return Value::from(());
        };
        let model = &self.context.model;
        let kind = model.site.vocabulary.kind(model.atlas.kind(facet));
        map([
            ("id", Value::from(status.id())),
            ("label", marked_label(&self.context, status)),
            ("to", self.context.marked_text(&kind.label)),
        ])
    }

    /// The status of the membership in the list's region or sector.
    pub(super) fn membership_status(&self) -> Status {
        self.hedged_membership()
            .map_or(Status::Stated, |(status, _)| status)
    }

    /// The least certain membership that is not stated, with its facet.
    ///
    /// Of several relations to one of them the most certain counts. Membership in a part of the region is `Stated` here,
    /// because the row names that part with its status.
    fn hedged_membership(&self) -> Option<(Status, RecordIx)> {
        if self.within.iter().all(Option::is_none) {
            return None;
        }
        let SiteModel { site, atlas, .. } = &*self.context.model;
        let known = site.vocabulary.known;
        let edges = atlas.edges(self.ix).iter();
        let edges = edges.filter(|edge| {
            edge.side == Direction::Forward
                && [known.region, known.sectors].contains(&edge.relation_type)
        });
        let own: Vec<&Relation> = edges
            .map(|edge| &atlas.relations[edge.relation as usize])
            .collect();
        let status = |own: &Relation| {
            own.details
                .as_ref()
                .map_or(Status::Stated, |own| own.provenance.status)
        };
        if own.iter().all(|own| status(own) == Status::Stated) {
            return None;
        }
        let belonging = |facet: RecordIx| {
            let has_parts = !atlas.facets.children(facet).is_empty();
            let is_above =
                move |own: RecordIx| has_parts && atlas.facets.with_ancestors(own).contains(&facet);
            let ways = || {
                own.iter()
                    .filter(move |own| own.to == facet || is_above(own.to))
            };
            let is_direct = ways().any(|own| own.relation == known.sectors || own.to == facet);
            let surest = ways().map(|own| status(own)).min();
            surest.filter(|_| is_direct).unwrap_or_default()
        };
        self.within
            .iter()
            .flatten()
            .map(|facet| (belonging(*facet), *facet))
            .max()
            .filter(|(status, _)| *status != Status::Stated)
    }
}
