//! Regions and sectors: their trees, their members, and the matrix.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::facet_tree::{AncestorCache, FacetTree};
use super::matrix::{Matrix, MatrixBuilder};
use super::record_facets::RecordFacets;
use super::record_ix::RecordIx;
use super::relation::Relation;
use crate::diagnostic::Diagnostic;
use crate::record::Record;
use crate::site::{Facet, RelationIx, Site};
use crate::source::CowVec;

/// The regions and sectors of an atlas.
pub struct Facets {
    assigned: Arc<RecordFacets>,
    tree: Arc<FacetTree>,
    /// The records in each region or sector, descendants included, by kind and name.
    members: BTreeMap<RecordIx, Vec<RecordIx>>,
    /// The region × sector matrix.
    pub matrix: Matrix,
    /// The diagnostics of the facets.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Facets {
    pub(super) fn new(
        records: &CowVec<Arc<Record>>,
        relations: &CowVec<Relation>,
        by_kind: &[Vec<RecordIx>],
        rank: &[u32],
        site: &Site,
    ) -> Facets {
        let mut diagnostics = Vec::new();
        let tree = FacetTree::new(records, relations, rank, site, &mut diagnostics);
        let assigned = RecordFacets::new(records, relations, site, &mut diagnostics);
        let (tree, assigned) = (Arc::new(tree), Arc::new(assigned));
        Facets::of_parts((tree, assigned), records, by_kind, site, diagnostics)
    }

    /// Returns the facets after records that are no regions or sectors have got other titles.
    pub(super) fn reordered(
        &self,
        records: &CowVec<Arc<Record>>,
        by_kind: &[Vec<RecordIx>],
        site: &Site,
    ) -> Facets {
        let parts = (self.tree.clone(), self.assigned.clone());
        Facets::of_parts(parts, records, by_kind, site, Vec::new())
    }

    fn of_parts(
        (tree, assigned): (Arc<FacetTree>, Arc<RecordFacets>),
        records: &CowVec<Arc<Record>>,
        by_kind: &[Vec<RecordIx>],
        site: &Site,
        mut diagnostics: Vec<Diagnostic>,
    ) -> Facets {
        let order = &order_by_kind(by_kind, records.len());
        let is_facet = |record: RecordIx| {
            let kind = records[record.index()].kind;
            site.vocabulary.kind(kind).facet.is_some()
        };
        let members = members(&assigned, &tree, order, is_facet);
        let of_facet = |facet| {
            let kind = site.vocabulary.facet(facet);
            kind.map_or(&[][..], |kind| &by_kind[kind.index()])
        };
        let builder = MatrixBuilder {
            records,
            assigned: &assigned,
            tree: &tree,
            members: &members,
            order,
            site,
        };
        let (regions, sectors) = (of_facet(Facet::Region), of_facet(Facet::Sector));
        let matrix = builder.build(regions, sectors, &mut diagnostics);
        Facets {
            assigned,
            tree,
            members,
            matrix,
            diagnostics,
        }
    }

    /// Whether facets depend on relations of a type.
    pub(super) fn depend_on(relation: RelationIx, site: &Site) -> bool {
        let known = &site.vocabulary.known;
        let mut kinds = site.vocabulary.kinds.iter();
        [known.region, known.sectors, known.parts].contains(&relation)
            || kinds.any(|kind| {
                kind.regions_from.contains(&relation) || kind.sectors_from.contains(&relation)
            })
    }

    /// Returns the regions of a record: its own, or those of related records.
    pub fn regions(&self, record: RecordIx) -> &[RecordIx] {
        &self.assigned.regions[record.index()]
    }

    /// Whether the regions of a record are inherited from related records.
    pub fn is_derived(&self, record: RecordIx) -> bool {
        self.assigned.inherited[record.index()]
    }

    /// Returns the sectors of a record.
    pub fn sectors(&self, record: RecordIx) -> &[RecordIx] {
        &self.assigned.sectors[record.index()]
    }

    /// Whether the sectors of a record are inherited from related records.
    pub fn has_derived_sectors(&self, record: RecordIx) -> bool {
        self.assigned.inherited_sectors[record.index()]
    }

    /// Returns the children of a region or sector, by name.
    pub fn children(&self, record: RecordIx) -> &[RecordIx] {
        self.tree.children(record)
    }

    /// Returns the parents of a region or sector.
    pub fn parents(&self, record: RecordIx) -> &[RecordIx] {
        self.tree.parents(record)
    }

    /// Returns the records in a region or sector, descendants included, by kind and name.
    pub fn members(&self, record: RecordIx) -> &[RecordIx] {
        self.members.get(&record).map_or(&[], Vec::as_slice)
    }

    /// Returns a region or sector with all its ancestors.
    pub fn with_ancestors(&self, record: RecordIx) -> BTreeSet<RecordIx> {
        self.tree.with_ancestors(record)
    }

    /// Returns the path from the root to a region or sector, without itself, by the first parent of each.
    pub fn path(&self, record: RecordIx) -> Vec<RecordIx> {
        self.tree.path(record)
    }
}

/// Returns the position of each record in the order by kind and name.
fn order_by_kind(by_kind: &[Vec<RecordIx>], records: usize) -> Vec<u32> {
    let mut order = vec![0; records];
    for (position, record) in by_kind.iter().flatten().enumerate() {
        order[record.index()] = position as u32;
    }
    order
}

/// Collects the members of each region and sector. Regions and sectors themselves are no members.
fn members(
    assigned: &RecordFacets,
    tree: &FacetTree,
    order: &[u32],
    is_facet: impl Fn(RecordIx) -> bool,
) -> BTreeMap<RecordIx, Vec<RecordIx>> {
    let mut members: BTreeMap<RecordIx, Vec<RecordIx>> = BTreeMap::new();
    let mut ancestors = AncestorCache::new(tree);
    for index in 0..order.len() {
        let record = RecordIx::new(index);
        if is_facet(record) {
            continue;
        }
        for facet in ancestors.with_ancestors(
            assigned.regions[index]
                .iter()
                .chain(&assigned.sectors[index]),
        ) {
            members.entry(facet).or_default().push(record);
        }
    }
    for list in members.values_mut() {
        list.sort_unstable_by_key(|record| order[record.index()]);
    }
    members
}
