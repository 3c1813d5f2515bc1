//! Rules for the map: `unknown-border`, `unused-border` and `bad-tile`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::context::CheckContext;
use crate::atlas::RecordIx;
use crate::chart::geo::geometry::Geometry;
use crate::diagnostic::{Code, Diagnostic, Location, suggest_name};
use crate::record::{FieldValue, Value};
use crate::site::{Facet, FieldIx, KnownFields, Language, MapSettings};

/// How many borders a message lists.
const MAX_LISTED: usize = 20;

impl<'a> CheckContext<'a> {
    /// Returns a field of a region that the program interprets.
    pub(super) fn region_field(
        &self,
        region: RecordIx,
        pick: impl FnOnce(&KnownFields) -> Option<FieldIx>,
    ) -> Option<&'a FieldValue> {
        let record = self.atlas.record(region);
        record.known_field(&self.site.vocabulary, pick)
    }

    /// Returns the regions with the ids of their borders.
    pub(super) fn region_units(&self) -> HashMap<RecordIx, &'a str> {
        let kind = self.site.vocabulary.facet(Facet::Region);
        let regions = kind.map_or(&[][..], |kind| self.atlas.of_kind(kind));
        let unit = |region: &RecordIx| {
            let code = self.region_field(*region, |known| known.code)?;
            match code.value_in(Language::DEFAULT) {
                Value::Text(text) => Some((*region, &**text.iter().next()?.1)),
                _ => None,
            }
        };
        regions.iter().filter_map(unit).collect()
    }
}

/// Checks that regions and borders name each other, and that each tile has one region.
pub(super) fn check_borders(context: CheckContext<'_>, borders: &Geometry) -> Vec<Diagnostic> {
    let Some(settings) = &context.site.map else {
        return Vec::new();
    };
    let units = context.region_units();
    let mut found = unknown_borders(context, borders, &units);
    found.extend(unused_borders(settings, borders, &units));
    found.extend(bad_tiles(context, settings, &units));
    found
}

fn unknown_borders(
    context: CheckContext<'_>,
    borders: &Geometry,
    units: &HashMap<RecordIx, &str>,
) -> Vec<Diagnostic> {
    let ids: BTreeSet<&str> = borders.units().iter().map(|unit| &*unit.id).collect();
    let mut found: Vec<Diagnostic> = Vec::new();
    for region in context.atlas.indices() {
        // A region with a tile is on the grid, with borders or without.
        let has_tile = || context.region_field(region, |known| known.tile).is_some();
        let is_shown = |code: &&&str| ids.contains(**code) || has_tile();
        let Some(code) = units.get(&region).filter(|code| !is_shown(code)) else {
            continue;
        };
        let Some(fact) = context.region_field(region, |known| known.code) else {
            continue;
        };
        let near = suggest_name(code, ids.iter().copied(), found.len());
        let diagnostic = Diagnostic::new(Code::UnknownBorder, fact.at.clone())
            .with("code", *code)
            .with_some("near", near);
        found.push(diagnostic.with("known", listed(&ids)));
    }
    found
}

fn unused_borders(
    settings: &MapSettings,
    borders: &Geometry,
    units: &HashMap<RecordIx, &str>,
) -> Option<Diagnostic> {
    let named: BTreeSet<&str> = units.values().copied().collect();
    let ids = borders.units().iter().map(|unit| &*unit.id);
    let unused: BTreeSet<&str> = ids.filter(|id| !named.contains(id)).collect();
    let report = || {
        Diagnostic::new(Code::UnusedBorder, settings.named_at.clone())
            .with("known", listed(&unused))
    };
    (!unused.is_empty()).then(report)
}

/// Returns the names of some borders, and how many others there are.
fn listed(ids: &BTreeSet<&str>) -> String {
    let mut names: Vec<String> = ids
        .iter()
        .take(MAX_LISTED)
        .map(|id| (*id).to_owned())
        .collect();
    if ids.len() > MAX_LISTED {
        names.push(format!("… (+{})", ids.len() - MAX_LISTED));
    }
    names.join(", ")
}

fn bad_tiles(
    context: CheckContext<'_>,
    settings: &MapSettings,
    units: &HashMap<RecordIx, &str>,
) -> Vec<Diagnostic> {
    let (columns, rows) = settings.tiles;
    let mut taken: BTreeMap<(i64, i64), &Location> = BTreeMap::new();
    let mut found = Vec::new();
    for region in context.atlas.indices() {
        let fact = context.region_field(region, |known| known.tile);
        let Some((fact, place)) = fact.and_then(|fact| Some((fact, tile(fact)?))) else {
            continue;
        };
        let mut report = |ru: &str, en: &str, other: Option<&Location>| {
            let diagnostic = Diagnostic::new(Code::BadTile, fact.at.clone())
                .with("tile", format!("[{}, {}]", place.0, place.1))
                .with("words", ru)
                .with("words_en", en);
            found.push(match other {
                Some(other) => diagnostic.related(other.clone()),
                None => diagnostic,
            });
        };
        if !units.contains_key(&region) {
            report("у него нет code", "it has no `code`", None);
        }
        let is_within = |place: i64, size: u16| (0..i64::from(size)).contains(&place);
        if !(is_within(place.0, columns) && is_within(place.1, rows)) {
            report(
                &format!("за краем сетки {columns} × {rows}"),
                &format!("outside the grid of {columns} × {rows}"),
                None,
            );
        }
        match taken.get(&place) {
            Some(other) => report(
                "её занимает другой регион",
                "another region has it",
                Some(other),
            ),
            None => drop(taken.insert(place, &fact.at)),
        }
    }
    found
}

/// Returns the column and the row of a tile, from 0.
fn tile(fact: &FieldValue) -> Option<(i64, i64)> {
    match fact.value_in(Language::DEFAULT) {
        Value::List(place) => match &**place {
            [Value::Integer(column), Value::Integer(row)] => Some((*column, *row)),
            _ => None,
        },
        _ => None,
    }
}
