//! `[map]` of `site.toml`: the borders and the projection of the map. Without the table a site has no map.

use super::localized::Localized;
use super::toml_reader::TableReader;
use super::vocabulary::{KindIx, KindRole, Vocabulary};
use crate::diagnostic::{Code, Location, Span};

/// The settings of the map.
#[derive(Clone, Debug)]
pub struct MapSettings {
    /// The title of the map page; empty means the default.
    pub title: Localized,
    /// The credit of the borders, shown under every map.
    pub credit: Localized,
    /// The file of borders: `assets/regions.geojson`.
    pub geometry: String,
    /// The location of the file name.
    pub named_at: Location,
    /// The property of a border unit that is its id; `None` for its `id`, or its property `iso`.
    pub id: Option<String>,
    /// The object of a TopoJSON file; `None` for the only one with ids.
    pub object: Option<String>,
    /// The part of the globe that the map shows; `None` for all borders.
    pub window: Option<MapWindow>,
    /// Standard parallels of the conic projection, in degrees; `None` for those that fit what is shown.
    pub parallels: Option<(f64, f64)>,
    /// The central meridian, in degrees; `None` for the middle of what is shown.
    pub meridian: Option<f64>,
    /// The drawing of disputed units.
    pub contested: ContestedUnits,
    /// Columns and rows of the tile grid.
    pub tiles: (u16, u16),
    /// The kinds with a map of their own.
    pub counts: Vec<KindIx>,
    /// Parts that are also drawn enlarged.
    pub views: Vec<MapView>,
    /// Far parts that are drawn in boxes below the map.
    pub insets: Vec<MapView>,
}

/// A part of the globe with a drawing of its own.
#[derive(Clone, Debug)]
pub struct MapView {
    /// The name in the settings: `europe`.
    pub id: String,
    /// The title.
    pub title: Localized,
    /// The central meridian, in degrees; `None` for the middle of the window.
    pub meridian: Option<f64>,
    /// The part of the globe.
    pub window: MapWindow,
}

/// A part of the globe, in degrees. East of the antimeridian longitudes go on above 180.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapWindow {
    /// The western longitude.
    pub west: f64,
    /// The southern latitude.
    pub south: f64,
    /// The eastern longitude, above `west`.
    pub east: f64,
    /// The northern latitude, above `south`.
    pub north: f64,
    /// The location of the four numbers in the file of the settings.
    pub span: Span,
}

/// The drawing of disputed units. The site decides, not the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContestedUnits {
    /// Like all others.
    AsIs,
    /// Hatched, with an entry in the legend.
    #[default]
    Hatch,
    /// Not drawn.
    Omit,
}

pub(super) fn read(site: &TableReader<'_>, vocabulary: &Vocabulary) -> Option<MapSettings> {
    let map = site.table("map")?;
    let geometry = map.text("geometry").map(str::to_owned);
    if geometry.is_none() {
        let example = "geometry = \"assets/regions.geojson\"";
        map.report(
            Code::MissingSetting,
            &map.span,
            &[("key", "map.geometry"), ("example", example)],
        );
    }
    let settings = MapSettings {
        title: map.localized("title").unwrap_or_default(),
        credit: map.localized("credit").unwrap_or_default(),
        geometry: geometry.clone().unwrap_or_default(),
        named_at: Location {
            path: map.path().clone(),
            span: Span::new(map.span_of("geometry")),
        },
        id: map.text("id").map(str::to_owned),
        object: map.text("object").map(str::to_owned),
        window: window(&map),
        parallels: parallels(&map),
        meridian: meridian(&map),
        contested: contested(&map),
        tiles: tiles(&map).unwrap_or((0, 0)),
        counts: counts(&map, vocabulary),
        views: map.tables("views").into_iter().filter_map(view).collect(),
        insets: map.tables("insets").into_iter().filter_map(view).collect(),
    };
    map.finish();
    geometry.map(|_| settings)
}

