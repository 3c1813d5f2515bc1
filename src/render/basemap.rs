//! The base map: borders with regions, projected on first use.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::borders::Borders;
use crate::atlas::{Atlas, RecordIx};
use crate::chart::geo::extent::Extent;
use crate::chart::geo::geometry::Degrees;
use crate::chart::geo::locator::Locator;
use crate::chart::geo::map::Map;
use crate::chart::geo::neighbours::neighbours;
use crate::chart::geo::projection::Projection;
use crate::chart::geo::viewport::{Contested, MapViewport};
use crate::record::Value;
use crate::site::{ContestedUnits, Facet, FieldIx, Language, MapSettings, MapView, Site};

/// Width of the map of the whole country in pixels.
const WHOLE_WIDTH: f64 = 1000.0;

/// Width of the map on narrow screens in pixels, and there of an enlarged part.
const NARROW_WIDTH: f64 = 400.0;

/// Width of an enlarged part beside the map in pixels.
const PART_WIDTH: f64 = 420.0;

/// Width of an inset in pixels.
const INSET_WIDTH: f64 = 170.0;

/// Width of the locator map in pixels.
const LOCATOR_WIDTH: f64 = 240.0;

/// Widths of the maps of the home page in pixels, on wide and on narrow screens.
const OVERVIEW_WIDTHS: [f64; 2] = [640.0, 360.0];

/// Borders with map settings and regions, and the projections computed so far.
pub struct Basemap {
    pub(super) borders: Arc<Borders>,
    pub(super) settings: MapSettings,
    /// The regions with the ids of their border units or tiles.
    pub(super) regions: Vec<(RecordIx, Arc<str>)>,
    /// The same as a map.
    units: HashMap<RecordIx, Arc<str>>,
    contested: HashSet<RecordIx>,
    /// The regions whose border units touch that of a region.
    neighbours: OnceLock<HashMap<RecordIx, Vec<RecordIx>>>,
    whole: OnceLock<Map>,
    narrow: OnceLock<Map>,
    /// The outlines for the home page, on wide and on narrow screens.
    overviews: [OnceLock<Locator>; 2],
    /// The locator of the map and those of its insets.
    locators: Vec<OnceLock<Locator>>,
}

