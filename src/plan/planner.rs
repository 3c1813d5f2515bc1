//! Listing the pages.

use std::collections::BTreeSet;
use std::fmt::{self, Display, Write};

use super::{
    Address, DatedRecord, Export, Feed, MAX_INLINE_MEMBERS, MAX_TIMELINE_ROWS, Origin, Page, PageKind,
    RECORDS_PER_PAGE, Route, ScriptData, redirects,
};
use crate::atlas::{Atlas, RecordIx};
use crate::diagnostic::Location;
use crate::record::{FreePageSlot, Value};
use crate::site::{DataFiles, Facet, Headers, KindIx, Language, Site, UrlStyle};
use crate::source::Tree;

/// The most years that have a page of their own, the latest first; what came before is only counted.
const MOST_YEARS: usize = 300;

/// Every page, and where each comes from.
pub(super) fn pages(
    tree: &Tree,
    site: &Site,
    atlas: &Atlas,
    dated_records: &[DatedRecord],
) -> (Vec<Page>, Vec<Origin>) {
    let room = (atlas.records.len() + 256) * site.languages.len();
    let (pages, origins) = (Vec::with_capacity(room), Vec::with_capacity(room));
    let mut planner = Planner { site, atlas, dated_records, pages, origins, file: String::new() };
    for language in site.each_language() {
        planner.language(language);
    }
    planner.add(Language::DEFAULT, PageKind::NotFound, "404.html", None);
    for (path, file) in tree.folder("assets") {
        let (_, name) = path.split_folder().unwrap_or_default();
        let kind = PageKind::Asset(path.clone());
        let origin = Location::file(path.clone());
        planner.add(Language::DEFAULT, kind, &hashed(name, file.hash()), Some(origin));
    }
    for (export, name) in [(Export::Robots, "robots.txt"), (Export::NoJekyll, ".nojekyll")] {
        planner.add(Language::DEFAULT, PageKind::Export(export), name, None);
    }
    if site.publishing.host.is_some_and(|host| host.headers == Headers::File) {
        planner.add(Language::DEFAULT, PageKind::Export(Export::Headers), "_headers", None);
    }
    if redirects::taken(site).is_some() && atlas.each().any(|record| !atlas.record(record).aka.is_empty()) {
        planner.add(Language::DEFAULT, PageKind::Export(Export::Redirects), "_redirects", None);
    }
    planner.open_data();
    if site.base_url.is_some() {
        let sitemap = PageKind::Export(Export::Sitemap);
        planner.add(Language::DEFAULT, sitemap, "sitemap.xml", None);
    }
    (planner.pages, planner.origins)
}

struct Planner<'a> {
    site: &'a Site,
    atlas: &'a Atlas,
    dated_records: &'a [DatedRecord],
    pages: Vec<Page>,
    origins: Vec<Origin>,
    /// Room for the path of a file.
    file: String,
}

