//! Regions and sectors: their trees, what lies in them with everything below, and where the two cross.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::{RecordIx, Relation};
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Record;
use crate::site::{Facet, FieldType, KindIx, RelationIx, Site};

/// The most regions or sectors above one: every page below shows the way down to it.
const MOST_ABOVE: usize = 64;

/// The most regions, and the most sectors, of one record: each lists the record, with others of its regions.
const MOST_PLACES: usize = 500;

/// The most places in the matrix that one record can take: each is a page.
const MOST_CROSSINGS: usize = 2000;

/// The most places of the matrix that are pages.
const MOST_CELLS: usize = 50_000;

/// What lies in which region and sector.
pub struct Facets {
    /// The regions of each record, by its place; empty where it has none.
    regions: Vec<Box<[RecordIx]>>,
    /// The records whose regions were taken from their relations.
    derived: Vec<bool>,
    sectors: Vec<Box<[RecordIx]>>,
    /// The parts of regions and sectors, by name.
    children: BTreeMap<RecordIx, Vec<RecordIx>>,
    parents: BTreeMap<RecordIx, Vec<RecordIx>>,
    /// Everything in a region or sector and below it, by kind and name.
    members: BTreeMap<RecordIx, Vec<RecordIx>>,
    /// The region × sector matrix.
    pub matrix: Matrix,
}

/// The region × sector matrix.
#[derive(Default)]
pub struct Matrix {
    /// The regions that are rows, by name.
    pub rows: Vec<RecordIx>,
    /// The sectors that are columns: those without a parent, by name.
    pub columns: Vec<RecordIx>,
    /// What lies where a region of the rows and any sector cross, descendants included.
    pub cells: BTreeMap<(RecordIx, RecordIx), Vec<RecordIx>>,
    /// The regions that a sector crosses, in the order of the cells.
    pub by_sector: BTreeMap<RecordIx, Vec<RecordIx>>,
    /// The kinds whose records lie there.
    pub kinds: BTreeSet<KindIx>,
}

