//! The trees of regions and of sectors.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::limits::over_limit;
use super::record_ix::RecordIx;
use super::relation::{Relation, relations_of_type};
use crate::diagnostic::Diagnostic;
use crate::record::Record;
use crate::site::Site;
use crate::source::CowVec;

/// The maximum number of ancestors of a region or sector: every page shows the path from the root.
const MAX_ANCESTORS: usize = 64;

/// The parents and children of regions and sectors.
pub(super) struct FacetTree {
    /// The children of each region or sector, by name.
    children: BTreeMap<RecordIx, Vec<RecordIx>>,
    parents: BTreeMap<RecordIx, Vec<RecordIx>>,
}

impl FacetTree {
    /// Builds the trees from the relation `parts` between two regions or two sectors.
    pub(super) fn new(
        records: &CowVec<Arc<Record>>,
        relations: &CowVec<Relation>,
        rank: &[u32],
        site: &Site,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> FacetTree {
        let facet = |record: RecordIx| site.vocabulary.kind(records[record.index()].kind).facet;
        let mut tree = FacetTree {
            children: BTreeMap::new(),
            parents: BTreeMap::new(),
        };
        for part in relations_of_type(relations, site.vocabulary.known.parts) {
            if facet(part.from).is_some() && facet(part.from) == facet(part.to) {
                tree.children.entry(part.from).or_default().push(part.to);
                tree.parents.entry(part.to).or_default().push(part.from);
            }
        }
        diagnostics.extend(tree.limit_depth().into_iter().map(|record| {
            let ru = format!("над территорией или отраслью больше {MAX_ANCESTORS} других");
            over_limit(
                &records[record.index()],
                ru,
                format!("it lies below more than {MAX_ANCESTORS} others"),
            )
        }));
        for children in tree.children.values_mut() {
            children.sort_by_key(|record| rank[record.index()]);
        }
        tree
    }

    /// Removes the parents of nodes with more than [`MAX_ANCESTORS`] ancestors, and of nodes in a cycle or below one.
    /// Returns the former; cycles are reported elsewhere.
    fn limit_depth(&mut self) -> BTreeSet<RecordIx> {
        let (children, parents) = (&mut self.children, &mut self.parents);
        let mut ancestors: BTreeMap<RecordIx, BTreeSet<RecordIx>> = BTreeMap::new();
        // Topological order: a node is ready when all its parents are done. Nodes of cycles never are.
        let mut waiting: BTreeMap<RecordIx, usize> = parents
            .iter()
            .map(|(child, parents)| (*child, parents.len()))
            .collect();
        let mut ready: Vec<RecordIx> = children
            .keys()
            .copied()
            .filter(|root| !parents.contains_key(root))
            .collect();
        let mut excess = BTreeSet::new();
        while let Some(next) = ready.pop() {
            let mut own = BTreeSet::new();
            for parent in parents.get(&next).into_iter().flatten() {
                own.insert(*parent);
                own.extend(ancestors.get(parent).into_iter().flatten().copied());
                if own.len() > MAX_ANCESTORS {
                    excess.insert(next);
                    own.clear();
                    break;
                }
            }
            ancestors.insert(next, own);
            for child in children.get(&next).into_iter().flatten() {
                if let Some(count) = waiting.get_mut(child) {
                    *count -= 1;
                    if *count == 0 {
                        waiting.remove(child);
                        ready.push(*child);
                    }
                }
            }
        }
        let is_removed = |child: &RecordIx| excess.contains(child) || waiting.contains_key(child);
        parents.retain(|child, _| !is_removed(child));
        for children in children.values_mut() {
            children.retain(|child| !is_removed(child));
        }
        excess
    }

    /// Returns the children of a region or sector, by name.
    pub(super) fn children(&self, record: RecordIx) -> &[RecordIx] {
        self.children.get(&record).map_or(&[], Vec::as_slice)
    }

    /// Returns the parents of a region or sector.
    pub(super) fn parents(&self, record: RecordIx) -> &[RecordIx] {
        self.parents.get(&record).map_or(&[], Vec::as_slice)
    }

    /// Returns a region or sector with all its ancestors.
    pub(super) fn with_ancestors(&self, record: RecordIx) -> BTreeSet<RecordIx> {
        let mut found = BTreeSet::from([record]);
        let mut open = vec![record];
        while let Some(next) = open.pop() {
            for parent in self.parents(next) {
                if found.insert(*parent) {
                    open.push(*parent);
                }
            }
        }
        found
    }

    /// Returns the path from the root to a region or sector, without itself, by the first parent of each.
    pub(super) fn path(&self, record: RecordIx) -> Vec<RecordIx> {
        let mut path = Vec::new();
        let mut next = record;
        while let Some(parent) = self.parents(next).first() {
            if path.contains(parent) || *parent == record {
                break;
            }
            path.push(*parent);
            next = *parent;
        }
        path.reverse();
        path
    }
}

/// A cache of ancestors: there are few regions and sectors, and every record belongs to some.
pub(super) struct AncestorCache<'f> {
    tree: &'f FacetTree,
    known: HashMap<RecordIx, BTreeSet<RecordIx>, RandomState>,
}

impl<'f> AncestorCache<'f> {
    pub(super) fn new(tree: &'f FacetTree) -> AncestorCache<'f> {
        AncestorCache {
            tree,
            known: HashMap::default(),
        }
    }

    /// Returns some regions or sectors with all their ancestors, sorted and without duplicates.
    pub(super) fn with_ancestors<'r>(
        &mut self,
        own: impl IntoIterator<Item = &'r RecordIx>,
    ) -> Vec<RecordIx> {
        let mut all = Vec::new();
        for facet in own {
            let ancestors = self
                .known
                .entry(*facet)
                .or_insert_with(|| self.tree.with_ancestors(*facet));
            all.extend(ancestors.iter().copied());
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}
