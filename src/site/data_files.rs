//! `[data]` of `site.toml`: the optional files and parts of a site.

use super::toml_reader::TableReader;

/// The optional files and parts of a site. None depends on the size of the atlas, so that a new record removes no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFiles {
    /// `csv_bom`: whether tables start with a byte order mark, by which Excel detects UTF-8.
    pub csv_bom: bool,
    /// `xlsx`: whether the tables are given as one workbook, too.
    pub xlsx: bool,
    /// `json_pages`: whether each record has a JSON file.
    pub json_pages: bool,
    /// `cards`: whether each record has a card that other sites can embed.
    pub cards: bool,
    /// `drawings`: whether record pages may have charts; each page decides by the number of neighbours.
    pub drawings: bool,
}

pub(super) fn read(site: &TableReader<'_>) -> DataFiles {
    let Some(table) = site.table("data") else {
        return DataFiles {
            csv_bom: false,
            xlsx: false,
            json_pages: false,
            cards: false,
            drawings: true,
        };
    };
    let data = DataFiles {
        csv_bom: table.flag("csv_bom"),
        xlsx: table.flag("xlsx"),
        json_pages: table.flag("json_pages"),
        cards: table.flag("cards"),
        drawings: table.optional_flag("drawings").unwrap_or(true),
    };
    table.finish();
    data
}
