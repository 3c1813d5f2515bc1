//! Links all records in parallel and merges the relations that they state.

use std::sync::Arc;

use rayon::prelude::*;

use super::file_index::FileIndex;
use super::link_targets::LinkTargets;
use super::merge_relations::merge_relations;
use super::name_index::NameIndex;
use super::record_ix::RecordIx;
use super::record_linker::RecordLinker;
use super::relation::Relation;
use super::stated_relation::StatedRelation;
use crate::diagnostic::{Code, Collector, Diagnostic, suggest_name};
use crate::record::Record;
use crate::site::Site;

/// The number of records that one task links.
const BATCH: usize = 256;

/// The result of linking the records.
pub(super) struct LinkResult {
    /// All relations, by type and records.
    pub(super) relations: Vec<Relation>,
    /// The records whose bodies may contain broken links or broken anchors.
    pub(super) suspects: Vec<RecordIx>,
    /// The resolved targets of the links in bodies.
    pub(super) link_targets: LinkTargets,
}

/// Links all records: resolves their references, citations and links, and merges both sides of each relation.
pub(super) fn link_records(
    records: &[Arc<Record>],
    names: &NameIndex,
    files: &FileIndex,
    site: &Site,
    diagnostics: &mut Vec<Diagnostic>,
) -> LinkResult {
    // Batches are linked in parallel; their diagnostics are reported in the order of the records.
    let link_batch = |(number, batch): (usize, &[Arc<Record>])| {
        let mut linker = RecordLinker::new(records, names, files, site, batch.len());
        for index in 0..batch.len() {
            linker.link_record(RecordIx::new(number * BATCH + index));
        }
        linker.finish()
    };
    let batches: Vec<_> = records
        .par_chunks(BATCH)
        .enumerate()
        .map(link_batch)
        .collect();
    // By relation type, then by batch.
    let mut stated: Vec<Vec<Vec<StatedRelation>>> = site
        .vocabulary
        .relations
        .iter()
        .map(|_| Vec::new())
        .collect();
    let (mut suspects, mut link_targets) = (Vec::new(), LinkTargets::with_capacity(records.len()));
    for batch in batches {
        link_targets.append(&batch.link_targets);
        stated
            .iter_mut()
            .zip(batch.stated)
            .for_each(|(all, some)| all.push(some));
        suspects.extend(batch.suspects);
        report(batch.diagnostics, names, diagnostics);
    }
    let merge = |stated| merge_relations(stated, records, site);
    let merged: Vec<_> = stated.into_par_iter().with_max_len(1).map(merge).collect();
    let mut relations =
        Vec::with_capacity(merged.iter().map(|(relations, _)| relations.len()).sum());
    for (relations_of_type, found) in merged {
        relations.extend(relations_of_type);
        diagnostics.extend(found);
    }
    LinkResult {
        relations,
        suspects,
        link_targets,
    }
}

/// Adds the diagnostics of a batch; broken references get a suggestion.
fn report(batch: Collector, names: &NameIndex, diagnostics: &mut Vec<Diagnostic>) {
    for diagnostic in batch.finish() {
        let is_unknown = diagnostic.code == Code::BrokenReference;
        let unknown = diagnostic
            .facts
            .iter()
            .find(|(fact, _)| is_unknown && *fact == "target");
        let similar =
            unknown.and_then(|(_, unknown)| suggest_name(unknown, names.ids(), diagnostics.len()));
        diagnostics.push(diagnostic.with_some("near", similar));
    }
}