impl Basemap {
    /// Creates the base map; `None` without map settings or borders.
    pub fn new(borders: Option<Arc<Borders>>, site: &Site, atlas: &Atlas) -> Option<Basemap> {
        let (borders, settings) = (borders?, site.map.clone()?);
        let kind = site.vocabulary.facet(Facet::Region)?;
        let known = site.vocabulary.kind(kind).known;
        let fact = |region: &RecordIx, field: Option<FieldIx>| {
            let fact = atlas.record(*region).field(field?);
            fact.map(|fact| fact.value_in(Language::DEFAULT))
        };
        let code = |region: &RecordIx| match fact(region, known.code)? {
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
                .filter(|region| fact(region, known.contested).is_some())
                .collect(),
            neighbours: OnceLock::new(),
            whole: OnceLock::new(),
            narrow: OnceLock::new(),
            overviews: [OnceLock::new(), OnceLock::new()],
            locators: (0..=settings.insets.len())
                .map(|_| OnceLock::new())
                .collect(),
            borders,
            settings,
        })
    }

    /// The map of the whole country, with its enlarged and its far parts in boxes.
    pub(super) fn whole(&self) -> &Map {
        self.whole.get_or_init(|| self.map(WHOLE_WIDTH, PART_WIDTH))
    }

    /// The same for narrow screens.
    pub(super) fn narrow(&self) -> &Map {
        self.narrow
            .get_or_init(|| self.map(NARROW_WIDTH, NARROW_WIDTH))
    }

    fn map(&self, width: f64, of_parts: f64) -> Map {
        let parts = self.settings.views.iter().map(|part| (part, of_parts));
        let far = self
            .settings
            .insets
            .iter()
            .map(|inset| (inset, INSET_WIDTH));
        let boxes: Vec<MapViewport> = parts
            .chain(far)
            .map(|(part, width)| self.view_of(part, width))
            .collect();
        Map::new(&self.borders.geometry, &self.view(width), &boxes)
    }

    /// The locator map that shows a unit or a place: that of the country, or of an inset.
    pub(super) fn locator(&self, unit: Option<&str>, place: Option<Degrees>) -> &Locator {
        let shows = |locator: &&Locator| {
            unit.is_some_and(|unit| locator.shows(unit))
                || place.is_some_and(|place| locator.contains(place))
        };
        let mut insets = (1..self.locators.len()).map(|at| self.locator_at(at));
        let main = self.locator_at(0);
        if shows(&main) {
            return main;
        }
        insets.find(shows).unwrap_or(main)
    }

    fn locator_at(&self, at: usize) -> &Locator {
        self.locators[at].get_or_init(|| {
            self.outline(&match at.checked_sub(1) {
                None => self.view(LOCATOR_WIDTH),
                Some(inset) => self.view_of(&self.settings.insets[inset], LOCATOR_WIDTH),
            })
        })
    }

    /// The outlines of the country for the home page: on wide and on narrow screens.
    pub(super) fn overviews(&self) -> [&Locator; 2] {
        [0, 1].map(|at| {
            self.overviews[at].get_or_init(|| self.outline(&self.view(OVERVIEW_WIDTHS[at])))
        })
    }

    fn outline(&self, view: &MapViewport) -> Locator {
        let of = |(region, unit): &(RecordIx, Arc<str>)| {
            self.is_contested(*region).then(|| unit.clone())
        };
        let contested: Vec<Arc<str>> = self.regions.iter().filter_map(of).collect();
        let contested: Vec<&str> = contested.iter().map(|unit| &**unit).collect();
        Locator::new(&self.borders.geometry, view, &contested, self.contested())
    }

    fn extent(&self) -> Extent {
        self.settings
            .window
            .map_or(self.borders.extent, Extent::from)
    }

    /// The map of the country at a width.
    fn view(&self, width: f64) -> MapViewport {
        let settings = &self.settings;
        MapViewport {
            projection: self.projection(&self.extent(), settings.meridian),
            width,
            tallest: width * 1.4,
            focus: settings.window.map(Extent::from),
        }
    }

    fn view_of(&self, part: &MapView, width: f64) -> MapViewport {
        let extent = Extent::from(part.window);
        MapViewport {
            projection: self.projection(&extent, part.meridian),
            width,
            tallest: width * 1.4,
            focus: Some(extent),
        }
    }

    /// The projection that fits an extent, with what the settings fix.
    fn projection(&self, extent: &Extent, meridian: Option<f64>) -> Projection {
        let middle = extent.meridian();
        match self.settings.parallels {
            Some(parallels) => Projection::albers(parallels, meridian.unwrap_or(middle)),
            None => Projection::fitting(extent).with_meridian(meridian),
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

    /// The regions whose border units touch that of a region; empty if none are known.
    pub(super) fn neighbours(&self, region: RecordIx) -> &[RecordIx] {
        let known = self.neighbours.get_or_init(|| self.find_neighbours());
        known.get(&region).map_or(&[], Vec::as_slice)
    }

    fn find_neighbours(&self) -> HashMap<RecordIx, Vec<RecordIx>> {
        let geometry = &self.borders.geometry;
        let mut of_unit: HashMap<&str, RecordIx> = HashMap::new();
        for (region, unit) in &self.regions {
            of_unit.entry(&**unit).or_insert(*region);
        }
        let region = |at: &usize| of_unit.get(&*geometry.units()[*at].id).copied();
        let touching = neighbours(geometry).into_iter().enumerate();
        let found = touching.filter_map(|(at, near)| {
            let own = region(&at)?;
            Some((own, near.iter().filter_map(region).collect()))
        });
        found.collect()
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