impl Planner<'_> {
    fn language(&mut self, language: Language) {
        let atlas = self.atlas;
        self.html(language, PageKind::Home, "index", None);
        for kind in self.site.vocabulary.each_kind() {
            let folder = &self.site.vocabulary.kind(kind).folder;
            // Regions and sectors are listed as one tree.
            let is_tree = self.site.vocabulary.kind(kind).facet.is_some();
            let pages = if is_tree { 1 } else { count_pages(atlas.of_kind(kind).len()) };
            for number in 1..=pages {
                let name = if number == 1 { "index".to_owned() } else { format!("page-{number}") };
                self.html(language, PageKind::Kind(kind, number), format!("{folder}/{name}"), None);
            }
        }
        for record in atlas.each() {
            let found = atlas.record(record);
            let folder = &self.site.vocabulary.kind(found.kind).folder;
            let origin = Some(found.at.clone());
            let path = format_args!("{folder}/{}", found.id);
            self.html(language, PageKind::Record(record), path, origin.clone());
            if DataFiles::is_enabled(self.site.data.cards, atlas.records.len()) {
                self.html(language, PageKind::Card(record), format_args!("embed/{}", found.id), origin);
            }
            for old in &found.aka {
                let origin = Some(found.location(old.span));
                let path = if old.text.contains('/') { old.text.to_string() } else { format!("{folder}/{}", old.text) };
                self.html(language, PageKind::Moved(record, old.text.clone()), &path, origin);
            }
        }
        self.facets(language);
        self.views(language);
        let names: BTreeSet<_> = atlas
            .free_pages
            .iter()
            .filter_map(|((place, _), prose)| match place {
                FreePageSlot::Page(name) => Some((name.clone(), prose.at.clone())),
                _ => None,
            })
            .collect();
        let mut last = None;
        for (name, at) in names {
            if last.as_ref() != Some(&name) {
                self.html(language, PageKind::Prose(name.clone()), &name, Some(at));
                last = Some(name);
            }
        }
        self.html(language, PageKind::Quality, "quality", None);
        self.html(language, PageKind::Search, "search", None);
        self.html(language, PageKind::DataPage, "data/index", None);
        self.feeds(language);
    }

    /// The files for machines that are the same in every language.
    fn open_data(&mut self) {
        for export in Export::data_files(self.site, self.atlas) {
            if let Some((name, _)) = export.data_file(self.site) {
                self.add(Language::DEFAULT, PageKind::Export(export), &format!("data/{name}"), None);
            }
        }
        if DataFiles::is_enabled(self.site.data.json_pages, self.atlas.records.len()) {
            for record in self.atlas.each() {
                let found = self.atlas.record(record);
                let folder = &self.site.vocabulary.kind(found.kind).folder;
                let file = format!("{folder}/{}.json", found.id);
                let origin = Some(found.at.clone());
                self.add(Language::DEFAULT, PageKind::Export(Export::Record(record)), &file, origin);
            }
        }
    }

    /// The feeds of a language: of everything, of each kind, and of each region and sector that holds something.
    fn feeds(&mut self, language: Language) {
        let (site, atlas) = (self.site, self.atlas);
        let mut add = |feed, path: &str| {
            let file = format!("{}{path}.xml", self.prefix(language));
            self.add(language, PageKind::Export(Export::Feed(feed)), &file, None);
        };
        add(Feed::All, "feed");
        for kind in site.vocabulary.each_kind().filter(|kind| !atlas.of_kind(*kind).is_empty()) {
            add(Feed::Kind(kind), &format!("{}/feed", site.vocabulary.kind(kind).folder));
        }
        for kind in [Facet::Region, Facet::Sector].into_iter().filter_map(|facet| site.vocabulary.facet(facet)) {
            let folder = &site.vocabulary.kind(kind).folder;
            for record in atlas.of_kind(kind).iter().filter(|record| !atlas.facets.members(**record).is_empty()) {
                add(Feed::Facet(*record), &format!("{folder}/{}", atlas.record(*record).id));
            }
        }
    }

    /// What the addresses of a language begin with.
    fn prefix(&self, language: Language) -> String {
        match language {
            Language::DEFAULT => String::new(),
            other => format!("{}/", self.site.code(other)),
        }
    }

    fn facets(&mut self, language: Language) {
        let atlas = self.atlas;
        let vocabulary = &self.site.vocabulary;
        for facet in [Facet::Region, Facet::Sector] {
            let Some(kind) = vocabulary.facet(facet) else { continue };
            for record in atlas.of_kind(kind) {
                for (listed, count) in paginated_members(atlas, *record) {
                    self.listing(language, kind, *record, listed, count);
                }
            }
        }
        let matrix = &atlas.facets.matrix;
        if matrix.rows.is_empty() || matrix.columns.is_empty() {
            return;
        }
        self.html(language, PageKind::Matrix, "matrix", None);
        for kind in matrix.kinds.iter().copied() {
            let path = format!("matrix/{}", vocabulary.kind(kind).folder);
            self.html(language, PageKind::KindMatrix(kind), &path, None);
        }
        for (region, sector) in matrix.cells.keys() {
            let (region, sector) = (*region, *sector);
            let name = format_args!("matrix/{}--{}", atlas.record(region).id, atlas.record(sector).id);
            self.html(language, PageKind::Cell(region, sector), name, Some(atlas.record(region).at.clone()));
        }
    }

    /// The atlas drawn, and what the scripts of its pages load.
    fn views(&mut self, language: Language) {
        let (site, atlas) = (self.site, self.atlas);
        let vocabulary = &site.vocabulary;
        if let Some(map) = &site.map {
            self.html(language, PageKind::Map(None), "map", None);
            for kind in map.counts.iter().filter(|kind| !atlas.of_kind(**kind).is_empty()) {
                let path = format!("map/{}", vocabulary.kind(*kind).folder);
                self.html(language, PageKind::Map(Some(*kind)), &path, None);
            }
        }
        if !atlas.relations.is_empty() {
            self.html(language, PageKind::Network, "network", None);
            self.data(language, ScriptData::Network, "data/network.js");
        }
        let dated_records = self.dated_records;
        if !dated_records.is_empty() {
            self.html(language, PageKind::Timeline(None), "timeline", None);
        }
        if dated_records.len() > MAX_TIMELINE_ROWS {
            let years: BTreeSet<u16> = dated_records.iter().map(|(date, _)| date.year()).collect();
            for year in years.into_iter().rev().take(MOST_YEARS) {
                self.html(language, PageKind::Timeline(Some(year)), format!("timeline/{year}"), None);
            }
        }
        let listed: Vec<KindIx> = vocabulary.each_kind().filter(|kind| is_listed(site, atlas, *kind)).collect();
        if !listed.is_empty() {
            self.html(language, PageKind::Compare, "compare", None);
        }
        for kind in listed {
            let path = format!("data/lists/{}.js", vocabulary.kind(kind).folder);
            self.data(language, ScriptData::List(kind), &path);
        }
    }

    fn data(&mut self, language: Language, data: ScriptData, path: &str) {
        let file = match language {
            Language::DEFAULT => path.to_owned(),
            other => format!("{}/{path}", self.site.code(other)),
        };
        self.add(language, PageKind::Data(data), &file, None);
    }

    fn listing(&mut self, language: Language, facet: KindIx, record: RecordIx, listed: KindIx, count: usize) {
        let vocabulary = &self.site.vocabulary;
        let (folder, id) = (&vocabulary.kind(facet).folder, &self.atlas.record(record).id);
        let name = &vocabulary.kind(listed).folder;
        for number in 1..=count_pages(count) {
            let path =
                if number == 1 { format!("{folder}/{id}/{name}") } else { format!("{folder}/{id}/{name}-{number}") };
            let origin = Some(self.atlas.record(record).at.clone());
            self.html(language, PageKind::Listing(record, listed, number), &path, origin);
        }
    }

    /// Adds a page of HTML in a language; `path` has no ending.
    fn html(&mut self, language: Language, kind: PageKind, path: impl Display, origin: Origin) {
        let mut file = std::mem::take(&mut self.file);
        file.clear();
        file.push_str(&self.prefix(language));
        let start = file.len();
        // Writing into a string cannot fail.
        let _: fmt::Result = write!(file, "{path}");
        let path = &file[start..];
        let index = path == "index" || path.ends_with("/index");
        file.push_str(match self.site.urls {
            UrlStyle::Folder if !index => "/index.html",
            _ => ".html",
        });
        self.add(language, kind, &file, origin);
        self.file = file;
    }

    fn add(&mut self, language: Language, kind: PageKind, file: &str, origin: Origin) {
        let route = Route::new(file);
        let address = Address::of(&route, self.site.urls);
        self.pages.push(Page { route, address, language, kind });
        self.origins.push(origin);
    }
}

