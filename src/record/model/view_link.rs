//! Links of texts to views: `map:`, `matrix:cluster`, `search:robots`.

use std::fmt;
use std::sync::Arc;

/// A view of the whole atlas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtlasView {
    /// The map.
    Map,
    /// The region × sector matrix.
    Matrix,
    /// The network.
    Network,
    /// The timeline.
    Timeline,
    /// The search.
    Search,
    /// The comparison.
    Compare,
    /// The quality page.
    Quality,
    /// The page of the data files.
    Data,
}

impl AtlasView {
    /// The views by the schemes of their links.
    pub const NAMES: [(&str, AtlasView); 8] = [
        ("map", AtlasView::Map),
        ("matrix", AtlasView::Matrix),
        ("network", AtlasView::Network),
        ("timeline", AtlasView::Timeline),
        ("search", AtlasView::Search),
        ("compare", AtlasView::Compare),
        ("quality", AtlasView::Quality),
        ("data", AtlasView::Data),
    ];
}

/// A link to a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewLink {
    /// The view.
    pub view: AtlasView,
    /// What the view shows: a kind, a year, words of a search, or a region and a sector with `/`. Empty for the whole view.
    pub part: Arc<str>,
}

impl ViewLink {
    /// Parses an address such as `map:cluster`. `None` if its scheme names no view.
    pub fn parse(address: &str) -> Option<ViewLink> {
        let (scheme, part) = address.split_once(':')?;
        let (_, view) = AtlasView::NAMES.iter().find(|(name, _)| *name == scheme)?;
        // `data:` with more is an address that carries a file, and no view.
        if *view == AtlasView::Data && !part.is_empty() {
            return None;
        }
        let part = percent_encoding::percent_decode_str(part).decode_utf8_lossy();
        Some(ViewLink {
            view: *view,
            part: part.trim().into(),
        })
    }
}

impl fmt::Display for ViewLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names = AtlasView::NAMES.iter();
        let name = names.find(|(_, view)| *view == self.view);
        write!(f, "{}:{}", name.map_or("", |(name, _)| name), self.part)
    }
}
