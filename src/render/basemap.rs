//! The base map: borders parsed once per site state and projected on first use.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use crate::atlas::{Atlas, RecordIx};
use crate::chart::geo::geometry::Geometry;
use crate::chart::geo::locator::Locator;
use crate::chart::geo::map::Map;
use crate::chart::geo::viewport::{Contested, MapViewport, Window};
use crate::diagnostic::{Checked, Code, Diagnostic, did_you_mean};
use crate::record::Value;
use crate::site::{ContestedUnits, Facet, Language, MapSettings, Site};
use crate::source::Tree;

/// Borders parsed from a GeoJSON file, with the hash of the file.
pub struct Borders {
    hash: u64,
    geometry: Geometry,
}

/// Width of the map of the whole country in pixels.
const WHOLE_WIDTH: f64 = 1000.0;

/// Width of the map of a part in pixels.
const PART_WIDTH: f64 = 720.0;

/// Width of the locator map in pixels.
const LOCATOR_WIDTH: f64 = 240.0;

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
            diagnostics: vec![problem(Code::MissingAsset).with_some("near", near)],
        };
    };
    if let Some(known) = before.filter(|known| known.hash == file.hash()) {
        return Checked {
            value: Some(known.clone()),
            diagnostics: Vec::new(),
        };
    }
    let parsed = match file.text() {
        Ok(text) => Geometry::parse(text).map_err(|error| error.message),
        Err(_) => Err("not UTF-8".to_owned()),
    };
    match parsed {
        Ok(geometry) => {
            let borders = Borders {
                hash: file.hash(),
                geometry,
            };
            Checked {
                value: Some(Arc::new(borders)),
                diagnostics: Vec::new(),
            }
        }
        Err(words) => Checked {
            value: None,
            diagnostics: vec![problem(Code::BadGeometry).with("words", words)],
        },
    }
}

/// Borders with map settings and regions, and the projections computed so far.
pub struct Basemap {
    pub(super) borders: Arc<Borders>,
    pub(super) settings: MapSettings,
    /// The regions with the ids of their border units or tiles.
    pub(super) regions: Vec<(RecordIx, Arc<str>)>,
    /// The same as a map.
    units: HashMap<RecordIx, Arc<str>>,
    contested: HashSet<RecordIx>,
    maps: Vec<OnceLock<Map>>,
    locator: OnceLock<Locator>,
}

impl Basemap {
    /// Creates the base map; `None` without map settings or borders.
    pub fn new(borders: Option<Arc<Borders>>, site: &Site, atlas: &Atlas) -> Option<Basemap> {
        let (borders, settings) = (borders?, site.map.clone()?);
        let kind = site.vocabulary.facet(Facet::Region)?;
        let fact = |region: &RecordIx, key| {
            let field = site.vocabulary.field_of(kind, key)?;
            let fact = atlas.record(*region).field(field);
            fact.map(|fact| fact.value_in(Language::DEFAULT))
        };
        let code = |region: &RecordIx| match fact(region, "code")? {
            Value::Text(text) => Some((*region, text.iter().next()?.1.clone())),
            _ => None,
        };
        let all = atlas.of_kind(kind);
        let regions: Vec<(RecordIx, Arc<str>)> = all.iter().filter_map(code).collect();
        Some(Basemap {
            units: regions.iter().cloned().collect(),
            regions,
            contested: all
                .iter()
                .copied()
                .filter(|region| fact(region, "contested").is_some())
                .collect(),
            maps: (0..=settings.views.len())
                .map(|_| OnceLock::new())
                .collect(),
            locator: OnceLock::new(),
            borders,
            settings,
        })
    }

    /// The map of the whole country.
    pub(super) fn whole(&self) -> &Map {
        self.maps[0].get_or_init(|| Map::new(&self.borders.geometry, &self.view(WHOLE_WIDTH, None)))
    }

    /// The map of a part, by its index in the settings.
    pub(super) fn part(&self, at: usize) -> &Map {
        self.maps[at + 1]
            .get_or_init(|| Map::new(&self.borders.geometry, &self.view(PART_WIDTH, Some(at))))
    }

    /// The locator map.
    pub(super) fn locator(&self) -> &Locator {
        self.locator.get_or_init(|| {
            let of = |(region, unit): &(RecordIx, Arc<str>)| {
                self.is_contested(*region).then(|| unit.clone())
            };
            let contested: Vec<Arc<str>> = self.regions.iter().filter_map(of).collect();
            let contested: Vec<&str> = contested.iter().map(|unit| &**unit).collect();
            Locator::new(
                &self.borders.geometry,
                &self.view(LOCATOR_WIDTH, None),
                &contested,
                self.contested(),
            )
        })
    }

    fn view(&self, width: f64, part: Option<usize>) -> MapViewport {
        let part = part.map(|at| &self.settings.views[at]);
        let focus = part.map(|part| {
            let [west, south, east, north] = part.window;
            Window {
                west,
                south,
                east,
                north,
            }
        });
        let meridian = part.map_or(self.settings.meridian, |part| part.meridian);
        MapViewport {
            parallels: self.settings.parallels,
            meridian,
            width,
            tallest: width * 1.4,
            focus,
        }
    }

    /// The drawing of contested units.
    pub(super) fn contested(&self) -> Contested {
        match self.settings.contested {
            ContestedUnits::AsIs => Contested::AsIs,
            ContestedUnits::Hatch => Contested::Hatch,
            ContestedUnits::Omit => Contested::Omit,
        }
    }

    /// Whether a region is contested.
    pub(super) fn is_contested(&self, region: RecordIx) -> bool {
        self.contested.contains(&region)
    }

    /// Whether a region has a border unit or a tile.
    pub(super) fn has_unit(&self, region: RecordIx) -> bool {
        self.units.contains_key(&region)
    }

    /// The border unit of a region or of its closest ancestor with borders; `None` if there is none.
    pub(super) fn unit(&self, atlas: &Atlas, region: RecordIx) -> Option<&str> {
        let own = |region: RecordIx| {
            let unit = self.units.get(&region)?;
            self.borders.geometry.unit(unit).map(|_| &**unit)
        };
        own(region).or_else(|| atlas.facets.path(region).into_iter().rev().find_map(own))
    }
}
