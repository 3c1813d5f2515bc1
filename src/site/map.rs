//! `[map]` of `site.toml`: whose borders are drawn, and how. Without the section an atlas has no map.

use super::section::Section;
use super::{KindIx, Localized, Vocabulary};
use crate::diagnostic::{Code, Location, Span, did_you_mean};

/// How a site draws its country.
#[derive(Clone, Debug)]
pub struct MapSettings {
    /// The heading of the map's page; empty means that of the interface.
    pub title: Localized,
    /// Whose the borders are, to be written under every map.
    pub credit: Localized,
    /// The file of borders: `assets/ru-regions.geojson`.
    pub geometry: String,
    /// Where the file is named.
    pub named_at: Location,
    /// Standard parallels of the conic projection, in degrees.
    pub parallels: (f64, f64),
    /// The meridian that stands upright, in degrees.
    pub meridian: f64,
    /// What becomes of units whose belonging is disputed.
    pub contested: ContestedUnits,
    /// Columns and rows of the tile grid.
    pub tiles: (u16, u16),
    /// The kinds that have a map of their own besides that of all records.
    pub counts: Vec<KindIx>,
    /// Parts of the country that are drawn once more and larger.
    pub views: Vec<MapView>,
}

/// A part of the country that is drawn larger.
#[derive(Clone, Debug)]
pub struct MapView {
    /// Its name in the settings: `europe`.
    pub id: String,
    /// Its heading.
    pub title: Localized,
    /// The meridian that stands upright, in degrees.
    pub meridian: f64,
    /// Western, southern, eastern and northern edge, in degrees.
    pub window: [f64; 4],
}

/// What becomes of units whose belonging is disputed. The site's choice, never the program's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContestedUnits {
    /// Drawn like all others.
    AsIs,
    /// Drawn with diagonal lines, explained in the legend.
    #[default]
    Hatch,
    /// Not drawn.
    Omit,
}

/// The kinds that usually have a map of their own.
const COUNTED: [&str; 4] = ["cluster", "technopark", "organization", "agreement"];

pub(super) fn read(site: &Section<'_>, vocabulary: &Vocabulary) -> Option<MapSettings> {
    let map = site.section("map")?;
    let geometry = map.text("geometry").map(str::to_owned);
    if geometry.is_none() {
        let example = "geometry = \"assets/ru-regions.geojson\"";
        map.report(Code::MissingSetting, &map.span, &[("key", "map.geometry"), ("example", example)]);
    }
    let settings = MapSettings {
        title: map.localized("title").unwrap_or_default(),
        credit: map.localized("credit").unwrap_or_default(),
        geometry: geometry.clone().unwrap_or_default(),
        named_at: Location { path: map.path().clone(), span: Span::new(map.place_of("geometry")) },
        parallels: parallels(&map).unwrap_or((52.0, 64.0)),
        meridian: meridian(&map).unwrap_or(105.0),
        contested: contested(&map),
        tiles: tiles(&map).unwrap_or((0, 0)),
        counts: counts(&map, vocabulary),
        views: map.named("views").into_iter().filter_map(view).collect(),
    };
    map.finish();
    geometry.map(|_| settings)
}

fn parallels(map: &Section<'_>) -> Option<(f64, f64)> {
    let [one, other] = map.numbers::<2>("parallels")?;
    let good = one.abs() < 90.0 && other.abs() < 90.0 && (one + other).abs() > 1.0;
    if !good {
        map.expect("parallels", "две широты на одной стороне экватора", "two latitudes on one side of the equator");
    }
    good.then_some((one, other))
}

fn meridian(map: &Section<'_>) -> Option<f64> {
    let degrees = map.number("meridian")?;
    if degrees.abs() > 360.0 {
        map.expect("meridian", "долгота в градусах", "a longitude in degrees");
        return None;
    }
    Some(degrees)
}

fn contested(map: &Section<'_>) -> ContestedUnits {
    match map.text("contested") {
        None | Some("hatch") => ContestedUnits::Hatch,
        Some("as-is") => ContestedUnits::AsIs,
        Some("omit") => ContestedUnits::Omit,
        Some(_) => {
            let (ru, en) = ("\"as-is\", \"hatch\" или \"omit\"", "\"as-is\", \"hatch\" or \"omit\"");
            map.expect("contested", ru, en);
            ContestedUnits::Hatch
        }
    }
}

fn tiles(map: &Section<'_>) -> Option<(u16, u16)> {
    let size = map.numbers::<2>("tiles")?;
    let whole = |number: f64| number.fract() == 0.0 && (1.0..=60.0).contains(&number);
    if !size.iter().all(|number| whole(*number)) {
        map.expect("tiles", "столбцы и строки, от 1 до 60: [15, 12]", "columns and rows, 1 to 60: [15, 12]");
        return None;
    }
    Some((size[0] as u16, size[1] as u16))
}

fn counts(map: &Section<'_>, vocabulary: &Vocabulary) -> Vec<KindIx> {
    if !map.is_list("counts") {
        map.texts("counts");
        return COUNTED.iter().filter_map(|id| vocabulary.kind_named(id)).collect();
    }
    let mut kinds = Vec::new();
    for (id, span) in map.texts("counts") {
        match vocabulary.kind_named(id) {
            Some(kind) if vocabulary.kind(kind).facet.is_none() => kinds.push(kind),
            _ => {
                let near = did_you_mean(id, vocabulary.kinds.iter().map(|kind| kind.id.as_str()));
                let mut facts = vec![("name", id)];
                facts.extend(near.map(|near| ("near", near)));
                map.report(Code::UnknownVocabulary, &span, &facts);
            }
        }
    }
    kinds.dedup();
    kinds
}

fn view((id, view): (&str, Section<'_>)) -> Option<MapView> {
    let title = view.localized("title").unwrap_or_else(|| Localized::plain(id));
    let window = view.numbers::<4>("window");
    let meridian = meridian(&view);
    let in_order = window.is_some_and(|[west, south, east, north]| west < east && south < north && north <= 90.0);
    if !in_order && (window.is_some() || !view.is_list("window")) {
        let (ru, en) = ("запад, юг, восток, север: [28, 41, 60, 66]", "west, south, east, north: [28, 41, 60, 66]");
        view.expect("window", ru, en);
    }
    view.finish();
    let window = window.filter(|_| in_order)?;
    let middle = f64::midpoint(window[0], window[2]);
    let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plain.then(|| MapView { id: id.to_owned(), title, meridian: meridian.unwrap_or(middle), window })
}
