//! The entries of a plan.

use std::sync::Arc;

use super::address::Address;
use super::export::Export;
use super::route::Route;
use crate::atlas::RecordIx;
use crate::diagnostic::Location;
use crate::site::{KindIx, Language};
use crate::source::SourcePath;

/// A file of the output.
#[derive(Clone, Debug)]
pub struct Page {
    /// The path of the file.
    pub route: Route,
    /// The address of the file in links.
    pub address: Address,
    /// The language; the default language for files without one.
    pub language: Language,
    /// The kind of page.
    pub kind: PageKind,
}

/// The location of the source of a page, for diagnostics about its route.
pub(super) type Origin = Option<Location>;

/// The kind of a page, with its parameters except the language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// The home page.
    Home,
    /// The list of a kind, with its page number from 1.
    Kind(KindIx, u32),
    /// A record.
    Record(RecordIx),
    /// The records of a kind in a region or sector, with the page number, if they are too many for the page of the facet.
    Listing(RecordIx, KindIx, u32),
    /// The region × sector matrix.
    Matrix,
    /// The matrix of a kind.
    KindMatrix(KindIx),
    /// A cell of the matrix: region and sector.
    Cell(RecordIx, RecordIx),
    /// The map of all records, or of a kind.
    Map(Option<KindIx>),
    /// The network of all records.
    Network,
    /// The timeline of all years, or of one year if the timeline is long.
    Timeline(Option<i32>),
    /// The comparison of records.
    Compare,
    /// The quality page: uncertain and missing data.
    Quality,
    /// A list of somebody else beside the records, by its place in the settings.
    ComparedList(usize),
    /// The page of changes.
    Changes,
    /// The search.
    Search,
    /// The page about the data files and citation.
    DataPage,
    /// A card of a record that other sites can embed.
    Card(RecordIx),
    /// A free page, by its name.
    FreePage(Arc<str>),
    /// The page for unknown addresses (404).
    NotFound,
    /// The redirect page of a former address of a page, which depends on the former id of a record.
    Moved(Box<PageKind>, Arc<str>),
    /// A file for programs at a former address: a copy, because programs follow no redirect page.
    FormerFile(Export, Arc<str>),
    /// A file of `assets/`, or a picture or document beside the records.
    Asset(SourcePath),
    /// A smaller version of a picture, of a width in pixels.
    Picture(SourcePath, u32),
    /// The share picture of a record.
    ShareImage(RecordIx),
    /// A file of `static/`, which is copied to the root with its name.
    Static(SourcePath),
    /// An export.
    Export(Export),
    /// Data that scripts of pages load.
    Data(ScriptData),
    /// A drawing as a file of its own.
    Chart(ChartKind),
}

impl PageKind {
    /// Whether it is a page with content of its own: no redirect, card, asset, export or data file, and not the 404 page.
    pub fn is_content(&self) -> bool {
        !matches!(
            self,
            PageKind::NotFound
                | PageKind::Moved(..)
                | PageKind::FormerFile(..)
                | PageKind::Card(_)
                | PageKind::Asset(_)
                | PageKind::Static(_)
                | PageKind::Picture(..)
                | PageKind::ShareImage(_)
                | PageKind::Export(_)
                | PageKind::Data(_)
                | PageKind::Chart(_)
        )
    }
}

/// Data that scripts of pages load, one file for each language. It is a script itself, because pages opened from `file://`
/// cannot load JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScriptData {
    /// `data/network.js`: the network of all records.
    Network,
    /// `data/lists/clusters.js`: the names of the records of a kind, and the values by which they are filtered.
    List(KindIx),
    /// `data/compare/clusters-1.js`: a part of the records of a kind for the comparison, from 1.
    Compared(KindIx, u32),
}

/// A drawing of the whole atlas: a file in SVG for each language, beside the page that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChartKind {
    /// The map of all records, or of a kind.
    Map(Option<KindIx>),
    /// The network.
    Network,
    /// The timeline of all years, or of one.
    Timeline(Option<i32>),
    /// The region × sector matrix of all records, or of a kind.
    Matrix(Option<KindIx>),
    /// The agreements between regions.
    Cooperation,
}

impl ChartKind {
    /// The page that shows the drawing.
    pub fn page(self) -> PageKind {
        match self {
            ChartKind::Map(kind) => PageKind::Map(kind),
            ChartKind::Network => PageKind::Network,
            ChartKind::Timeline(year) => PageKind::Timeline(year),
            ChartKind::Matrix(Some(kind)) => PageKind::KindMatrix(kind),
            ChartKind::Matrix(None) | ChartKind::Cooperation => PageKind::Matrix,
        }
    }
}
