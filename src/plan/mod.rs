//! PAGES: everything with a URL, planned once.
//!
//! Pages in every language, indexes, redirects, exports and assets are all a [`Page`], so that there is one list, one
//! check for collisions and one sitemap. What a page says is made later, from [`PageKind`].

mod address;
mod collisions;
mod host_limits;
mod planner;
mod redirects;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;

use foldhash::fast::RandomState;

use crate::atlas::{Atlas, RecordIx};
use crate::diagnostic::{Checked, Location};
use crate::record::Date;
use crate::site::{KindIx, Language, Site};
use crate::source::{SourcePath, Tree};

pub use address::{Address, relative};
pub use host_limits::{check_files, output_too_large};
pub(crate) use planner::count_pages;
pub use redirects::Redirect;

/// How many records a page of a list holds.
pub const RECORDS_PER_PAGE: usize = 500;

/// How many dated_records the page of the timeline lists before it refers to a page for each year.
pub const MAX_TIMELINE_ROWS: usize = 500;

/// How many records of a kind a region's or sector's page shows before it refers to a list of their own.
pub const MAX_INLINE_MEMBERS: usize = 100;

/// The path of a file in the output folder, `/`-separated and not percent-encoded.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(Arc<str>);

impl Route {
    /// A route of path segments joined by `/`.
    pub fn new(path: &str) -> Route {
        Route(path.into())
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

/// What a page is about, whatever its language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// The first page.
    Home,
    /// The index of a kind; its pages are numbered from 1.
    Kind(KindIx, u32),
    /// A record.
    Record(RecordIx),
    /// The records of a kind in a region or sector, where they are too many for its own page.
    Listing(RecordIx, KindIx, u32),
    /// The region × sector matrix.
    Matrix,
    /// The matrix of one kind.
    KindMatrix(KindIx),
    /// Where a region and a sector cross.
    Cell(RecordIx, RecordIx),
    /// The map of all records, or of a kind.
    Map(Option<KindIx>),
    /// The network of the whole atlas.
    Network,
    /// What happened when; where that is much, each year has a page of its own.
    Timeline(Option<u16>),
    /// Records side by side.
    Compare,
    /// What is uncertain or missing.
    Quality,
    /// The search.
    Search,
    /// What there is for machines, and how to cite it.
    DataPage,
    /// A record on a card that other sites can embed.
    Card(RecordIx),
    /// A free page, by its name.
    Prose(Arc<str>),
    /// What a host shows for an address that does not exist.
    NotFound,
    /// The old address of a record.
    Moved(RecordIx, Arc<str>),
    /// A file of `assets/`.
    Asset(SourcePath),
    /// A file for machines.
    Export(Export),
    /// What a script of the pages needs.
    Data(ScriptData),
}

/// What the scripts of pages load, as a script itself, so that it can be had from `file://` too. In every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScriptData {
    /// `data/network.js`: who is related to whom.
    Network,
    /// `data/lists/clusters.js`: the records of a kind, to be filtered and compared.
    List(KindIx),
}

/// The files for machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Export {
    /// `data/atlas.json`: the whole atlas.
    Atlas,
    /// `data/clusters.csv` and others: the atlas in tables.
    Table(Table),
    /// `data/datapackage.json`: what the files of `data/` hold.
    Package,
    /// `data/places.geojson`: the records with coordinates.
    Places,
    /// `data/atlas.ttl`: the whole atlas as linked data.
    Turtle,
    /// `data/network.gexf`: the records and relations as a graph.
    Network,
    /// `data/events.ics`: the events whose days are known.
    Calendar,
    /// `clusters/zelenograd.json`: a record, beside its page.
    Record(RecordIx),
    /// `feed.xml` and others: what is new, in each language.
    Feed(Feed),
    /// `sitemap.xml`.
    Sitemap,
    /// `robots.txt`.
    Robots,
    /// `.nojekyll`: tells GitHub Pages to publish the files as they are.
    NoJekyll,
    /// `_headers`: what some hosts tell browsers beside each file.
    Headers,
    /// `_redirects`: where some hosts lead on from old addresses.
    Redirects,
}

/// The tables of `data/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// The records of a kind.
    Kind(KindIx),
    /// The relations.
    Relations,
    /// The figures.
    Figures,
    /// What is said about the values of fields.
    Claims,
}

/// The feeds of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feed {
    /// Of the whole atlas.
    All,
    /// Of a kind.
    Kind(KindIx),
    /// Of a region or sector with everything below it.
    Facet(RecordIx),
}

impl Export {
    /// The files of `data/` that hold the whole atlas, in the order in which readers are told of them.
    pub fn data_files(site: &Site, atlas: &Atlas) -> Vec<Export> {
        let kinds = site.vocabulary.each_kind().filter(|kind| !atlas.of_kind(*kind).is_empty());
        let tables = kinds.map(Table::Kind).chain([Table::Relations, Table::Figures, Table::Claims]);
        let mut files: Vec<Export> = tables.map(Export::Table).collect();
        files.extend([Export::Atlas, Export::Turtle, Export::Places, Export::Network]);
        if calendar_kind(site).is_some_and(|kind| !atlas.of_kind(kind).is_empty()) {
            files.push(Export::Calendar);
        }
        files.push(Export::Package);
        files
    }

