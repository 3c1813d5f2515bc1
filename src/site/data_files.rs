//! `[data]` of `site.toml`: the optional files and parts of a site.

use super::toml_reader::TableReader;

/// Number of records above which the optional parts are disabled by default. At 10,000 records they make a build four times
/// as long.
const LARGE_ATLAS: usize = 3_000;

/// The optional files and parts of a site. `None` means that the size of the atlas decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFiles {
    /// `csv_bom`: whether tables start with a byte order mark, by which Excel detects UTF-8.
    pub csv_bom: bool,
    /// `json_pages`: whether each record has a JSON file.
    pub json_pages: Option<bool>,
    /// `cards`: whether each record has a card that other sites can embed.
    pub cards: Option<bool>,
    /// `drawings`: whether the page of each record has charts.
    pub drawings: Option<bool>,
}

impl DataFiles {
    /// Whether a part is enabled by its setting, or else for an atlas of this number of records.
    pub fn is_enabled(setting: Option<bool>, records: usize) -> bool {
        setting.unwrap_or(records <= LARGE_ATLAS)
    }
}

pub(super) fn read(site: &TableReader<'_>) -> DataFiles {
    let Some(table) = site.table("data") else {
        return DataFiles {
            csv_bom: false,
            json_pages: None,
            cards: None,
            drawings: None,
        };
    };
    let data = DataFiles {
        csv_bom: table.flag("csv_bom"),
        json_pages: table.optional_flag("json_pages"),
        cards: table.optional_flag("cards"),
        drawings: table.optional_flag("drawings"),
    };
    table.finish();
    data
}