fn parallels(map: &TableReader<'_>) -> Option<(f64, f64)> {
    let [one, other] = map.numbers::<2>("parallels")?;
    let good = one.abs() < 90.0 && other.abs() < 90.0 && (one + other).abs() > 1.0;
    if !good {
        map.report_value(
            "parallels",
            "две широты на одной стороне экватора",
            "two latitudes on one side of the equator",
        );
    }
    good.then_some((one, other))
}

fn meridian(map: &TableReader<'_>) -> Option<f64> {
    let degrees = map.number("meridian")?;
    if degrees.abs() > 360.0 {
        map.report_value("meridian", "долгота в градусах", "a longitude in degrees");
        return None;
    }
    Some(degrees)
}

fn contested(map: &TableReader<'_>) -> ContestedUnits {
    match map.text("contested") {
        None | Some("hatch") => ContestedUnits::Hatch,
        Some("as-is") => ContestedUnits::AsIs,
        Some("omit") => ContestedUnits::Omit,
        Some(_) => {
            let (ru, en) = (
                "\"as-is\", \"hatch\" или \"omit\"",
                "\"as-is\", \"hatch\" or \"omit\"",
            );
            map.report_value("contested", ru, en);
            ContestedUnits::Hatch
        }
    }
}

fn tiles(map: &TableReader<'_>) -> Option<(u16, u16)> {
    let size = map.numbers::<2>("tiles")?;
    let whole = |number: f64| number.fract() == 0.0 && (1.0..=60.0).contains(&number);
    if !size.iter().all(|number| whole(*number)) {
        map.report_value(
            "tiles",
            "столбцы и строки, от 1 до 60: [15, 12]",
            "columns and rows, 1 to 60: [15, 12]",
        );
        return None;
    }
    Some((size[0] as u16, size[1] as u16))
}

fn counts(map: &TableReader<'_>, vocabulary: &Vocabulary) -> Vec<KindIx> {
    if !map.is_list("counts") {
        map.texts("counts");
        return vocabulary
            .each_kind()
            .filter(|kind| vocabulary.kind(*kind).has_role(KindRole::Map))
            .collect();
    }
    let mut kinds = Vec::new();
    for (id, span) in map.texts("counts") {
        match vocabulary.kind_named(id) {
            Some(kind) if vocabulary.kind(kind).facet.is_none() => kinds.push(kind),
            _ => {
                let own = vocabulary.kinds.iter().filter(|kind| kind.facet.is_none());
                map.report_unknown_name(id, &span, own.map(|kind| kind.id.as_str()));
            }
        }
    }
    kinds.dedup();
    kinds
}

fn view((id, view): (&str, TableReader<'_>)) -> Option<MapView> {
    let title = view
        .localized("title")
        .unwrap_or_else(|| Localized::plain(id));
    let window = window(&view);
    if window.is_none() && !view.is_list("window") {
        report_window(&view);
    }
    let meridian = meridian(&view);
    let is_plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !is_plain {
        view.report_name(
            "имя из латинских букв, цифр и дефисов",
            "a name of Latin letters, digits and hyphens",
        );
    }
    view.finish();
    is_plain.then_some(MapView {
        id: id.to_owned(),
        title,
        meridian,
        window: window?,
    })
}

/// Reads `window`. A western edge east of the eastern one is a window across the antimeridian.
fn window(table: &TableReader<'_>) -> Option<MapWindow> {
    let [west, south, east, north] = table.numbers::<4>("window")?;
    let east = if east < west { east + 360.0 } else { east };
    let in_order = west < east && east - west <= 360.0 && west.abs() <= 360.0;
    let on_globe = south < north && south >= -90.0 && north <= 90.0;
    if !in_order || !on_globe {
        report_window(table);
        return None;
    }
    Some(MapWindow {
        west,
        south,
        east,
        north,
        span: Span::new(table.span_of("window")),
    })
}

fn report_window(table: &TableReader<'_>) {
    table.report_value(
        "window",
        "запад, юг, восток, север в градусах: [28, 41, 60, 66]",
        "west, south, east, north in degrees: [28, 41, 60, 66]",
    );
}
