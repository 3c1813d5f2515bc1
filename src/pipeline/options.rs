//! The options of a build.

use std::sync::Arc;

use crate::atlas::Drafts;
use crate::history::History;
use crate::site::BaseUrl;
use crate::text::Day;

/// The options of a build: its input besides the files.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The current day.
    pub today: Day,
    /// Whether drafts are included.
    pub drafts: Drafts,
    /// The base address; it overrides that of `site.toml`.
    pub base_url: Option<BaseUrl>,
    /// The revision that citations name.
    pub revision: Option<Arc<str>>,
    /// What has changed, for sites that show it.
    pub history: Option<Arc<History>>,
}

impl Options {
    /// Returns the options of an analysis: no other base address, no revision, no history.
    pub fn new(today: Day, drafts: Drafts) -> Options {
        Options {
            today,
            drafts,
            base_url: None,
            revision: None,
            history: None,
        }
    }
}
