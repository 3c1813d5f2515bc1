//! The relations of a record, grouped by relation type and direction.

use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::merged_edges::edge_groups;
use super::object::View;
use super::relation_section::{RelationList, RelationSection};
use super::relation_view::RelationView;
use crate::atlas::RecordIx;
use crate::site::{Direction, RelationIx};

/// The maximum number of relations in a row of a list.
const MAX_ROW_RELATIONS: usize = 5;

/// The relation groups of a record, in vocabulary order.
pub(super) fn groups(context: &Arc<PageContext>, ix: RecordIx) -> Value {
    edge_groups(context, ix)
        .into_iter()
        .map(|group| View::value(RelationSection::of_group(context.clone(), ix, group)))
        .collect()
}

/// The outgoing relations of one type, as stated: the regions or sectors of a record.
pub(super) fn outgoing(context: &Arc<PageContext>, ix: RecordIx, relation: RelationIx) -> Value {
    let edges = context.model.atlas.edges(ix).iter();
    let own = edges
        .filter(|edge| edge.side == Direction::Forward && edge.relation_type == relation)
        .copied();
    Value::from_object(RelationList::new(context.clone(), own.collect()))
}

/// The first `limit` outgoing relations of one type to records for which `accepts` is true.
pub(super) fn outgoing_to(
    context: &Arc<PageContext>,
    ix: RecordIx,
    relation: RelationIx,
    accepts: impl Fn(RecordIx) -> bool,
    limit: usize,
) -> Value {
    let own = context.model.atlas.edges(ix).iter().filter(|edge| {
        edge.side == Direction::Forward && edge.relation_type == relation && accepts(edge.other)
    });
    own.take(limit)
        .map(|edge| View::value(RelationView::new(context.clone(), *edge)))
        .collect()
}

/// The relations that rows of lists show, in the order of the vocabulary: the posts of a person.
pub(super) fn row_relations(context: &Arc<PageContext>, ix: RecordIx) -> Value {
    let model = &context.model;
    let kind = model.site.vocabulary.kind(model.atlas.kind(ix));
    if kind.row_relations.is_empty() {
        return Value::from(Vec::<Value>::new());
    }
    let edges = model.atlas.edges(ix).iter().filter(|edge| {
        edge.side == Direction::Forward && kind.row_relations.contains(&edge.relation_type)
    });
    edges
        .take(MAX_ROW_RELATIONS)
        .map(|edge| View::value(RelationView::new(context.clone(), *edge)))
        .collect()
}
