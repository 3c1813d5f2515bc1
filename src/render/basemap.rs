//! The country of the map: borders read once for a state of the site, projected when a page first asks for them.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use crate::atlas::{Atlas, RecordIx};
use crate::chart::geo::geometry::Geometry;
use crate::chart::geo::locator::Locator;
use crate::chart::geo::map::Map;
use crate::chart::geo::viewport::{Contested, MapViewport, Window};
use crate::diagnostic::{Checked, Code, Diagnostic, nearest};
use crate::record::Value;
use crate::site::{ContestedUnits, Facet, MapSettings, Site};
use crate::source::Tree;

/// The borders of a country as a file has them.
pub struct Borders {
    hash: u64,
    geometry: Geometry,
}

/// How wide the map of the whole country is, in pixels.
const WHOLE: f64 = 1000.0;

/// How wide the map of a part is, and the small one in the margin.
const PART: f64 = 720.0;
const SMALL: f64 = 240.0;

/// Reads the file of borders that the settings name, unless those of the state before are of the same bytes.
pub fn load_borders(files: &Tree, site: &Site, before: Option<&Arc<Borders>>) -> Checked<Option<Arc<Borders>>> {
    let Some(settings) = &site.map else { return Checked { value: None, diagnostics: Vec::new() } };
    let name = settings.geometry.strip_prefix("assets/").unwrap_or(&settings.geometry);
    let problem = |code| Diagnostic::new(code, settings.named_at.clone()).with("name", name);
    let Some(file) = files.file(&format!("assets/{name}")) else {
        let names: Vec<&str> = files.folder("assets").filter_map(|(path, _)| Some(path.split_folder()?.1)).collect();
        let near = nearest(name, names).map(str::to_owned);
        return Checked { value: None, diagnostics: vec![problem(Code::MissingAsset).with_some("near", near)] };
    };
    if let Some(known) = before.filter(|known| known.hash == file.hash()) {
        return Checked { value: Some(known.clone()), diagnostics: Vec::new() };
    }
    let parsed = match file.text() {
        Ok(text) => Geometry::parse(text).map_err(|error| error.message),
        Err(_) => Err("not UTF-8".to_owned()),
    };
    match parsed {
        Ok(geometry) => {
            let borders = Borders { hash: file.hash(), geometry };
            Checked { value: Some(Arc::new(borders)), diagnostics: Vec::new() }
        }
        Err(words) => Checked { value: None, diagnostics: vec![problem(Code::BadGeometry).with("words", words)] },
    }
}

/// A country with its regions, drawn as the site wants.
pub struct Basemap {
    pub(super) borders: Arc<Borders>,
    pub(super) settings: MapSettings,
    /// The regions that have a unit or a tile, with the ids of their units.
    pub(super) regions: Vec<(RecordIx, Arc<str>)>,
    /// The same, to look one up.
    units: HashMap<RecordIx, Arc<str>>,
    contested: HashSet<RecordIx>,
    maps: Vec<OnceLock<Map>>,
    locator: OnceLock<Locator>,
}

impl Basemap {
    /// The country of an atlas; none where the site has no map or its borders cannot be read.
    pub fn new(borders: Option<Arc<Borders>>, site: &Site, atlas: &Atlas) -> Option<Basemap> {
        let (borders, settings) = (borders?, site.map.clone()?);
        let kind = site.vocabulary.facet(Facet::Region)?;
        let fact = |region: &RecordIx, key| {
            let field = site.vocabulary.field_of(kind, key)?;
            atlas.record(*region).fact(field).map(|fact| &fact.value)
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
            contested: all.iter().copied().filter(|region| fact(region, "contested").is_some()).collect(),
            maps: (0..=settings.views.len()).map(|_| OnceLock::new()).collect(),
            locator: OnceLock::new(),
            borders,
            settings,
        })
    }

    /// The whole country.
    pub(super) fn whole(&self) -> &Map {
        self.maps[0].get_or_init(|| Map::new(&self.borders.geometry, &self.view(WHOLE, None)))
    }

    /// One of the parts that the settings list.
    pub(super) fn part(&self, at: usize) -> &Map {
        self.maps[at + 1].get_or_init(|| Map::new(&self.borders.geometry, &self.view(PART, Some(at))))
    }

    /// The small map for margins.
    pub(super) fn locator(&self) -> &Locator {
        self.locator.get_or_init(|| {
            let of = |(region, unit): &(RecordIx, Arc<str>)| self.is_contested(*region).then(|| unit.clone());
            let contested: Vec<Arc<str>> = self.regions.iter().filter_map(of).collect();
            let contested: Vec<&str> = contested.iter().map(|unit| &**unit).collect();
            Locator::new(&self.borders.geometry, &self.view(SMALL, None), &contested, self.contested())
        })
    }

    fn view(&self, width: f64, part: Option<usize>) -> MapViewport {
        let part = part.map(|at| &self.settings.views[at]);
        let focus = part.map(|part| {
            let [west, south, east, north] = part.window;
            Window { west, south, east, north }
        });
        let meridian = part.map_or(self.settings.meridian, |part| part.meridian);
        MapViewport { parallels: self.settings.parallels, meridian, width, tallest: width * 1.4, focus }
    }

    /// What becomes of contested units.
    pub(super) fn contested(&self) -> Contested {
        match self.settings.contested {
            ContestedUnits::AsIs => Contested::AsIs,
            ContestedUnits::Hatch => Contested::Hatch,
            ContestedUnits::Omit => Contested::Omit,
        }
    }

    /// Whether the belonging of a region is disputed.
    pub(super) fn is_contested(&self, region: RecordIx) -> bool {
        self.contested.contains(&region)
    }

    /// Whether a region has a unit or a tile.
    pub(super) fn has_unit(&self, region: RecordIx) -> bool {
        self.units.contains_key(&region)
    }

    /// The unit of the nearest region with borders: of a region itself, or of one that it is part of.
    pub(super) fn unit(&self, atlas: &Atlas, region: RecordIx) -> Option<&str> {
        let own = |region: RecordIx| {
            let unit = self.units.get(&region)?;
            self.borders.geometry.unit(unit).map(|_| &**unit)
        };
        own(region).or_else(|| atlas.facets.path(region).into_iter().rev().find_map(own))
    }
}
