//! Settings that name a file of `assets/`.

use super::toml_reader::TableReader;
use crate::diagnostic::{Location, Span};
use crate::source::SourcePath;

/// A file that a setting names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetSetting {
    /// The file in `assets/`.
    pub file: SourcePath,
    /// The location of its name.
    pub at: Location,
}

/// Reads such a setting. A name without a folder is a file of `assets/`.
pub(super) fn read(table: &TableReader<'_>, key: &'static str) -> Option<AssetSetting> {
    let text = table.text(key)?;
    let name = text.trim_start_matches('/');
    let name = name.strip_prefix("assets/").unwrap_or(name);
    Some(AssetSetting {
        file: SourcePath::new(&format!("assets/{name}")),
        at: Location {
            path: table.path().clone(),
            span: Span::new(table.span_of(key)),
        },
    })
}
