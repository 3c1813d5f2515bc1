//! Records and relations as parts of a network chart.

use crate::atlas::{RecordIx, Relation};
use crate::chart::network::model::NetworkNode;
use crate::record::Status;
use crate::render::view::context::PageContext;
use crate::render::view::kind::kind_style;

/// The node of a record.
pub(super) fn node(context: &PageContext, record: RecordIx) -> NetworkNode<'_> {
    let found = context.model.atlas.record(record);
    let kind = context.model.site.vocabulary.kind(found.kind);
    NetworkNode {
        label: context.record_with_status_lang_text(record),
        href: context.record_url(record).into(),
        kind: kind_style(kind),
        is_cut: false,
    }
}

/// Whether a relation is an edge of the network. Regions, sectors, sources and mentions in texts are not.
pub(in crate::render::view) fn is_network_edge(context: &PageContext, relation: &Relation) -> bool {
    let vocabulary = &context.model.site.vocabulary;
    let kind = vocabulary.relation(relation.relation);
    let is_facet = |record: RecordIx| {
        vocabulary
            .kind(context.model.atlas.kind(record))
            .facet
            .is_some()
    };
    !kind.listing && !kind.from_text && !is_facet(relation.from) && !is_facet(relation.to)
}

/// The status of a relation.
pub(super) fn relation_status(relation: &Relation) -> Status {
    let details = relation.details.as_ref();
    details.map_or(Status::Stated, |details| details.provenance.status)
}

/// Whether a relation is planned, proposed or inferred.
pub(super) fn is_doubtful(relation: &Relation) -> bool {
    relation_status(relation) != Status::Stated
}
