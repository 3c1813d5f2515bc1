//! Links records in parallel and merges the relations that they state.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::link_diagnostics::LinkDiagnostics;
use super::link_targets::LinkTargets;
use super::merge_relations::{MergedRelations, merge_relations};
use super::name_key::NameKey;
use super::record_ix::RecordIx;
use super::record_linker::{LinkContext, LinkedBatch, RecordLinker};
use super::relation::{Pair, Relation};
use super::relation_update::RelationUpdate;
use super::rows::Rows;
use super::stated_relation::StatedRelation;
use crate::diagnostic::Diagnostic;
use crate::site::Site;
use crate::source::CowVec;

/// The number of records that one task links.
const BATCH: usize = 256;

/// The result of linking the records.
pub(super) struct LinkResult {
    /// All relations, by type and records.
    pub(super) relations: CowVec<Relation>,
    /// The records whose bodies may contain broken links or broken anchors.
    pub(super) suspects: BTreeSet<RecordIx>,
    /// The resolved targets of the links in bodies.
    pub(super) link_targets: Arc<LinkTargets>,
    /// The keys of the texts by which records refer to others.
    pub(super) references: Arc<Rows<NameKey>>,
    pub(super) diagnostics: LinkDiagnostics,
    /// How the relations differ from those of the version before; `None` if there was none.
    pub(super) update: Option<RelationUpdate>,
    /// The pairs of records whose relations have been merged again.
    pub(super) pairs: BTreeSet<Pair>,
    /// The number of records whose references have been resolved.
    pub(super) linked: usize,
}

/// Links all records: resolves their references, citations and links, and merges both sides of each relation.
pub(super) fn link_all(context: LinkContext<'_>) -> LinkResult {
    let count = context.records.len();
    let all: Vec<RecordIx> = (0..count).map(RecordIx::new).collect();
    let link_batch = |batch: &[RecordIx]| link_some(context, batch);
    let batches: Vec<LinkedBatch> = all.par_chunks(BATCH).map(link_batch).collect();
    let mut result = LinkResult {
        relations: CowVec::from_iter([]),
        suspects: BTreeSet::new(),
        link_targets: Arc::default(),
        references: Arc::default(),
        diagnostics: LinkDiagnostics::default(),
        update: None,
        pairs: BTreeSet::new(),
        linked: count,
    };
    let mut stated: Vec<Vec<Vec<StatedRelation>>> = by_type(context.site);
    let mut link_targets = LinkTargets::with_capacity(count, 0);
    let mut references = Rows::with_capacity(count, 0);
    for batch in batches {
        link_targets.append(&batch.link_targets);
        references.append(&batch.references);
        result.suspects.extend(batch.suspects);
        result.diagnostics.of_records.extend(batch.diagnostics);
        let of_types = stated.iter_mut().zip(batch.stated);
        of_types.for_each(|(all, some)| all.push(some));
    }
    (result.link_targets, result.references) = (Arc::new(link_targets), Arc::new(references));
    let stated = stated.into_par_iter().with_max_len(1);
    let merge = |of_type: Vec<Vec<StatedRelation>>| {
        let mut all = Vec::with_capacity(of_type.iter().map(Vec::len).sum());
        of_type.into_iter().for_each(|some| all.extend(some));
        merge_relations(all, context.records, context.site)
    };
    let merged: Vec<MergedRelations> = stated.map(merge).collect();
    let relations = concatenate(merged, &mut result.diagnostics.of_pairs);
    result.relations = relations.into_iter().collect();
    result
}

/// Links some records, which must be given in order.
pub(super) fn link_some(context: LinkContext<'_>, records: &[RecordIx]) -> LinkedBatch {
    let mut linker = RecordLinker::new(context, records.len());
    records
        .iter()
        .for_each(|record| linker.link_record(*record));
    linker.finish()
}

fn by_type<T>(site: &Site) -> Vec<Vec<T>> {
    site.vocabulary
        .relations
        .iter()
        .map(|_| Vec::new())
        .collect()
}

/// Returns the relations of all types, and adds the diagnostics of their pairs to others.
pub(super) fn concatenate(
    merged: Vec<MergedRelations>,
    diagnostics: &mut BTreeMap<Pair, Vec<Diagnostic>>,
) -> Vec<Relation> {
    let count = merged.iter().map(|of_type| of_type.relations.len()).sum();
    let mut relations = Vec::with_capacity(count);
    for of_type in merged {
        relations.extend(of_type.relations);
        diagnostics.extend(of_type.diagnostics);
    }
    relations
}
