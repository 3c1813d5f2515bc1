//! The borders of the map, read once per version of their file.

use std::sync::Arc;

use crate::chart::geo::border_error::BorderError;
use crate::chart::geo::border_file::read_borders;
use crate::chart::geo::border_reader::BorderKeys;
use crate::chart::geo::extent::Extent;
use crate::chart::geo::geometry::Geometry;
use crate::diagnostic::{Checked, Code, Diagnostic, did_you_mean};
use crate::site::{MapSettings, Site};
use crate::source::{File, Tree};
use crate::text::bilingual::MessageLanguage;

/// Borders read from a file, with the hash of the file and the settings that they were read by.
pub struct Borders {
    hash: u64,
    id: Option<String>,
    object: Option<String>,
    pub(super) geometry: Geometry,
    /// The part of the globe that all units cover.
    pub(super) extent: Extent,
}

impl Borders {
    /// Returns the borders.
    pub fn geometry(&self) -> &Geometry {
        &self.geometry
    }
}

/// Parses the border file that the settings name, or returns `before` if its bytes are the same. `None` without map
/// settings or with errors, which are reported.
pub fn load_borders(
    files: &Tree,
    site: &Site,
    before: Option<&Arc<Borders>>,
) -> Checked<Option<Arc<Borders>>> {
    let Some(settings) = &site.map else {
        return Checked {
            value: None,
            diagnostics: Vec::new(),
        };
    };
    let name = settings
        .geometry
        .strip_prefix("assets/")
        .unwrap_or(&settings.geometry);
    let problem = |code| Diagnostic::new(code, settings.named_at.clone()).with("name", name);
    let Some(file) = files.file(&format!("assets/{name}")) else {
        let names: Vec<&str> = files
            .folder("assets")
            .filter_map(|(path, _)| Some(path.split_folder()?.1))
            .collect();
        let near = did_you_mean(name, names).map(str::to_owned);
        return Checked {
            value: None,
            diagnostics: vec![
                problem(Code::MissingAsset)
                    .with("path", format!("assets/{name}"))
                    .with_some("near", near),
            ],
        };
    };
    let is_same = |known: &&Arc<Borders>| {
        (known.hash, &known.id, &known.object) == (file.hash(), &settings.id, &settings.object)
    };
    if let Some(known) = before.filter(is_same) {
        return Checked {
            value: Some(known.clone()),
            diagnostics: Vec::new(),
        };
    }
    match Borders::read(file, settings) {
        Ok(borders) => Checked {
            value: Some(Arc::new(borders)),
            diagnostics: Vec::new(),
        },
        Err(errors) => {
            let report = |error: &BorderError| {
                problem(Code::BadGeometry)
                    .with("words", error.message(MessageLanguage::Ru))
                    .with("words_en", error.message(MessageLanguage::En))
            };
            Checked {
                value: None,
                diagnostics: errors.iter().map(report).collect(),
            }
        }
    }
}

impl Borders {
    fn read(file: &File, settings: &MapSettings) -> Result<Borders, Vec<BorderError>> {
        let keys = BorderKeys {
            id: settings.id.as_deref(),
            object: settings.object.as_deref(),
        };
        let text = file.text().map_err(|_| vec![BorderError::Encoding])?;
        let geometry = read_borders(text, keys)?;
        let extent = Extent::of_units(geometry.units());
        Ok(Borders {
            hash: file.hash(),
            id: settings.id.clone(),
            object: settings.object.clone(),
            extent: extent.ok_or_else(|| vec![BorderError::NoPolygons])?,
            geometry,
        })
    }
}