/// Whether the records of a kind can be filtered and compared: regions and sectors are a tree, and one is no list.
fn is_listed(site: &Site, atlas: &Atlas, kind: KindIx) -> bool {
    site.vocabulary.kind(kind).facet.is_none() && atlas.of_kind(kind).len() > 1
}

/// The agreements and events with their dates, in the order of time.
pub(super) fn dated_records(site: &Site, atlas: &Atlas) -> Vec<DatedRecord> {
    let mut found = Vec::new();
    for kind in ["agreement", "event"].iter().filter_map(|id| site.vocabulary.kind_named(id)) {
        let Some(field) = site.vocabulary.field_of(kind, "date") else { continue };
        let dated = |record: &RecordIx| match atlas.record(*record).field(field)?.value {
            Value::Date(date) => Some((date, *record)),
            _ => None,
        };
        found.extend(atlas.of_kind(kind).iter().filter_map(dated));
    }
    found.sort_by_cached_key(|(date, record)| (date.first_day(), date.last_day(), *record));
    found
}

/// How many pages a list has; an empty one has one too.
pub(crate) fn count_pages(records: usize) -> u32 {
    records.div_ceil(RECORDS_PER_PAGE).max(1) as u32
}

/// The kinds of which a region or sector holds more than its page shows, with their numbers.
pub(crate) fn paginated_members(atlas: &Atlas, facet: RecordIx) -> Vec<(KindIx, usize)> {
    let mut counts: Vec<(KindIx, usize)> = Vec::new();
    for record in atlas.facets.members(facet) {
        let kind = atlas.kind(*record);
        match counts.last_mut() {
            Some((last, count)) if *last == kind => *count += 1,
            _ => counts.push((kind, 1)),
        }
    }
    counts.retain(|(_, count)| *count > MAX_INLINE_MEMBERS);
    counts
}

/// `atlas.css` → `assets/atlas.1a2b3c4d.css`: a changed file has another address, so that it can be cached for ever.
fn hashed(name: &str, hash: u64) -> String {
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    let short = hash as u32;
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => format!("assets/{folder}{slash}{stem}.{short:08x}.{extension}"),
        _ => format!("assets/{folder}{slash}{file}.{short:08x}"),
    }
}
