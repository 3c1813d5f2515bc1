//! The claims that are drawn from a source, grouped by the records that state them.

use minijinja::value::Value;

use super::claim_list::{claim_row, segments};
use super::record::RecordView;
use super::static_map::map;
use crate::atlas::{Claim, ClaimPart, RecordIx};
use crate::model::SourceClaims;
use crate::site::Direction;

/// The maximum number of claims on the page of a source.
const MAX_LISTED: usize = 1_000;

impl RecordView {
    /// The counts of the claims that are drawn from a source, and its records by kind with these claims. None for a record
    /// that is no source.
    pub(super) fn drawn(&self) -> Value {
        let model = &self.context.model;
        let sources = model.site.vocabulary.known.sources;
        let kinds = &model.site.vocabulary.relation(sources).to;
        if !kinds.contains(&model.atlas.kind(self.ix)) {
            return Value::from(());
        }
        let nothing = SourceClaims::default();
        let found = model.claim_index().sources.get(&self.ix);
        let found = found.unwrap_or(&nothing);
        let mut records = found.records.clone();
        records.extend(model.atlas.related(self.ix, sources, Direction::Inverse));
        records.retain(|record| *record != self.ix);
        records.sort_by_key(|record| {
            let rank = model.atlas.rank(self.context.language, *record);
            (model.atlas.kind(*record), rank)
        });
        records.dedup();
        let mut left = MAX_LISTED;
        let by_kind = records.chunk_by(|a, b| model.atlas.kind(*a) == model.atlas.kind(*b));
        let sections = by_kind.map(|records| {
            let rows = records
                .iter()
                .map(|record| self.drawn_by(*record, &mut left));
            map([
                ("kind", self.context.kind(model.atlas.kind(records[0]))),
                ("count", Value::from(records.len())),
                ("split", self.context.marked_split(records.iter().copied())),
                ("records", rows.collect()),
            ])
        });
        let sections: Value = sections.collect();
        let inferred = found.counts.of(ClaimPart::Inferred);
        map([
            ("claims", Value::from(found.counts.total())),
            ("inferred", Value::from(inferred)),
            ("records", Value::from(records.len())),
            ("split", self.context.marked_split(records.iter().copied())),
            ("segments", segments(&self.context, &found.counts)),
            ("sections", sections),
            ("listed", Value::from(MAX_LISTED - left)),
        ])
    }

    /// A record with the claims that it draws from this source, at most `left`.
    fn drawn_by(&self, record: RecordIx, left: &mut usize) -> Value {
        let model = &self.context.model;
        let is_drawn = |claim: &Claim| {
            let found = model.atlas.claim_sources(*claim, &model.site);
            found.sources.contains(&self.ix)
        };
        let claims = model.atlas.claims(record, &model.site);
        let claims: Vec<Claim> = claims.filter(is_drawn).take(*left).collect();
        *left -= claims.len();
        let rows = claims.iter();
        map([
            ("record", self.context.record(record)),
            (
                "claims",
                rows.map(|claim| claim_row(&self.context, *claim, None))
                    .collect(),
            ),
        ])
    }
}
