//! `[share]` of `site.toml`: the pictures that other sites show beside a link.

use super::asset_setting::{self, AssetSetting};
use super::toml_reader::TableReader;

/// The settings of `[share]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShareSettings {
    /// `images`: whether a picture is drawn for each record.
    pub draws_images: bool,
    /// `font`: the font of these pictures. `None` means that of the program.
    pub font: Option<AssetSetting>,
    /// `image`: the picture of the whole site, for pages without one of their own.
    pub image: Option<AssetSetting>,
}

impl ShareSettings {
    /// Returns the files that are named.
    pub fn files(&self) -> impl Iterator<Item = &AssetSetting> {
        self.font.iter().chain(&self.image)
    }
}

/// Reads `[share]`.
pub(super) fn read(site: &TableReader<'_>) -> ShareSettings {
    let Some(table) = site.table("share") else {
        return ShareSettings::default();
    };
    let settings = ShareSettings {
        draws_images: table.flag("images"),
        font: asset_setting::read(&table, "font"),
        image: asset_setting::read(&table, "image"),
    };
    table.finish();
    settings
}
