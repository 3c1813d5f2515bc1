//! `[defaults]` of a site or a kind: the sources of claims that have none of their own.

use super::toml_reader::TableReader;
use crate::diagnostic::{Location, Span};

/// A source as `site.toml` names it. [`crate::atlas`] resolves it.
#[derive(Clone, Debug, PartialEq)]
pub struct DefaultSource {
    /// The id or the name of a record.
    pub text: String,
    /// Its location in `site.toml`.
    pub at: Location,
}

/// Reads `sources` of the table `defaults`; empty without the table.
pub(super) fn read(table: &TableReader<'_>) -> Vec<DefaultSource> {
    let Some(defaults) = table.table("defaults") else {
        return Vec::new();
    };
    let sources = defaults.texts("sources").into_iter();
    let sources = sources.map(|(text, at)| DefaultSource {
        text: text.trim().to_owned(),
        at: Location {
            path: defaults.path().clone(),
            span: Span::new(at),
        },
    });
    let sources = sources.collect();
    defaults.finish();
    sources
}
