//! The regions and sectors of each record.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::limits::over_limit;
use super::record_ix::RecordIx;
use super::relation::{Relation, relations_of_type};
use crate::diagnostic::Diagnostic;
use crate::record::Record;
use crate::site::{Kind, RelationIx, Site};
use crate::source::CowVec;

/// The maximum number of regions, and of sectors, of one record.
const MAX_FACETS: usize = 500;

/// The regions and sectors of each record, by its index.
pub(super) struct RecordFacets {
    pub(super) regions: Vec<Box<[RecordIx]>>,
    pub(super) sectors: Vec<Box<[RecordIx]>>,
    /// Whether the regions of a record are inherited from related records.
    pub(super) inherited: Vec<bool>,
    /// Whether the sectors of a record are inherited from related records.
    pub(super) inherited_sectors: Vec<bool>,
}

impl RecordFacets {
    /// Collects regions and sectors from relations.
    pub(super) fn new(
        records: &CowVec<Arc<Record>>,
        relations: &CowVec<Relation>,
        site: &Site,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> RecordFacets {
        let known = site.vocabulary.known;
        let targets = |relation: RelationIx| {
            let mut targets: Vec<Vec<RecordIx>> = vec![Vec::new(); records.len()];
            for relation in relations_of_type(relations, relation) {
                targets[relation.from.index()].push(relation.to);
            }
            targets
        };
        let (mut regions, mut sectors) = (targets(known.region), targets(known.sectors));
        let inherited = inherit(&mut regions, records, relations, site, |kind| {
            &kind.regions_from
        });
        let inherited_sectors = inherit(&mut sectors, records, relations, site, |kind| {
            &kind.sectors_from
        });
        truncate_facets(&mut regions, records, diagnostics);
        truncate_facets(&mut sectors, records, diagnostics);
        let boxed =
            |facets: Vec<Vec<RecordIx>>| facets.into_iter().map(Vec::into_boxed_slice).collect();
        RecordFacets {
            regions: boxed(regions),
            sectors: boxed(sectors),
            inherited,
            inherited_sectors,
        }
    }
}

/// Truncates the regions, or the sectors, of records that have too many.
fn truncate_facets(
    facets: &mut [Vec<RecordIx>],
    records: &CowVec<Arc<Record>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (own, record) in facets.iter_mut().zip(records) {
        if own.len() > MAX_FACETS {
            let ru = format!(
                "территорий или отраслей у записи {}, может быть {MAX_FACETS}",
                own.len()
            );
            let en = format!(
                "the record lies in {} regions or sectors, and can in {MAX_FACETS}",
                own.len()
            );
            diagnostics.push(over_limit(record, ru, en));
            own.truncate(MAX_FACETS);
        }
    }
}

/// Gives records without regions, or sectors, those of related records, by the relations that `from` of their kind lists.
/// Returns which records inherit. Two rounds: an event inherits from its venue, and an agreement from the event.
fn inherit(
    facets: &mut [Vec<RecordIx>],
    records: &CowVec<Arc<Record>>,
    relations: &CowVec<Relation>,
    site: &Site,
    from: impl Fn(&Kind) -> &[RelationIx],
) -> Vec<bool> {
    let mut inherited = vec![false; records.len()];
    let has_own: Vec<bool> = facets.iter().map(|facets| !facets.is_empty()).collect();
    for _ in 0..2 {
        let mut found: BTreeMap<usize, BTreeSet<RecordIx>> = BTreeMap::new();
        for kind in &site.vocabulary.kinds {
            for from in from(kind) {
                for relation in relations_of_type(relations, *from) {
                    let record = relation.from.index();
                    let is_kind = site.vocabulary.kind(records[record].kind).id == kind.id;
                    if is_kind && !has_own[record] {
                        let theirs = facets[relation.to.index()].iter().copied();
                        found.entry(record).or_default().extend(theirs);
                    }
                }
            }
        }
        for (record, theirs) in found {
            inherited[record] = !theirs.is_empty();
            facets[record] = theirs.into_iter().collect();
        }
    }
    inherited
}