    /// The name of a file of `data/`, and the type of its contents; none for files that lie elsewhere.
    pub fn data_file(self, site: &Site) -> Option<(String, &'static str)> {
        let (name, media_type) = match self {
            Export::Atlas => ("atlas.json", "application/json"),
            Export::Table(Table::Kind(kind)) => {
                return Some((format!("{}.csv", site.vocabulary.kind(kind).folder), "text/csv"));
            }
            Export::Table(Table::Relations) => ("relations.csv", "text/csv"),
            Export::Table(Table::Figures) => ("figures.csv", "text/csv"),
            Export::Table(Table::Claims) => ("claims.csv", "text/csv"),
            Export::Package => ("datapackage.json", "application/vnd.datapackage+json"),
            Export::Places => ("places.geojson", "application/geo+json"),
            Export::Turtle => ("atlas.ttl", "text/turtle"),
            Export::Network => ("network.gexf", "application/gexf+xml"),
            Export::Calendar => ("events.ics", "text/calendar"),
            Export::Record(_)
            | Export::Feed(_)
            | Export::Sitemap
            | Export::Robots
            | Export::NoJekyll
            | Export::Headers
            | Export::Redirects => return None,
        };
        Some((name.to_owned(), media_type))
    }
}

/// The kind whose records a calendar lists: the one that is an event in the terms of schema.org.
pub fn calendar_kind(site: &Site) -> Option<KindIx> {
    let is_event = |kind: &KindIx| site.vocabulary.kind(*kind).schema.as_deref() == Some("Event");
    site.vocabulary.each_kind().find(is_event)
}

/// A record with the date on which it happened.
pub type DatedRecord = (Date, RecordIx);

/// One file of the output.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it is written.
    pub route: Route,
    /// How links name it.
    pub address: Address,
    /// Its language; that of the site for what has none.
    pub language: Language,
    /// What it is about.
    pub kind: PageKind,
}

/// Every page of a site.
pub struct Plan {
    /// The pages, in the order in which they are built.
    pub pages: Vec<Page>,
    /// The agreements and events with their dates, in the order of time.
    pub dated_records: Vec<DatedRecord>,
    /// The old addresses from which the host itself leads on.
    pub redirects: Vec<Redirect>,
    by_kind: HashMap<(PageKind, Language), u32, RandomState>,
    /// The places of records' pages, by language and record.
    of_records: Vec<Vec<u32>>,
    by_route: HashMap<Route, u32, RandomState>,
    /// The assets: path below `assets/` → place.
    assets: BTreeMap<String, u32>,
}

/// Plans every page of a site.
pub fn plan(tree: &Tree, site: &Site, atlas: &Atlas) -> Checked<Plan> {
    let dated_records = planner::dated_records(site, atlas);
    let (pages, origins) = planner::pages(tree, site, atlas, &dated_records);
    let (mut plan, mut diagnostics) =
        rayon::join(|| Plan::of(&pages, site, atlas), || collisions::check(&pages, &origins));
    diagnostics.extend(host_limits::check_routes(site, &pages, &origins));
    plan.pages = pages;
    plan.dated_records = dated_records;
    let (redirects, beyond) = redirects::choose(site, &plan);
    plan.redirects = redirects;
    diagnostics.extend(beyond);
    Checked { value: plan, diagnostics }
}

impl Plan {
    /// Where pages stand by what is asked for; they themselves are put in when all have been looked at.
    fn of(pages: &[Page], site: &Site, atlas: &Atlas) -> Plan {
        let mut plan = Plan {
            pages: Vec::new(),
            dated_records: Vec::new(),
            redirects: Vec::new(),
            by_kind: HashMap::default(),
            of_records: vec![vec![u32::MAX; atlas.records.len()]; site.languages.len()],
            by_route: HashMap::with_capacity_and_hasher(pages.len(), RandomState::default()),
            assets: BTreeMap::new(),
        };
        for (index, page) in pages.iter().enumerate() {
            let index = index as u32;
            plan.by_route.entry(page.route.clone()).or_insert(index);
            match &page.kind {
                PageKind::Record(record) => plan.of_records[page.language.index()][record.index()] = index,
                PageKind::Asset(path) => {
                    let name = path.split_folder().map_or(path.as_str(), |(_, name)| name);
                    plan.assets.insert(name.to_owned(), index);
                }
                kind => drop(plan.by_kind.insert((kind.clone(), page.language), index)),
            }
        }
        plan
    }

    /// The places of the pages that are not published, because the host leads on from them itself.
    pub fn hidden<'p>(&'p self, site: &'p Site) -> impl Iterator<Item = usize> + 'p {
        self.redirects.iter().filter_map(|redirect| redirect.hides(site))
    }

    /// The page about something in a language.
    pub fn page(&self, kind: &PageKind, language: Language) -> Option<&Page> {
        match kind {
            PageKind::Record(record) => Some(self.record(*record, language)),
            PageKind::Asset(path) => self.asset(path.split_folder()?.1),
            _ => self.by_kind.get(&(kind.clone(), language)).map(|index| &self.pages[*index as usize]),
        }
    }

    /// The page of a record.
    pub fn record(&self, record: RecordIx, language: Language) -> &Page {
        &self.pages[self.of_records[language.index()][record.index()] as usize]
    }

    /// The page of an asset, by its path below `assets/`.
    pub fn asset(&self, name: &str) -> Option<&Page> {
        self.assets.get(name).map(|index| &self.pages[*index as usize])
    }

    /// The paths of all assets below `assets/`.
    pub fn asset_names(&self) -> impl Iterator<Item = &str> {
        self.assets.keys().map(String::as_str)
    }

    /// The page that is written to a route.
    pub fn at(&self, route: &str) -> Option<&Page> {
        self.place(route).map(|place| &self.pages[place])
    }

    /// The place in [`Plan::pages`] of the page that is written to a route.
    pub fn place(&self, route: &str) -> Option<usize> {
        self.by_route.get(&Route::new(route)).map(|index| *index as usize)
    }
}

/// Where the source of a page stands, for messages about its address.
type Origin = Option<Location>;
