//! The records with relations, and these relations.

use super::network_node::is_network_edge;
use crate::atlas::{RecordIx, Relation};
use crate::render::view::context::PageContext;
use crate::site::KindIx;

/// The nodes and edges of the network of the whole atlas.
pub(super) struct ConnectedRecords<'a> {
    /// The records with at least one relation and its number of relations, highest first.
    pub(super) records: Vec<(RecordIx, usize)>,
    /// Their relations.
    pub(super) relations: Vec<&'a Relation>,
    /// The number of records of the atlas.
    all: usize,
}

impl<'a> ConnectedRecords<'a> {
    /// Collects the records and relations of the atlas.
    pub(super) fn new(context: &'a PageContext) -> ConnectedRecords<'a> {
        let atlas = &context.model.atlas;
        let relations: Vec<&Relation> = atlas
            .relations
            .iter()
            .filter(|relation| is_network_edge(context, relation))
            .collect();
        let mut degrees = vec![0; atlas.records.len()];
        for relation in &relations {
            degrees[relation.from.index()] += 1;
            degrees[relation.to.index()] += 1;
        }
        let tied = atlas
            .indices()
            .map(|ix| (ix, degrees[ix.index()]))
            .filter(|(_, degree)| *degree > 0);
        let mut records: Vec<(RecordIx, usize)> = tied.collect();
        records.sort_by_key(|(ix, degree)| {
            (
                std::cmp::Reverse(*degree),
                atlas.rank(context.language, *ix),
            )
        });
        ConnectedRecords {
            records,
            relations,
            all: atlas.records.len(),
        }
    }

    /// The places of all records of the atlas in the list; `None` for those without relations.
    pub(super) fn ranks(&self) -> Vec<Option<usize>> {
        let mut ranks = vec![None; self.all];
        for (rank, (ix, _)) in self.records.iter().enumerate() {
            ranks[ix.index()] = Some(rank);
        }
        ranks
    }
}

/// The best connected records of some kinds, with their numbers of relations.
pub(in crate::render::view) fn best_connected(
    context: &PageContext,
    limit: usize,
    accepts: impl Fn(KindIx) -> bool,
) -> Vec<(RecordIx, usize)> {
    let connected = ConnectedRecords::new(context).records.into_iter();
    connected
        .filter(|(record, _)| accepts(context.model.atlas.kind(*record)))
        .take(limit)
        .collect()
}
