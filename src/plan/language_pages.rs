//! The pages of a language.

use std::collections::BTreeSet;

use super::export::{Export, Feed};
use super::former_addresses::former_path;
use super::page::{ChartKind, PageKind, ScriptData};
use super::page_list::PageList;
use super::pagination::{MAX_TIMELINE_ROWS, count_pages, paginated_members};
use crate::atlas::{Atlas, RecordIx};
use crate::record::FreePageSlot;
use crate::site::{Facet, KindIx, Language, Site};

/// Limit of years with a timeline page, from the latest one.
const MAX_YEARS: usize = 300;

impl PageList<'_> {
    /// Adds all pages of a language.
    pub(super) fn add_language(&mut self, language: Language) {
        self.add_html(language, PageKind::Home, "index", None);
        self.add_kinds(language);
        for record in self.atlas.indices() {
            self.add_record(language, record);
        }
        self.add_facets(language);
        self.add_charts(language);
        self.add_free_pages(language);
        self.add_html(language, PageKind::Quality, "quality", None);
        for (place, list) in self.site.lists.iter().enumerate() {
            let path = format_args!("quality/{}", list.id);
            let origin = Some(list.at.clone());
            self.add_html(language, PageKind::ComparedList(place), path, origin);
        }
        if self.site.history.is_some() {
            self.add_html(language, PageKind::Changes, "changes", None);
        }
        self.add_html(language, PageKind::Search, "search", None);
        self.add_html(language, PageKind::DataPage, "data/index", None);
        self.add_feeds(language);
    }

    /// Adds the indexes of kinds that have records or an introduction.
    fn add_kinds(&mut self, language: Language) {
        let slots = self.atlas.free_pages.keys().map(|(slot, _)| slot);
        let introduced: BTreeSet<KindIx> = slots
            .filter_map(|slot| match slot {
                FreePageSlot::Section(kind) => Some(*kind),
                FreePageSlot::Home | FreePageSlot::Page(_) => None,
            })
            .collect();
        for kind in self.site.vocabulary.each_kind() {
            if self.atlas.of_kind(kind).is_empty() && !introduced.contains(&kind) {
                continue;
            }
            let folder = &self.site.vocabulary.kind(kind).folder;
            // Regions and sectors are listed as one tree.
            let is_tree = self.site.vocabulary.kind(kind).facet.is_some();
            let pages = if is_tree {
                1
            } else {
                count_pages(self.atlas.of_kind(kind).len())
            };
            for number in 1..=pages {
                let name = if number == 1 {
                    "index".to_owned()
                } else {
                    format!("page-{number}")
                };
                self.add_html(
                    language,
                    PageKind::Kind(kind, number),
                    format!("{folder}/{name}"),
                    None,
                );
            }
        }
    }

    /// Adds the page of a record, its card and its redirect pages.
    fn add_record(&mut self, language: Language, ix: RecordIx) {
        let record = self.atlas.record(ix);
        let folder = &self.site.vocabulary.kind(record.kind).folder;
        let origin = Some(record.at.clone());
        let path = format_args!("{folder}/{}", record.id);
        self.add_html(language, PageKind::Record(ix), path, origin.clone());
        if self.site.data.cards {
            self.add_html(
                language,
                PageKind::Card(ix),
                format_args!("embed/{}", record.id),
                origin,
            );
        }
        for old in &record.aka {
            let origin = Some(old.at.clone());
            let path = former_path(folder, &old.text);
            self.add_html(
                language,
                PageKind::Moved(Box::new(PageKind::Record(ix)), old.text.clone()),
                &path,
                origin,
            );
        }
    }

    fn add_free_pages(&mut self, language: Language) {
        let pages = self
            .atlas
            .free_pages
            .iter()
            .filter_map(|((slot, _), page)| match slot {
                FreePageSlot::Page(name) => Some((name.clone(), page.at.clone())),
                FreePageSlot::Home | FreePageSlot::Section(_) => None,
            });
        // A page can have a file for each language.
        let names: BTreeSet<_> = pages.collect();
        let mut last = None;
        for (name, at) in names {
            if last.as_ref() != Some(&name) {
                self.add_html(language, PageKind::FreePage(name.clone()), &name, Some(at));
                last = Some(name);
            }
        }
    }

    /// Adds the lists of members of regions and sectors, and the matrix.
    fn add_facets(&mut self, language: Language) {
        let atlas = self.atlas;
        let vocabulary = &self.site.vocabulary;
        for facet in [Facet::Region, Facet::Sector] {
            let Some(kind) = vocabulary.facet(facet) else {
                continue;
            };
            for record in atlas.of_kind(kind) {
                for (listed, count) in paginated_members(atlas, *record) {
                    self.add_listing(language, *record, listed, count);
                }
            }
        }
        let matrix = &atlas.facets.matrix;
        if matrix.rows.is_empty() || matrix.columns.is_empty() {
            return;
        }
        self.add_html(language, PageKind::Matrix, "matrix", None);
        self.add_chart(language, ChartKind::Matrix(None), "matrix");
        if has_agreements(self.site, atlas) {
            self.add_chart(language, ChartKind::Cooperation, "cooperation");
        }
        for kind in matrix.kinds.iter().copied() {
            let folder = &vocabulary.kind(kind).folder;
            let path = format!("matrix/{folder}");
            self.add_html(language, PageKind::KindMatrix(kind), &path, None);
            let path = format!("matrix-{folder}");
            self.add_chart(language, ChartKind::Matrix(Some(kind)), &path);
        }
        for (region, sector) in matrix.cells.keys() {
            let (region, sector) = (*region, *sector);
            let name = format_args!(
                "matrix/{}--{}",
                atlas.record(region).id,
                atlas.record(sector).id
            );
            self.add_html(
                language,
                PageKind::Cell(region, sector),
                name,
                Some(atlas.record(region).at.clone()),
            );
        }
    }

    /// Adds the list of `count` records of the kind `listed` in a region or sector.
    fn add_listing(&mut self, language: Language, facet: RecordIx, listed: KindIx, count: usize) {
        let (vocabulary, record) = (&self.site.vocabulary, self.atlas.record(facet));
        let (folder, id) = (&vocabulary.kind(record.kind).folder, &record.id);
        let name = &vocabulary.kind(listed).folder;
        for number in 1..=count_pages(count) {
            let path = if number == 1 {
                format!("{folder}/{id}/{name}")
            } else {
                format!("{folder}/{id}/{name}-{number}")
            };
            self.add_html(
                language,
                PageKind::Listing(facet, listed, number),
                &path,
                Some(record.at.clone()),
            );
        }
    }

    /// Adds the pages of charts and of the comparison, and the data of their scripts.
    fn add_charts(&mut self, language: Language) {
        let (site, atlas) = (self.site, self.atlas);
        let vocabulary = &site.vocabulary;
        if let Some(map) = &site.map {
            self.add_html(language, PageKind::Map(None), "map", None);
            self.add_chart(language, ChartKind::Map(None), "map");
            for kind in map
                .counts
                .iter()
                .filter(|kind| !atlas.of_kind(**kind).is_empty())
            {
                let folder = &vocabulary.kind(*kind).folder;
                let path = format!("map/{folder}");
                self.add_html(language, PageKind::Map(Some(*kind)), &path, None);
                let path = format!("map-{folder}");
                self.add_chart(language, ChartKind::Map(Some(*kind)), &path);
            }
        }
        if !atlas.relations.is_empty() {
            self.add_html(language, PageKind::Network, "network", None);
            self.add_chart(language, ChartKind::Network, "network");
            self.add_data(language, ScriptData::Network, "data/network.js");
        }
        self.add_timeline(language);
        let listed: Vec<KindIx> = vocabulary
            .each_kind()
            .filter(|kind| atlas.of_kind(*kind).len() > 1)
            .collect();
        if !listed.is_empty() {
            self.add_html(language, PageKind::Compare, "compare", None);
        }
        for kind in listed {
            let folder = &vocabulary.kind(kind).folder;
            let path = format!("data/lists/{folder}.js");
            self.add_data(language, ScriptData::List(kind), &path);
            for part in 1..=count_pages(atlas.of_kind(kind).len()) {
                let path = format!("data/compare/{folder}-{part}.js");
                self.add_data(language, ScriptData::Compared(kind, part), &path);
            }
        }
    }

    /// Adds a drawing as a file.
    fn add_chart(&mut self, language: Language, chart: ChartKind, name: &str) {
        let file = format!("{}data/charts/{name}.svg", self.prefix(language));
        self.add(language, PageKind::Chart(chart), &file, None);
    }

    fn add_timeline(&mut self, language: Language) {
        let dated_records = &self.dated_records[language.index()];
        if !dated_records.is_empty() {
            self.add_html(language, PageKind::Timeline(None), "timeline", None);
            self.add_chart(language, ChartKind::Timeline(None), "timeline");
        }
        if dated_records.len() > MAX_TIMELINE_ROWS {
            let years: BTreeSet<i32> = dated_records.iter().map(|(date, _)| date.year()).collect();
            for year in years.into_iter().rev().take(MAX_YEARS) {
                self.add_html(
                    language,
                    PageKind::Timeline(Some(year)),
                    format!("timeline/{year}"),
                    None,
                );
                let path = format!("timeline-{year}");
                self.add_chart(language, ChartKind::Timeline(Some(year)), &path);
            }
        }
    }

    /// Adds the feeds of all records, of each kind, and of each region and sector with members.
    fn add_feeds(&mut self, language: Language) {
        let (site, atlas) = (self.site, self.atlas);
        let mut add = |feed, path: &str| {
            let file = format!("{}{path}.xml", self.prefix(language));
            self.add(language, PageKind::Export(Export::Feed(feed)), &file, None);
        };
        add(Feed::All, "feed");
        for kind in site
            .vocabulary
            .each_kind()
            .filter(|kind| !atlas.of_kind(*kind).is_empty())
        {
            add(
                Feed::Kind(kind),
                &format!("{}/feed", site.vocabulary.kind(kind).folder),
            );
        }
        for kind in [Facet::Region, Facet::Sector]
            .into_iter()
            .filter_map(|facet| site.vocabulary.facet(facet))
        {
            let folder = &site.vocabulary.kind(kind).folder;
            for record in atlas
                .of_kind(kind)
                .iter()
                .filter(|record| !atlas.facets.members(**record).is_empty())
            {
                add(
                    Feed::Facet(*record),
                    &format!("{folder}/{}", atlas.record(*record).id),
                );
            }
        }
    }
}

/// Whether a record has parties for which somebody can sign.
pub(super) fn has_agreements(site: &Site, atlas: &Atlas) -> bool {
    let types = &site.vocabulary.relations;
    atlas
        .relations
        .iter()
        .any(|relation| types[relation.relation.index()].signatory.is_some())
}
