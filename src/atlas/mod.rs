//! ATLAS: all records linked.
//!
//! References become relations that both sides know; regions and sectors become trees that count what lies below;
//! names get their order. Nothing here reads a file or makes a page.

mod cycles;
mod edges;
mod facets;
mod leads;
mod linker;
mod names;
mod order;
mod prose_links;
mod retold;
mod translations;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Deref;
use std::sync::Arc;

use foldhash::fast::RandomState;

use crate::diagnostic::{Checked, Span};
use crate::record::{
    FreePage, FreePageSlot, Link, LinkTarget, ParsedFile, Record, RecordName, RelationDetails, Status,
};
use crate::site::{Direction, KindIx, Language, RelationIx, Site};
use crate::source::{CowVec, SourcePath};

pub use facets::{Facets, Matrix};
use leads::Leads;
pub use leads::ResolvedBody;
use linker::Linked;
use names::Names;
use translations::Gathered;

/// A record, by its place in [`Atlas::records`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordIx(u32);

impl RecordIx {
    pub(crate) fn new(index: usize) -> RecordIx {
        RecordIx(index as u32)
    }

    /// The place in [`Atlas::records`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A relation between two records, once, whichever side wrote it.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Which relation.
    pub relation: RelationIx,
    /// The record that it starts from.
    pub from: RecordIx,
    /// The record that it leads to.
    pub to: RecordIx,
    /// What is said about it.
    pub details: Option<Arc<RelationDetails>>,
    /// The party for whom a signatory signed.
    pub via: Option<RecordIx>,
    /// Whether nobody wrote it and it follows from something else.
    pub derived: bool,
    /// The record in which it is written.
    pub owner: RecordIx,
    /// Where in the owner's file.
    pub span: Span,
}

/// A relation as one of its records sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The place in [`Atlas::relations`].
    pub relation: u32,
    /// The record on the other side.
    pub other: RecordIx,
    /// Which relation it is.
    pub which: RelationIx,
    /// The side on which the record stands.
    pub side: Direction,
    /// Whether nothing is said of it but that it is.
    pub bare: bool,
}

/// Whether records that are not ready take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// Left out, as in a build.
    Hidden,
    /// Shown, as in a preview.
    Shown,
}

/// Where a link of a text leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResolvedLink {
    /// A record.
    Record(RecordIx),
    /// A text that is no record: the home page, a section's index, a free page.
    FreePage(FreePageSlot),
    /// A file of `assets/`.
    Asset(SourcePath),
    /// A heading of the page itself.
    Here,
}

/// Every record of a site, linked.
pub struct Atlas {
    /// The records, by kind, file and place in the file, with their translations.
    pub records: CowVec<Arc<Record>>,
    /// The relations, by relation, then by the records on their sides.
    pub relations: CowVec<Relation>,
    ties: Arc<Ties>,
}

/// What follows from how the records are tied, whatever their texts say.
pub struct Ties {
    /// The texts that are no records.
    pub free_pages: BTreeMap<(FreePageSlot, Language), Arc<FreePage>>,
    /// What lies in which region and sector.
    pub facets: Facets,
    names: Names,
    files: Files,
    leads: Leads,
    edges: Vec<Edge>,
    edge_starts: Vec<u32>,
    /// The kind of each record: what is asked of very many, one after another, stands close together.
    kinds: Vec<KindIx>,
    by_kind: Vec<Vec<RecordIx>>,
    ranks: Vec<Vec<u32>>,
}

impl Deref for Atlas {
    type Target = Ties;

    fn deref(&self) -> &Ties {
        &self.ties
    }
}

/// Links the contents of all files, given in the order of their paths.
pub fn link(files: &[Arc<ParsedFile>], site: &Site, drafts: Drafts) -> Checked<Atlas> {
    let mut diagnostics = Vec::new();
    let gathered = translations::gather(files, site, drafts, &mut diagnostics);
    let Gathered { records, free_pages, drafts } = gathered;
    // What does not wait for one another runs side by side.
    let (ranks, (names, files, linked)) = rayon::join(
        || order::ranks(&records, site),
        || {
            let (names, files) = rayon::join(|| Names::new(&records, drafts), || files_of(&records));
            let linked = linker::relations(&records, &names, &files, site, &mut diagnostics);
            (names, files, linked)
        },
    );
    let Linked { relations, suspects, leads } = linked;
    let mut by_kind: Vec<Vec<RecordIx>> = vec![Vec::new(); site.vocabulary.kinds.len()];
    let kinds: Vec<KindIx> = records.iter().map(|record| record.kind).collect();
    for (index, kind) in kinds.iter().enumerate() {
        by_kind[kind.index()].push(RecordIx::new(index));
    }
    for records in &mut by_kind {
        records.sort_by_key(|record| ranks[0][record.index()]);
    }
    cycles::check(&relations, &records, site, &mut diagnostics);
    let (facets, (edges, edge_starts)) = rayon::join(
        || Facets::new(&records, &relations, &by_kind, &ranks[0], site, &mut diagnostics),
        || edges::of(&relations, &ranks[0], records.len(), site),
    );
    let ties = Ties { free_pages, facets, names, files, leads, edges, edge_starts, kinds, by_kind, ranks };
    let atlas = Atlas {
        records: records.into_iter().collect(),
        relations: relations.into_iter().collect(),
        ties: Arc::new(ties),
    };
    prose_links::check(&atlas, &suspects, site, &mut diagnostics);
    Checked { value: atlas, diagnostics }
}

