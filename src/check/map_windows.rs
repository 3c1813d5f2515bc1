//! Rules for the windows of the map: `empty-window` and `region-off-map`.

use super::context::CheckContext;
use crate::atlas::RecordIx;
use crate::chart::geo::extent::Extent;
use crate::chart::geo::geometry::{BorderUnit, Geometry};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::site::{MapSettings, MapWindow};

/// Checks that each window has borders, and that each region with borders is in a window.
pub(super) fn check_windows(context: CheckContext<'_>, borders: &Geometry) -> Vec<Diagnostic> {
    let Some(settings) = &context.site.map else {
        return Vec::new();
    };
    let mut found = empty_windows(settings, borders);
    if let Some(main) = settings.window {
        let parts = settings.insets.iter().chain(&settings.views);
        let windows = std::iter::once(main).chain(parts.map(|part| part.window));
        let windows: Vec<Extent> = windows.map(Extent::from).collect();
        found.extend(regions_off_map(context, borders, &windows));
    }
    found
}

fn empty_windows(settings: &MapSettings, borders: &Geometry) -> Vec<Diagnostic> {
    let parts = settings.insets.iter().chain(&settings.views);
    let windows = settings.window.into_iter();
    let windows = windows.chain(parts.map(|part| part.window));
    let is_empty = |window: &MapWindow| {
        let extent = Extent::from(*window);
        !borders.units().iter().any(|unit| extent.overlaps(unit))
    };
    let report = |window: MapWindow| {
        let at = Location {
            path: settings.named_at.path.clone(),
            span: window.span,
        };
        with_extent(Diagnostic::new(Code::EmptyWindow, at), borders.units())
    };
    windows.filter(is_empty).map(report).collect()
}

fn regions_off_map(
    context: CheckContext<'_>,
    borders: &Geometry,
    windows: &[Extent],
) -> Vec<Diagnostic> {
    let units = context.region_units();
    let report = |region: RecordIx| {
        let code = units.get(&region)?;
        let unit = borders.unit(code)?;
        if windows.iter().any(|window| window.overlaps(unit)) {
            return None;
        }
        let fact = context.region_field(region, |known| known.code)?;
        let diagnostic = Diagnostic::new(Code::RegionOffMap, fact.at.clone()).with("code", *code);
        Some(with_extent(diagnostic, std::slice::from_ref(unit)))
    };
    context.atlas.indices().filter_map(report).collect()
}

/// Adds the window that has all of the units, in whole degrees.
fn with_extent(diagnostic: Diagnostic, units: &[BorderUnit]) -> Diagnostic {
    let Some(extent) = Extent::of_units(units) else {
        return diagnostic;
    };
    diagnostic
        .with("west", format!("{:.0}", extent.west.floor()))
        .with("south", format!("{:.0}", extent.south.floor()))
        .with("east", format!("{:.0}", extent.east.ceil()))
        .with("north", format!("{:.0}", extent.north.ceil()))
}
