//! The exports: files for programs.

use crate::atlas::{Atlas, RecordIx};
use crate::site::{KindIx, KindRole, Site};

/// A file for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Export {
    /// `data/atlas.json`: the whole atlas.
    Atlas,
    /// `data/atlas.schema.json`: the JSON Schema of `atlas.json`.
    Schema,
    /// `data/clusters.csv` and others: the tables.
    Table(Table),
    /// `data/atlas.xlsx`: the tables as sheets of one workbook.
    Workbook,
    /// `data/datapackage.json`: the description of the files of `data/` (Data Package).
    Package,
    /// `data/places.geojson`: the records with coordinates.
    Places,
    /// `data/atlas.ttl`: the atlas as linked data.
    Turtle,
    /// `data/network.gexf`: the records and relations as a graph.
    Network,
    /// `data/events.ics`: the events with an exact date.
    Calendar,
    /// `clusters/zelenograd.json`: a record.
    Record(RecordIx),
    /// `feed.xml` and others: the feeds of a language.
    Feed(Feed),
    /// `sitemap.xml`: the sitemap, or the index of its parts.
    Sitemap,
    /// `sitemap-1.xml` and others: the parts of a sitemap that is too large for one file, from 1.
    SitemapPart(u32),
    /// `robots.txt`.
    Robots,
    /// `.nojekyll`: disables Jekyll on GitHub Pages.
    NoJekyll,
    /// `_headers`: HTTP headers for some hosts.
    Headers,
    /// `_redirects`: redirects for some hosts.
    Redirects,
}

/// A table of `data/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// The records of a kind.
    Kind(KindIx),
    /// The relations.
    Relations,
    /// The observations of figures.
    Figures,
    /// The provenance of field values.
    Claims,
}

/// A feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feed {
    /// The feed of all records.
    All,
    /// The feed of a kind.
    Kind(KindIx),
    /// The feed of a region or sector, with everything below it.
    Facet(RecordIx),
}

impl Export {
    /// Returns the files of `data/` that contain the whole atlas, in the order of the data page.
    pub fn data_files(site: &Site, atlas: &Atlas) -> Vec<Export> {
        let kinds = site
            .vocabulary
            .each_kind()
            .filter(|kind| !atlas.of_kind(*kind).is_empty());
        let tables =
            kinds
                .map(Table::Kind)
                .chain([Table::Relations, Table::Figures, Table::Claims]);
        let mut files: Vec<Export> = tables.map(Export::Table).collect();
        if site.data.xlsx && cfg!(feature = "spreadsheets") {
            files.push(Export::Workbook);
        }
        files.extend([
            Export::Atlas,
            Export::Schema,
            Export::Turtle,
            Export::Places,
            Export::Network,
        ]);
        if calendar_kinds(site).any(|kind| !atlas.of_kind(kind).is_empty()) {
            files.push(Export::Calendar);
        }
        files.push(Export::Package);
        files
    }

    /// Returns the name and the media type of a file of `data/`; `None` for exports in other folders.
    pub fn data_file(self, site: &Site) -> Option<(String, &'static str)> {
        let (name, media_type) = match self {
            Export::Atlas => ("atlas.json", "application/json"),
            Export::Table(Table::Kind(kind)) => {
                return Some((
                    format!("{}.csv", site.vocabulary.kind(kind).folder),
                    "text/csv",
                ));
            }
            Export::Schema => ("atlas.schema.json", "application/schema+json"),
            Export::Table(Table::Relations) => ("relations.csv", "text/csv"),
            Export::Table(Table::Figures) => ("figures.csv", "text/csv"),
            Export::Table(Table::Claims) => ("claims.csv", "text/csv"),
            Export::Workbook => (
                "atlas.xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
            Export::Package => ("datapackage.json", "application/vnd.datapackage+json"),
            Export::Places => ("places.geojson", "application/geo+json"),
            Export::Turtle => ("atlas.ttl", "text/turtle"),
            Export::Network => ("network.gexf", "application/gexf+xml"),
            Export::Calendar => ("events.ics", "text/calendar"),
            Export::Record(_)
            | Export::Feed(_)
            | Export::Sitemap
            | Export::SitemapPart(_)
            | Export::Robots
            | Export::NoJekyll
            | Export::Headers
            | Export::Redirects => return None,
        };
        Some((name.to_owned(), media_type))
    }
}

/// Returns the kinds whose records are the events of the calendar.
pub fn calendar_kinds(site: &Site) -> impl Iterator<Item = KindIx> + '_ {
    let kinds = site.vocabulary.each_kind();
    kinds.filter(|kind| site.vocabulary.kind(*kind).has_role(KindRole::Calendar))
}
