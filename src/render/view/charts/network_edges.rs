//! The relations of the network as rows of its script: grouped by what they have in common, with date and sources.

use std::collections::HashMap;

use super::network_node::relation_status;
use super::network_ties::ConnectedRecords;
use crate::atlas::{RecordIx, Relation};
use crate::render::view::context::PageContext;
use crate::site::RelationIx;
use crate::text::LangText;
use crate::text::json;

/// Relations of one record that follow each other and differ in their targets only.
#[derive(PartialEq)]
pub(super) struct EdgeRow {
    from: usize,
    relation: RelationIx,
    status: u8,
    /// The sources; `None` for relations that follow from others.
    sources: Option<Vec<RecordIx>>,
    /// The period or the date in words; empty if there is none.
    period: LangText<'static>,
    to: Vec<usize>,
}

/// The relations of the network, and the sources that these cite.
pub(super) struct NetworkEdges<'a> {
    context: &'a PageContext,
    connected: &'a ConnectedRecords<'a>,
    sources: Vec<RecordIx>,
    places: HashMap<RecordIx, usize>,
}

impl<'a> NetworkEdges<'a> {
    /// The relations of connected records, without sources as yet.
    pub(super) fn new(
        context: &'a PageContext,
        connected: &'a ConnectedRecords<'a>,
    ) -> NetworkEdges<'a> {
        NetworkEdges {
            context,
            connected,
            sources: Vec::new(),
            places: HashMap::new(),
        }
    }

    /// The groups in the order of the relations.
    pub(super) fn groups(&self) -> Vec<EdgeRow> {
        let ranks = self.connected.ranks();
        let mut groups: Vec<EdgeRow> = Vec::new();
        for relation in &self.connected.relations {
            let [from, to] = [relation.from, relation.to].map(|ix| ranks[ix.index()]);
            let (Some(from), Some(to)) = (from, to) else {
                continue;
            };
            let group = self.group(relation, from);
            match groups.last_mut() {
                Some(last) if last.is_alike(&group) => last.to.push(to),
                _ => groups.push(EdgeRow {
                    to: vec![to],
                    ..group
                }),
            }
        }
        groups
    }

    /// What a relation has in common with others.
    fn group(&self, relation: &Relation, from: usize) -> EdgeRow {
        let model = &self.context.model;
        let details = relation.details.as_deref();
        let period = details.and_then(|details| self.context.style.period_text(details));
        let sources = model.atlas.relation_sources(relation, &model.site).sources;
        EdgeRow {
            from,
            relation: relation.relation,
            status: relation_status(relation) as u8,
            sources: (!relation.derived).then(|| sources.into_owned()),
            period: period.unwrap_or(LangText::plain("")),
            to: Vec::new(),
        }
    }

    /// Writes a group as a JSON array: record, relation, status, sources, period, and then the other records. The sources are 0
    /// for what follows from others.
    pub(super) fn write(&mut self, group: &EdgeRow, out: &mut String) {
        out.push_str(&format!(
            "[{},{},{},",
            group.from,
            group.relation.index(),
            group.status
        ));
        match &group.sources {
            Some(sources) => json::list(out, sources, |out, source| {
                out.push_str(&self.place(*source).to_string());
            }),
            None => out.push('0'),
        }
        out.push(',');
        group.period.write_json(out);
        for to in &group.to {
            out.push_str(&format!(",{to}"));
        }
        out.push(']');
    }

    /// The place of a source in the list of sources.
    fn place(&mut self, source: RecordIx) -> usize {
        let next = self.sources.len();
        let place = *self.places.entry(source).or_insert(next);
        if place == next {
            self.sources.push(source);
        }
        place
    }

    /// The sources of the groups that were written.
    pub(super) fn sources(&self) -> &[RecordIx] {
        &self.sources
    }
}

impl EdgeRow {
    fn is_alike(&self, other: &EdgeRow) -> bool {
        (self.from, self.relation, self.status) == (other.from, other.relation, other.status)
            && self.sources == other.sources
            && self.period == other.period
    }
}
