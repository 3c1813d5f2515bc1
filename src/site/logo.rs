//! `logo` of `site.toml`: the picture beside the title.

use super::toml_reader::TableReader;
use crate::diagnostic::{Location, Span};
use crate::source::SourcePath;

/// The picture beside the title of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// The file in `assets/`.
    pub file: SourcePath,
    /// The location of its name.
    pub at: Location,
}

/// Reads `logo`. A name without a folder is a file of `assets/`.
pub(super) fn read(site: &TableReader<'_>) -> Option<Logo> {
    let text = site.text("logo")?;
    let name = text.trim_start_matches('/');
    let name = name.strip_prefix("assets/").unwrap_or(name);
    Some(Logo {
        file: SourcePath::new(&format!("assets/{name}")),
        at: Location {
            path: site.path().clone(),
            span: Span::new(site.span_of("logo")),
        },
    })
}
