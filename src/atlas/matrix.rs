//! The region × sector matrix.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::facet_tree::{AncestorCache, FacetTree};
use super::limits::over_limit;
use super::record_facets::RecordFacets;
use super::record_ix::RecordIx;
use super::top_level::top_level;
use crate::diagnostic::Diagnostic;
use crate::record::{FieldValue, Record, Value};
use crate::site::{FieldIx, FieldType, KindIx, KnownFields, Language, Site};
use crate::source::CowVec;

/// The maximum number of cells that one record may be in: each cell is a page.
const MAX_CELLS_OF_RECORD: usize = 2000;

/// The maximum number of cells that are pages.
const MAX_CELLS: usize = 50_000;

/// The records of each cell.
type Cells = HashMap<(RecordIx, RecordIx), Vec<RecordIx>, RandomState>;

/// The region × sector matrix.
#[derive(Default)]
pub struct Matrix {
    /// The regions that are rows, by name.
    pub rows: Vec<RecordIx>,
    /// The sectors that are columns, by name: those of one level, with records.
    pub columns: Vec<RecordIx>,
    /// The records in the cell of a row and any sector, descendants included.
    pub cells: BTreeMap<(RecordIx, RecordIx), Vec<RecordIx>>,
    /// The regions that share a cell with a sector, in the order of the cells.
    pub by_sector: BTreeMap<RecordIx, Vec<RecordIx>>,
    /// The kinds of the records in the matrix.
    pub kinds: BTreeSet<KindIx>,
}

/// The input of the matrix.
pub(super) struct MatrixBuilder<'a> {
    pub(super) records: &'a CowVec<Arc<Record>>,
    pub(super) assigned: &'a RecordFacets,
    pub(super) tree: &'a FacetTree,
    pub(super) members: &'a BTreeMap<RecordIx, Vec<RecordIx>>,
    /// The position of each record in the order by kind and name.
    pub(super) order: &'a [u32],
    pub(super) site: &'a Site,
}

impl MatrixBuilder<'_> {
    /// Builds the matrix from all regions and sectors, given by name.
    pub(super) fn build(
        &self,
        regions: &[RecordIx],
        sectors: &[RecordIx],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Matrix {
        let rows = self.rows(regions);
        let (cells, kinds) = self.cells(&rows, diagnostics);
        let cells: BTreeMap<(RecordIx, RecordIx), Vec<RecordIx>> = cells.into_iter().collect();
        let mut by_sector: BTreeMap<RecordIx, Vec<RecordIx>> = BTreeMap::new();
        for (region, sector) in cells.keys() {
            by_sector.entry(*sector).or_default().push(*region);
        }
        let mut columns = top_level(sectors, self.tree);
        columns.retain(|sector| self.members.contains_key(sector));
        let rows = self.limit_rows(rows, columns.len(), diagnostics);
        Matrix {
            rows,
            columns,
            cells,
            by_sector,
            kinds,
        }
    }

    /// Returns the rows: the regions of the types in `matrix_rows` of the site, else one level of those with a code, else one
    /// level of all.
    fn rows(&self, regions: &[RecordIx]) -> Vec<RecordIx> {
        let types = &self.site.matrix_rows;
        let has_code = |region: RecordIx| self.field(region, |known| known.code).is_some();
        let any_has_code = regions.iter().any(|region| has_code(*region));
        let is_row = |region: RecordIx| match () {
            () if !types.is_empty() => self.has_type(region, types),
            () if any_has_code => has_code(region),
            () => true,
        };
        let rows: Vec<RecordIx> = regions
            .iter()
            .copied()
            .filter(|region| is_row(*region))
            .collect();
        if types.is_empty() {
            top_level(&rows, self.tree)
        } else {
            rows
        }
    }

    fn field(
        &self,
        record: RecordIx,
        pick: impl FnOnce(&KnownFields) -> Option<FieldIx>,
    ) -> Option<&FieldValue> {
        self.records[record.index()].known_field(&self.site.vocabulary, pick)
    }

    /// Whether the field `type` of a region has one of some values.
    fn has_type(&self, region: RecordIx, types: &[String]) -> bool {
        let Some(field) = self.field(region, |known| known.kind) else {
            return false;
        };
        let FieldType::Choice(choices) = &self.site.vocabulary.field(field.field).value else {
            return false;
        };
        let Value::Choice(choice) = field.value_in(Language::DEFAULT) else {
            return false;
        };
        choices
            .get(*choice as usize)
            .is_some_and(|choice| types.contains(&choice.id))
    }

    /// Returns the records of each cell by kind and name, and the kinds of these records.
    fn cells(
        &self,
        rows: &[RecordIx],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Cells, BTreeSet<KindIx>) {
        let rows: BTreeSet<RecordIx> = rows.iter().copied().collect();
        let (mut cells, mut kinds) = (Cells::default(), BTreeSet::new());
        let mut ancestors = AncestorCache::new(self.tree);
        for (index, record) in self.records.iter().enumerate() {
            let sectors = ancestors.with_ancestors(&self.assigned.sectors[index]);
            if sectors.is_empty() {
                continue;
            }
            let mut regions = ancestors.with_ancestors(&self.assigned.regions[index]);
            regions.retain(|region| rows.contains(region));
            let count = regions.len() * sectors.len();
            if count > MAX_CELLS_OF_RECORD || cells.len() + count > MAX_CELLS {
                let most = if count > MAX_CELLS_OF_RECORD {
                    MAX_CELLS_OF_RECORD
                } else {
                    MAX_CELLS - cells.len()
                };
                let ru = format!(
                    "её территории и отрасли пересекаются {count} раз, страниц может быть {most}"
                );
                let en = format!(
                    "its regions and sectors cross {count} times, and there can be {most} pages"
                );
                diagnostics.push(over_limit(record, ru, en));
                continue;
            }
            if count > 0 {
                kinds.insert(record.kind);
            }
            for region in regions {
                for sector in &sectors {
                    cells
                        .entry((region, *sector))
                        .or_default()
                        .push(RecordIx::new(index));
                }
            }
        }
        for list in cells.values_mut() {
            list.sort_unstable_by_key(|record| self.order[record.index()]);
        }
        (cells, kinds)
    }

    /// Removes empty rows, and rows beyond [`MAX_CELLS`].
    fn limit_rows(
        &self,
        rows: Vec<RecordIx>,
        columns: usize,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<RecordIx> {
        let mut rows: Vec<RecordIx> = rows
            .into_iter()
            .filter(|row| self.members.contains_key(row))
            .collect();
        let most = MAX_CELLS / columns.max(1);
        if let Some(excess) = rows.get(most) {
            let all = rows.len();
            let ru = format!(
                "в матрице {all} территорий и {columns} отраслей, клеток может быть {MAX_CELLS}"
            );
            let en = format!(
                "the matrix has {all} regions and {columns} sectors, and there can be {MAX_CELLS} cells"
            );
            diagnostics.push(over_limit(&self.records[excess.index()], ru, en));
            rows.truncate(most);
        }
        rows
    }
}
