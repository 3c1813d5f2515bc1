//! Names of pages in the settings, in layouts and in texts: `map`, `cluster`, `about`.

use super::page::PageKind;
use crate::site::Vocabulary;

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