/// The records that have a Markdown file.
fn files_of(records: &[Arc<Record>]) -> Files {
    let written = records.iter().enumerate().filter(|(_, record)| record.at.path.as_str().ends_with(".md"));
    let mut files = Files::with_capacity_and_hasher(records.len(), RandomState::default());
    files.extend(written.map(|(index, record)| (record.at.path.clone(), RecordIx::new(index))));
    files
}

impl Atlas {
    /// The record at a place.
    pub fn record(&self, record: RecordIx) -> &Arc<Record> {
        &self.records[record.index()]
    }

    /// The kind of the record at a place.
    pub fn kind(&self, record: RecordIx) -> KindIx {
        self.kinds[record.index()]
    }

    /// The records of a kind that a file holds, whatever translations are laid over them.
    pub fn in_file(&self, kind: KindIx, path: &SourcePath) -> impl Iterator<Item = RecordIx> + use<> {
        let before = |record: &Arc<Record>| (record.kind, &record.at.path) < (kind, path);
        let within = |record: &Arc<Record>| (record.kind, &record.at.path) <= (kind, path);
        (self.records.partition_point(before)..self.records.partition_point(within)).map(RecordIx::new)
    }

    /// Every place, in order.
    pub fn each(&self) -> impl Iterator<Item = RecordIx> + Clone + use<> {
        (0..self.records.len()).map(RecordIx::new)
    }

    /// The records of a kind, in the order of their names in the default language.
    pub fn of_kind(&self, kind: KindIx) -> &[RecordIx] {
        &self.by_kind[kind.index()]
    }

    /// The record that an id, an old id, a name, short name or alias means, if it means exactly one.
    pub fn resolve(&self, text: &str) -> Option<RecordIx> {
        self.names.resolve(&self.records, text).ok()
    }

    /// The records that some targets mean, in order; those that lead nowhere were reported when the atlas was linked.
    pub fn resolve_all<'a>(&'a self, targets: &'a [RecordName]) -> impl Iterator<Item = RecordIx> + 'a {
        targets.iter().filter_map(|target| self.resolve(&target.text))
    }

    /// A record's relations, by relation, side and the name of the other record.
    pub fn edges(&self, record: RecordIx) -> &[Edge] {
        let start = self.edge_starts[record.index()] as usize;
        &self.edges[start..self.edge_starts[record.index() + 1] as usize]
    }

    /// How a record's relation stands to the truth.
    pub fn status(&self, edge: &Edge) -> Status {
        let said = || self.relations[edge.relation as usize].details.as_deref();
        if edge.bare { Status::Stated } else { said().map_or(Status::Stated, |said| said.provenance.status) }
    }

    /// A record's relations of one sort, seen from one side.
    pub fn related(
        &self,
        record: RecordIx,
        relation: RelationIx,
        side: Direction,
    ) -> impl Iterator<Item = RecordIx> + '_ {
        let edges = self.edges(record).iter().filter(move |edge| edge.which == relation && edge.side == side);
        edges.map(|edge| edge.other)
    }

    /// The place of a record among all names of a language.
    pub fn rank(&self, language: Language, record: RecordIx) -> u32 {
        self.ranks[language.index()][record.index()]
    }

    /// Puts records into the order of their names in a language.
    pub fn sort(&self, language: Language, records: &mut [RecordIx]) {
        records.sort_by_key(|record| self.rank(language, *record));
    }

    /// Where a link leads, if anywhere.
    pub fn resolve_link(&self, link: &Link, site: &Site) -> Option<ResolvedLink> {
        match &link.target {
            LinkTarget::Record(text) | LinkTarget::Source(text) => self.resolve(text).map(ResolvedLink::Record),
            LinkTarget::File(path) => {
                prose_links::file(&self.files, path, site).or_else(|| self.prose_file(path, site))
            }
            LinkTarget::Asset(path) => Some(ResolvedLink::Asset(path.clone())),
            LinkTarget::Here => Some(ResolvedLink::Here),
        }
    }

    fn prose_file(&self, path: &SourcePath, site: &Site) -> Option<ResolvedLink> {
        let place = prose_links::prose_place(path, site)?;
        let known = site.each_language().any(|language| self.free_pages.contains_key(&(place.clone(), language)));
        (known || matches!(place, FreePageSlot::Section(_) | FreePageSlot::Home))
            .then_some(ResolvedLink::FreePage(place))
    }

    /// Whether a text names a record that is not published yet.
    pub fn is_draft(&self, text: &str) -> bool {
        self.names.is_draft(text)
    }
}

impl Relation {
    /// The record on a side.
    pub fn at(&self, side: Direction) -> RecordIx {
        match side {
            Direction::Forward => self.from,
            Direction::Inverse => self.to,
        }
    }
}

/// The records that have a Markdown file, by its path.
type Files = HashMap<SourcePath, RecordIx, RandomState>;

/// The ids of records that are left out because they are drafts.
type DraftIds = HashSet<Arc<str>>;
