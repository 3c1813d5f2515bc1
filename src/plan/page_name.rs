//! Names of pages in the settings, in layouts and in texts: `map`, `cluster`, `about`.

use super::page::PageKind;
use crate::atlas::Atlas;
use crate::record::{View, ViewLink};
use crate::site::{Site, Vocabulary};

/// The names of the views. A kind or free page of one of these names is not found by it.
pub const VIEW_NAMES: [&str; 9] = [
    "home", "matrix", "quality", "search", "map", "network", "timeline", "compare", "data",
];

/// Returns the page of a name: that of a view, of a kind, or else a free page, which need not exist.
pub fn named_page(name: &str, vocabulary: &Vocabulary) -> PageKind {
    let view = match name {
        "home" => Some(PageKind::Home),
        "matrix" => Some(PageKind::Matrix),
        "quality" => Some(PageKind::Quality),
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
    if part.is_empty() || link.view == View::Search {
        return Some(match link.view {
            View::Map => PageKind::Map(None),
            View::Matrix => PageKind::Matrix,
            View::Network => PageKind::Network,
            View::Timeline => PageKind::Timeline(None),
            View::Search => PageKind::Search,
            View::Compare => PageKind::Compare,
            View::Quality => PageKind::Quality,
            View::Data => PageKind::DataPage,
        });
    }
    match (link.view, part.split_once('/')) {
        (View::Map, _) => Some(PageKind::Map(Some(kind()?))),
        (View::Matrix, Some((region, sector))) => {
            let record = |name: &str| atlas.resolve(name.trim());
            Some(PageKind::Cell(record(region)?, record(sector)?))
        }
        (View::Matrix, None) => Some(PageKind::KindMatrix(kind()?)),
        (View::Timeline, _) => Some(PageKind::Timeline(Some(part.parse().ok()?))),
        (View::Network | View::Compare | View::Quality | View::Data | View::Search, _) => None,
    }
}
