//! The plan: all pages, with indexes by kind, route and asset.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::dated_records::DatedRecord;
use super::export::Export;
use super::page::{Page, PageKind};
use super::redirect::Redirect;
use super::route::Route;
use super::share_images::ShareImage;
use crate::atlas::{Atlas, RecordIx};
use crate::picture::PictureSet;
use crate::record::Image;
use crate::site::{Language, Site};
use crate::source::SourcePath;

/// All pages of a site.
pub struct Plan {
    /// The pages, in the order of planning.
    pub pages: Vec<Page>,
    /// The records of the timeline by language, in the order of their dates.
    pub(super) dated_records: Vec<Vec<DatedRecord>>,
    /// The redirects of the host.
    pub redirects: Vec<Redirect>,
    /// Whether planning reported something.
    pub(super) has_diagnostics: bool,
    by_kind: HashMap<(PageKind, Language), u32, RandomState>,
    /// The indexes of the pages of records, by language and record.
    of_records: Vec<Vec<u32>>,
    by_route: HashMap<Route, u32, RandomState>,
    /// The indexes of assets by their path below `assets/`.
    assets: BTreeMap<String, u32>,
    /// By the path of a file beside the records.
    attachments: BTreeMap<SourcePath, u32>,
    /// What is known of the pictures.
    pub pictures: Arc<PictureSet>,
    /// The pictures and documents that records and free pages name.
    pub(super) used_files: BTreeSet<SourcePath>,
    /// The share pictures of records.
    pub(super) share_images: Vec<ShareImage>,
}

impl Plan {
    /// Indexes pages. The pages themselves are added later, with the records of the timeline and the redirects.
    pub(super) fn index(pages: &[Page], site: &Site, atlas: &Atlas) -> Plan {
        let mut plan = Plan {
            pages: Vec::new(),
            dated_records: Vec::new(),
            redirects: Vec::new(),
            has_diagnostics: false,
            by_kind: HashMap::default(),
            of_records: vec![vec![u32::MAX; atlas.records.len()]; site.languages.len()],
            by_route: HashMap::with_capacity_and_hasher(pages.len(), RandomState::default()),
            assets: BTreeMap::new(),
            attachments: BTreeMap::new(),
            pictures: Arc::default(),
            used_files: BTreeSet::new(),
            share_images: Vec::new(),
        };
        for (index, page) in pages.iter().enumerate() {
            let index = index as u32;
            plan.by_route.entry(page.route.clone()).or_insert(index);
            match &page.kind {
                PageKind::Record(record) => {
                    plan.of_records[page.language.index()][record.index()] = index;
                }
                PageKind::Asset(path) => match path.split_folder() {
                    Some(("assets", name)) => drop(plan.assets.insert(name.to_owned(), index)),
                    _ => drop(plan.attachments.insert(path.clone(), index)),
                },
                kind => drop(plan.by_kind.insert((kind.clone(), page.language), index)),
            }
        }
        plan
    }

    /// Returns the indexes of the redirect pages that are not published, because the host would prefer them to its rules.
    pub fn shadowed_pages<'p>(&'p self, site: &'p Site) -> impl Iterator<Item = usize> + 'p {
        self.redirects
            .iter()
            .filter_map(|redirect| redirect.shadowed_page(site))
    }

    /// Finds a page by its kind.
    pub fn page(&self, kind: &PageKind, language: Language) -> Option<&Page> {
        match kind {
            PageKind::Record(record) => Some(self.record(*record, language)),
            PageKind::Asset(path) => self.file(path),
            _ => self
                .by_kind
                .get(&(kind.clone(), language))
                .map(|index| &self.pages[*index as usize]),
        }
    }

    /// Returns the records of the timeline in a language, in the order of their dates.
    pub fn dated_records(&self, language: Language) -> &[DatedRecord] {
        &self.dated_records[language.index()]
    }

    /// Returns the page of a record.
    pub fn record(&self, record: RecordIx, language: Language) -> &Page {
        &self.pages[self.record_page(record, language) as usize]
    }

    /// Returns the index of the page of a record.
    pub(super) fn record_page(&self, record: RecordIx, language: Language) -> u32 {
        self.of_records[language.index()][record.index()]
    }

    /// Returns the index of the page or file that a former address stands for; `None` for other pages.
    pub(super) fn current_page(&self, page: &Page) -> Option<u32> {
        let (kind, language) = match &page.kind {
            PageKind::Moved(target, _) => (target.as_ref().clone(), page.language),
            PageKind::FormerFile(export, _) => (PageKind::Export(*export), page.language),
            _ => return None,
        };
        match kind {
            PageKind::Record(record) => Some(self.record_page(record, language)),
            kind => self.by_kind.get(&(kind, language)).copied(),
        }
    }

    /// Finds an export that does not depend on the language.
    pub fn export(&self, export: Export) -> Option<&Page> {
        self.page(&PageKind::Export(export), Language::DEFAULT)
    }

    /// Finds an asset by its path below `assets/`.
    pub fn asset(&self, name: &str) -> Option<&Page> {
        self.assets
            .get(name)
            .map(|index| &self.pages[*index as usize])
    }

    /// Finds a file of `assets/`, or one beside the records.
    pub fn file(&self, path: &SourcePath) -> Option<&Page> {
        match path.split_folder() {
            Some(("assets", name)) => self.asset(name),
            _ => {
                let index = self.attachments.get(path)?;
                Some(&self.pages[*index as usize])
            }
        }
    }

    /// Returns the file of a picture: the first that exists of those that its name can mean.
    pub fn picture_file<'i>(&self, image: &'i Image) -> Option<&'i SourcePath> {
        image.files.iter().find(|path| self.file(path).is_some())
    }

    /// Returns the paths of all assets below `assets/`.
    pub fn asset_names(&self) -> impl Iterator<Item = &str> {
        self.assets.keys().map(String::as_str)
    }

    /// Finds a page by its route.
    pub fn at(&self, route: &str) -> Option<&Page> {
        self.index_of(route).map(|index| &self.pages[index])
    }

    /// Finds the index of a page by its route.
    pub fn index_of(&self, route: &str) -> Option<usize> {
        self.by_route
            .get(&Route::new(route))
            .map(|index| *index as usize)
    }
}
