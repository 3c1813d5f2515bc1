//! Links of texts to views: `map:`, `matrix:cluster`, `search:robots`.

use std::fmt;
use std::sync::Arc;

/// A view of the whole atlas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
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

impl View {
    /// The views by the schemes of their links.
    pub const NAMES: [(&str, View); 8] = [
        ("map", View::Map),
        ("matrix", View::Matrix),
        ("network", View::Network),
        ("timeline", View::Timeline),
        ("search", View::Search),
        ("compare", View::Compare),
        ("quality", View::Quality),
        ("data", View::Data),
    ];
}

/// A link to a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewLink {
    /// The view.
    pub view: View,
    /// What the view shows: a kind, a year, words of a search, or a region and a sector with `/`. Empty for the whole view.
    pub part: Arc<str>,
}

impl ViewLink {
    /// Parses an address such as `map:cluster`. `None` if its scheme names no view.
    pub fn parse(address: &str) -> Option<ViewLink> {
        let (scheme, part) = address.split_once(':')?;
        let (_, view) = View::NAMES.iter().find(|(name, _)| *name == scheme)?;
        let part = percent_encoding::percent_decode_str(part).decode_utf8_lossy();
        Some(ViewLink {
            view: *view,
            part: part.trim().into(),
        })
    }
}

impl fmt::Display for ViewLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names = View::NAMES.iter();
        let name = names.find(|(_, view)| *view == self.view);
        write!(f, "{}:{}", name.map_or("", |(name, _)| name), self.part)
    }
}
