//! Names of pages in the settings, in layouts and in texts: `map`, `cluster`, `about`.

use super::page::PageKind;
use crate::atlas::Atlas;
use crate::record::{AtlasView, ViewLink};
use crate::site::{Site, Vocabulary};

/// The names of the views. A kind or free page of one of these names is not found by it.
pub const VIEW_NAMES: [&str; 10] = [
    "home", "matrix", "quality", "changes", "search", "map", "network", "timeline", "compare",
    "data",
];

/// Returns the page of a name: that of a view, of a kind, or else a free page, which need not exist.
pub fn named_page(name: &str, vocabulary: &Vocabulary) -> PageKind {
    let view = match name {
        "home" => Some(PageKind::Home),
        "matrix" => Some(PageKind::Matrix),
        "quality" => Some(PageKind::Quality),
        "changes" => Some(PageKind::Changes),
        "search" => Some(PageKind::Search),
        "map" => Some(PageKind::Map(None)),
        "network" => Some(PageKind::Network),
        "timeline" => Some(PageKind::Timeline(None)),
        "compare" => Some(PageKind::Compare),
        "data" => Some(PageKind::DataPage),
        _ => None,
    };
    let kind = || vocabulary.kind_named(name);
    view.or_else(|| kind().map(|kind| PageKind::Kind(kind, 1)))
        .unwrap_or_else(|| PageKind::FreePage(name.into()))
}

/// Returns the page of a link to a view, which need not exist. `None` if the part that it names does not.
pub fn view_page(link: &ViewLink, site: &Site, atlas: &Atlas) -> Option<PageKind> {
    let part = &*link.part;
    let kind = || site.vocabulary.kind_named(part);
    if part.is_empty() || link.view == AtlasView::Search {
        return Some(match link.view {
            AtlasView::Map => PageKind::Map(None),
            AtlasView::Matrix => PageKind::Matrix,
            AtlasView::Network => PageKind::Network,
            AtlasView::Timeline => PageKind::Timeline(None),
            AtlasView::Search => PageKind::Search,
            AtlasView::Compare => PageKind::Compare,
            AtlasView::Quality => PageKind::Quality,
            AtlasView::Data => PageKind::DataPage,
        });
    }
    match (link.view, part.split_once('/')) {
        (AtlasView::Map, _) => Some(PageKind::Map(Some(kind()?))),
        (AtlasView::Matrix, Some((region, sector))) => {
            let record = |name: &str| atlas.resolve(name.trim());
            Some(PageKind::Cell(record(region)?, record(sector)?))
        }
        (AtlasView::Matrix, None) => Some(PageKind::KindMatrix(kind()?)),
        (AtlasView::Timeline, _) => Some(PageKind::Timeline(Some(part.parse().ok()?))),
        (
            AtlasView::Network
            | AtlasView::Compare
            | AtlasView::Quality
            | AtlasView::Data
            | AtlasView::Search,
            _,
        ) => None,
    }
}
