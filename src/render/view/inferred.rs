//! Whether a list has marks of inferences, which its key explains; and how many records the editors put into a region.

use minijinja::value::Value;

use super::context::PageContext;
use super::record::RecordView;
use super::static_map::map;
use crate::atlas::{Edge, RecordIx};
use crate::record::Status;
use crate::site::Direction;

impl PageContext {
    /// Whether a row of a list has the mark of an inference: the record, its date, a region or a sector is inferred.
    pub(super) fn has_inferred(&self, records: impl IntoIterator<Item = RecordIx>) -> bool {
        records.into_iter().any(|record| self.is_marked(record))
    }

    fn is_marked(&self, ix: RecordIx) -> bool {
        let (atlas, site) = (&self.model.atlas, &self.model.site);
        let record = atlas.record(ix);
        let kind = site.vocabulary.kind(record.kind);
        let date = kind.known.date.or(kind.known.run);
        let date = date.and_then(|field| record.field(field));
        let known = site.vocabulary.known;
        let line = self.line_relations(record.kind);
        let is_shown = |edge: &&Edge| {
            let is_facet = [known.region, known.sectors].contains(&edge.relation_type);
            let is_row = kind.row_relations.contains(&edge.relation_type);
            let is_in_line = line.contains(&edge.relation_type);
            edge.side == Direction::Forward && (is_facet || is_row || is_in_line)
        };
        let mut edges = atlas.edges(ix).iter().filter(is_shown);
        record.status == Status::Inferred
            || date.is_some_and(|date| date.status() == Status::Inferred)
            || edges.any(|edge| atlas.status(edge) == Status::Inferred)
    }
}

impl RecordView {
    /// The number of records in a region or sector, and of those that are there by the editors only.
    pub(super) fn belonging(&self) -> Value {
        let members = self.context.model.atlas.facets.members(self.ix);
        let is_inferred = |record: &&RecordIx| {
            let within = [Some(self.ix), None];
            let row = RecordView::listed(self.context.clone(), **record, within);
            row.membership_status() == Status::Inferred
        };
        map([
            ("total", Value::from(members.len())),
            (
                "inferred",
                Value::from(members.iter().filter(is_inferred).count()),
            ),
            (
                "marked",
                Value::from(self.context.has_inferred(members.iter().copied())),
            ),
        ])
    }
}
