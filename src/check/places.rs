//! Rules for coordinates: `zero-coordinates`, `swapped-coordinates`, `place-outside-region` and `place-off-map`.
//!
//! Borders are simplified, so a place is outside them only beyond [`TOLERANCE_KM`]. Regions that a record has from others are
//! not compared: a meeting is not held in the regions of all its parties.

use std::collections::{BTreeSet, HashMap};

use super::context::CheckContext;
use crate::atlas::RecordIx;
use crate::chart::geo::distance::UnitDistances;
use crate::chart::geo::geometry::{Degrees, Geometry};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::record::{FieldValue, Value};
use crate::site::{Facet, Language};

/// How far a place may lie outside of simplified borders, in kilometres.
const TOLERANCE_KM: f64 = 25.0;

/// How many regions below another one are looked at for borders.
const MAX_REGIONS: usize = 1000;

/// Checks the coordinates of all records, against the borders of the map if the site has one.
pub(super) fn check_places(
    context: CheckContext<'_>,
    borders: Option<&Geometry>,
) -> Vec<Diagnostic> {
    let checker = PlaceChecker {
        context,
        units: context.region_units(),
        distances: borders.map(UnitDistances::new),
    };
    let records = context.atlas.indices();
    let mut found = Vec::new();
    for (ix, fact) in records.filter_map(|ix| Some((ix, checker.location(ix)?))) {
        for value in fact.value.all() {
            if let Value::Point(lat, lon) = *value {
                found.extend(checker.check(ix, Degrees { lon, lat }, &fact.at));
            }
        }
    }
    found
}

struct PlaceChecker<'a> {
    context: CheckContext<'a>,
    /// The ids of the borders of regions.
    units: HashMap<RecordIx, &'a str>,
    distances: Option<UnitDistances<'a>>,
}

impl<'a> PlaceChecker<'a> {
    fn location(&self, ix: RecordIx) -> Option<&'a FieldValue> {
        let record = self.context.atlas.record(ix);
        let kind = self.context.site.vocabulary.kind(record.kind);
        record.field(kind.known.location?)
    }

    fn check(&self, ix: RecordIx, place: Degrees, at: &Location) -> Option<Diagnostic> {
        let report = |code| Diagnostic::new(code, at.clone());
        if (place.lat, place.lon) == (0.0, 0.0) {
            return Some(report(Code::ZeroCoordinates));
        }
        let distances = self.distances.as_ref()?;
        let regions = self.regions(ix)?;
        let units: BTreeSet<&str> = regions.iter().flat_map(|ix| self.units_of(*ix)).collect();
        if units.is_empty() && !regions.is_empty() {
            // A region without borders, such as one abroad.
            return None;
        }
        let distance =
            |place| distances.nearest(place, |unit| units.is_empty() || units.contains(unit));
        let away = distance(place).filter(|away| *away > TOLERANCE_KM)?;
        let swapped = Degrees {
            lon: place.lat,
            lat: place.lon,
        };
        if swapped.lat.abs() <= 90.0 && distance(swapped).is_some_and(|away| away <= TOLERANCE_KM) {
            let Degrees { lon, lat } = swapped;
            let advice = format!("{{lat: {lat}, lon: {lon}}}");
            let diagnostic = report(Code::SwappedCoordinates).with(
                "point",
                format!("{{lat: {}, lon: {}}}", place.lat, place.lon),
            );
            return Some(
                diagnostic
                    .with("advice", &*advice)
                    .with("advice_en", &*advice),
            );
        }
        let away = format!("{away:.0}");
        Some(match regions.first() {
            Some(region) => {
                let region = self.context.atlas.record(*region);
                report(Code::PlaceOutsideRegion)
                    .with("region", &**region.title(Language::DEFAULT).0)
                    .with("distance", away)
                    .related(region.at.clone())
            }
            None => report(Code::PlaceOffMap).with("distance", away),
        })
    }

    /// Returns the regions that a record states; of a region, itself. `None` if it has them from other records.
    fn regions(&self, ix: RecordIx) -> Option<Vec<RecordIx>> {
        let (site, atlas) = (self.context.site, self.context.atlas);
        let is_region = site.vocabulary.kind(atlas.kind(ix)).facet == Some(Facet::Region);
        if is_region {
            return Some(vec![ix]);
        }
        let is_stated = !atlas.facets.is_derived(ix);
        is_stated.then(|| atlas.facets.regions(ix).to_vec())
    }

    /// Returns the borders of a region or of those above it, else of those below it.
    fn units_of(&self, region: RecordIx) -> Vec<&'a str> {
        let facets = &self.context.atlas.facets;
        let unit = |region: &RecordIx| self.units.get(region).copied();
        let mut path = facets.path(region);
        path.push(region);
        if let Some(own) = path.iter().rev().find_map(unit) {
            return vec![own];
        }
        let mut below = vec![region];
        let mut seen = BTreeSet::from([region]);
        let mut next = 0;
        while next < below.len() && below.len() < MAX_REGIONS {
            let children = facets.children(below[next]).iter();
            below.extend(children.filter(|child| seen.insert(**child)));
            next += 1;
        }
        below.iter().filter_map(unit).collect()
    }
}