impl Facets {
    pub(super) fn new(
        records: &[Arc<Record>],
        relations: &[Relation],
        by_kind: &[Vec<RecordIx>],
        rank: &[u32],
        site: &Site,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Facets {
        let known = site.vocabulary.known;
        let facet_kind = |facet| site.vocabulary.facet(facet);
        let of_facet = |record: RecordIx| site.vocabulary.kind(records[record.index()].kind).facet;
        let (mut children, mut parents): (BTreeMap<_, Vec<_>>, BTreeMap<_, Vec<_>>) = Default::default();
        for part in of(relations, known.parts) {
            if of_facet(part.from).is_some() && of_facet(part.from) == of_facet(part.to) {
                children.entry(part.from).or_default().push(part.to);
                parents.entry(part.to).or_default().push(part.from);
            }
        }
        let excess = cut_ancestry(&mut children, &mut parents);
        diagnostics.extend(excess.into_iter().map(|record| {
            let ru = format!("над территорией или отраслью больше {MOST_ABOVE} других");
            over_limit(&records[record.index()], ru, format!("it lies below more than {MOST_ABOVE} others"))
        }));
        for parts in children.values_mut() {
            parts.sort_by_key(|record| rank[record.index()]);
        }
        let own = |relation: RelationIx| {
            let mut own: Vec<Vec<RecordIx>> = vec![Vec::new(); records.len()];
            for relation in of(relations, relation) {
                own[relation.from.index()].push(relation.to);
            }
            own
        };
        let (mut regions, mut sectors) = (own(known.region), own(known.sectors));
        let derived = derive(&mut regions, records, relations, site);
        limit_places(&mut regions, records, diagnostics);
        limit_places(&mut sectors, records, diagnostics);
        let mut facets = Facets {
            regions: regions.into_iter().map(Vec::into_boxed_slice).collect(),
            derived,
            sectors: sectors.into_iter().map(Vec::into_boxed_slice).collect(),
            children,
            parents,
            members: BTreeMap::new(),
            matrix: Matrix::default(),
        };
        let order = order(by_kind, records.len());
        facets.gather(&order, |record| of_facet(record).is_some());
        let of_kind = |facet| facet_kind(facet).map_or(&[][..], |kind| &by_kind[kind.index()]);
        facets.matrix =
            facets.cross(records, of_kind(Facet::Region), of_kind(Facet::Sector), &order, site, diagnostics);
        facets
    }

    fn gather(&mut self, order: &[u32], is_facet: impl Fn(RecordIx) -> bool) {
        let mut members: BTreeMap<RecordIx, Vec<RecordIx>> = BTreeMap::new();
        let mut above = Above::new(self);
        for index in 0..order.len() {
            let record = RecordIx::new(index);
            // A region is not an inhabitant of the region that it is a part of.
            if is_facet(record) {
                continue;
            }
            for facet in above.all(self.regions[index].iter().chain(&self.sectors[index])) {
                members.entry(facet).or_default().push(record);
            }
        }
        for list in members.values_mut() {
            list.sort_unstable_by_key(|record| order[record.index()]);
        }
        self.members = members;
    }

    fn cross(
        &self,
        records: &[Arc<Record>],
        regions: &[RecordIx],
        sectors: &[RecordIx],
        order: &[u32],
        site: &Site,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Matrix {
        let value = |record: RecordIx, key: &str| {
            let record = &records[record.index()];
            record.field(site.vocabulary.field_of(record.kind, key)?)
        };
        let has_type = |record: RecordIx| {
            let fact = value(record, "type")?;
            let FieldType::Choice(choices) = &site.vocabulary.field(fact.field).value else { return None };
            let crate::record::Value::Choice(choice) = fact.value else { return None };
            choices.get(choice as usize).map(|choice| site.matrix_rows.contains(&choice.id))
        };
        let coded = regions.iter().any(|region| value(*region, "code").is_some());
        let is_row = |region: RecordIx| match () {
            () if !site.matrix_rows.is_empty() => has_type(region) == Some(true),
            () if coded => value(region, "code").is_some(),
            () => true,
        };
        let rows: Vec<RecordIx> = regions.iter().copied().filter(|region| is_row(*region)).collect();
        let row_set: BTreeSet<RecordIx> = rows.iter().copied().collect();
        let mut cells: HashMap<(RecordIx, RecordIx), Vec<RecordIx>, RandomState> = HashMap::default();
        let mut kinds = BTreeSet::new();
        let mut above = Above::new(self);
        for (index, record) in records.iter().enumerate() {
            let columns = above.all(&self.sectors[index]);
            if columns.is_empty() {
                continue;
            }
            let mut rows = above.all(&self.regions[index]);
            rows.retain(|row| row_set.contains(row));
            let crossings = rows.len() * columns.len();
            if crossings > MOST_CROSSINGS || cells.len() + crossings > MOST_CELLS {
                let most = if crossings > MOST_CROSSINGS { MOST_CROSSINGS } else { MOST_CELLS - cells.len() };
                let ru = format!("её территории и отрасли пересекаются {crossings} раз, страниц может быть {most}");
                let en = format!("its regions and sectors cross {crossings} times, and there can be {most} pages");
                diagnostics.push(over_limit(record, ru, en));
                continue;
            }
            if crossings > 0 {
                kinds.insert(record.kind);
            }
            for row in rows {
                for column in &columns {
                    cells.entry((row, *column)).or_default().push(RecordIx::new(index));
                }
            }
        }
        for list in cells.values_mut() {
            list.sort_unstable_by_key(|record| order[record.index()]);
        }
        let cells: BTreeMap<(RecordIx, RecordIx), Vec<RecordIx>> = cells.into_iter().collect();
        let mut by_sector: BTreeMap<RecordIx, Vec<RecordIx>> = BTreeMap::new();
        for (region, sector) in cells.keys() {
            by_sector.entry(*sector).or_default().push(*region);
        }
        let used = |sector: &RecordIx| self.members.contains_key(sector) && !self.parents.contains_key(sector);
        let columns: Vec<RecordIx> = sectors.iter().copied().filter(used).collect();
        let mut rows: Vec<RecordIx> = rows.into_iter().filter(|row| self.members.contains_key(row)).collect();
        let most = MOST_CELLS / columns.len().max(1);
        if let Some(excess) = rows.get(most) {
            let (all, columns) = (rows.len(), columns.len());
            let ru = format!("в матрице {all} территорий и {columns} отраслей, клеток может быть {MOST_CELLS}");
            let en = format!("the matrix has {all} regions and {columns} sectors, and there can be {MOST_CELLS} cells");
            diagnostics.push(over_limit(&records[excess.index()], ru, en));
            rows.truncate(most);
        }
        Matrix { rows, columns, cells, by_sector, kinds }
    }

    /// A record's regions as written, or taken from its relations.
    pub fn regions(&self, record: RecordIx) -> &[RecordIx] {
        &self.regions[record.index()]
    }

    /// Whether a record's regions were taken from its relations.
    pub fn is_derived(&self, record: RecordIx) -> bool {
        self.derived[record.index()]
    }

    /// A record's sectors.
    pub fn sectors(&self, record: RecordIx) -> &[RecordIx] {
        &self.sectors[record.index()]
    }

    /// The parts of a region or sector, by name.
    pub fn children(&self, record: RecordIx) -> &[RecordIx] {
        self.children.get(&record).map_or(&[], Vec::as_slice)
    }

    /// What a region or sector is a part of.
    pub fn parents(&self, record: RecordIx) -> &[RecordIx] {
        self.parents.get(&record).map_or(&[], Vec::as_slice)
    }

    /// Everything in a region or sector and below it, by kind and name.
    pub fn members(&self, record: RecordIx) -> &[RecordIx] {
        self.members.get(&record).map_or(&[], Vec::as_slice)
    }

    /// A region or sector and everything above it.
    pub fn with_ancestors(&self, record: RecordIx) -> BTreeSet<RecordIx> {
        let mut above = BTreeSet::from([record]);
        let mut open = vec![record];
        while let Some(next) = open.pop() {
            for parent in self.parents(next) {
                if above.insert(*parent) {
                    open.push(*parent);
                }
            }
        }
        above
    }

    /// The way from the top of the tree to a region or sector, itself left out; by the first parent of each.
    pub fn path(&self, record: RecordIx) -> Vec<RecordIx> {
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

/// The place of each record among all, by kind and name.
fn order(by_kind: &[Vec<RecordIx>], records: usize) -> Vec<u32> {
    let mut order = vec![0; records];
    for (place, record) in by_kind.iter().flatten().enumerate() {
        order[record.index()] = place as u32;
    }
    order
}

/// What lies above regions and sectors, each looked for once: there are few, and every record lies in some.
struct Above<'f> {
    facets: &'f Facets,
    known: HashMap<RecordIx, BTreeSet<RecordIx>, RandomState>,
}

impl<'f> Above<'f> {
    fn new(facets: &'f Facets) -> Above<'f> {
        Above { facets, known: HashMap::default() }
    }

    /// Some regions or sectors and all above them, in order, each once.
    fn all<'r>(&mut self, own: impl IntoIterator<Item = &'r RecordIx>) -> Vec<RecordIx> {
        let mut all = Vec::new();
        for facet in own {
            let above = self.known.entry(*facet).or_insert_with(|| self.facets.with_ancestors(*facet));
            all.extend(above.iter().copied());
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Cuts off what lies below more than is allowed, or in a circle; answers with the former, for circles are reported
/// elsewhere.
fn cut_ancestry(
    children: &mut BTreeMap<RecordIx, Vec<RecordIx>>,
    parents: &mut BTreeMap<RecordIx, Vec<RecordIx>>,
) -> Vec<RecordIx> {
    let mut above: BTreeMap<RecordIx, BTreeSet<RecordIx>> = BTreeMap::new();
    let mut waits: BTreeMap<RecordIx, usize> = parents.iter().map(|(child, parents)| (*child, parents.len())).collect();
    let mut ready: Vec<RecordIx> = children.keys().copied().filter(|top| !parents.contains_key(top)).collect();
    let mut excess = BTreeSet::new();
    while let Some(next) = ready.pop() {
        let mut own = BTreeSet::new();
        for parent in parents.get(&next).into_iter().flatten() {
            own.insert(*parent);
            own.extend(above.get(parent).into_iter().flatten().copied());
            if own.len() > MOST_ABOVE {
                excess.insert(next);
                own.clear();
                break;
            }
        }
        above.insert(next, own);
        for child in children.get(&next).into_iter().flatten() {
            if let Some(count) = waits.get_mut(child) {
                *count -= 1;
                if *count == 0 {
                    waits.remove(child);
                    ready.push(*child);
                }
            }
        }
    }
    let cut = |child: &RecordIx| excess.contains(child) || waits.contains_key(child);
    parents.retain(|child, _| !cut(child));
    for parts in children.values_mut() {
        parts.retain(|child| !cut(child));
    }
    excess.into_iter().collect()
}

/// Cuts off the regions, or the sectors, of records that lie in more of them than is allowed.
fn limit_places(places: &mut [Vec<RecordIx>], records: &[Arc<Record>], diagnostics: &mut Vec<Diagnostic>) {
    for (own, record) in places.iter_mut().zip(records) {
        if own.len() > MOST_PLACES {
            let ru = format!("территорий или отраслей у записи {}, может быть {MOST_PLACES}", own.len());
            let en = format!("the record lies in {} regions or sectors, and can in {MOST_PLACES}", own.len());
            diagnostics.push(over_limit(record, ru, en));
            own.truncate(MOST_PLACES);
        }
    }
}

fn over_limit(record: &Record, ru: String, en: String) -> Diagnostic {
    Diagnostic::new(Code::RecordLimit, record.at.clone()).with("words", ru).with("words_en", en)
}

/// The relations of one sort; all of them are sorted by it.
fn of(relations: &[Relation], wanted: RelationIx) -> &[Relation] {
    let start = relations.partition_point(|relation| relation.relation < wanted);
    let end = relations.partition_point(|relation| relation.relation <= wanted);
    &relations[start..end]
}

/// Gives records without regions those that the vocabulary lets them take from their relations. An event takes them
/// from its venue, and an agreement from the event, so the second round completes the first.
fn derive(regions: &mut [Vec<RecordIx>], records: &[Arc<Record>], relations: &[Relation], site: &Site) -> Vec<bool> {
    let mut derived = vec![false; records.len()];
    let has_own: Vec<bool> = regions.iter().map(|regions| !regions.is_empty()).collect();
    for _ in 0..2 {
        let mut found: BTreeMap<usize, BTreeSet<RecordIx>> = BTreeMap::new();
        for kind in &site.vocabulary.kinds {
            for from in &kind.regions_from {
                for relation in of(relations, *from) {
                    let record = relation.from.index();
                    let is_kind = site.vocabulary.kind(records[record].kind).id == kind.id;
                    if is_kind && !has_own[record] {
                        let theirs = regions[relation.to.index()].iter().copied();
                        found.entry(record).or_default().extend(theirs);
                    }
                }
            }
        }
        for (record, theirs) in found {
            derived[record] = !theirs.is_empty();
            regions[record] = theirs.into_iter().collect();
        }
    }
    derived
}
