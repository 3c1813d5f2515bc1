//! Free pages and introductions: texts that belong to no record.

use std::sync::Arc;

use super::body::Body;
use crate::diagnostic::Location;
use crate::site::{KindIx, Language, Localized};

/// The page that a text without a record belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FreePageSlot {
    /// `content/_index.md`: the introduction of the home page.
    Home,
    /// `content/clusters/_index.md`: the introduction of a kind.
    Section(KindIx),
    /// `content/pages/about.md`: a free page, by its name.
    Page(Arc<str>),
}

/// A free page or an introduction.
#[derive(Clone, Debug, PartialEq)]
pub struct FreePage {
    /// The page that it belongs to.
    pub slot: FreePageSlot,
    /// Its language.
    pub language: Language,
    /// The beginning of the front matter.
    pub at: Location,
    /// The title; empty if none is given.
    pub name: Localized,
    /// The summary; empty if none is given.
    pub summary: Localized,
    /// The text.
    pub body: Body,
}
