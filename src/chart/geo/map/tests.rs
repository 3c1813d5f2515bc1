//! Tests of maps on the borders of Russia.

use crate::chart::KindStyle;
use std::borrow::Cow;

use super::*;
use crate::chart::breaks::ClassBreaks;
use crate::chart::geo::border_file::read_borders;
use crate::chart::geo::border_file::tests::FIXTURE;
use crate::chart::geo::border_reader::BorderKeys;
use crate::chart::geo::choropleth::{MapPoint, MapRegion};
use crate::chart::geo::extent::Extent;
use crate::chart::geo::geometry::Degrees;
use crate::chart::geo::projection::Projection;
use crate::chart::geo::viewport::Contested;

const RUSSIA: &str = include_str!("../../../../assets/ru-regions.geojson");
const CAPTION: Caption = Caption {
    prefix: "m",
    title: LangText::plain("Карта"),
    description: LangText::plain("Пример."),
};

fn view(meridian: f64, width: f64) -> MapViewport {
    MapViewport {
        projection: Projection::albers((52.0, 64.0), meridian),
        width,
        tallest: 1000.0,
        focus: None,
    }
}

fn whole(geometry: &Geometry) -> Map {
    Map::new(geometry, &view(105.0, 1000.0), &[])
}

fn region(id: &str, count: u32, contested: bool) -> MapRegion<'static> {
    MapRegion {
        id: id.to_owned().into(),
        name: id.to_owned().into(),
        hint: format!("{id}: {count}").into(),
        href: "r.html".into(),
        count,
        number: count.to_string().into(),
        contested,
    }
}

fn place(lon: f64, lat: f64) -> MapPoint<'static> {
    let [href, group] = ["k.html", "g.html"].map(Cow::Borrowed);
    MapPoint {
        at: Degrees { lon, lat },
        label: "К".into(),
        href,
        kind: KindStyle {
            id: "cluster",
            colour: 1,
        },
        group,
    }
}

fn shown<'a>(
    regions: Vec<MapRegion<'a>>,
    breaks: &'a ClassBreaks,
    contested: Contested,
) -> Choropleth<'a> {
    Choropleth {
        regions,
        breaks,
        contested,
        places: Vec::new(),
        insets: Vec::new(),
        more: "ещё {}".into(),
    }
}

#[test]
fn all_units_of_russia_are_drawn_and_small_in_bytes() {
    let geometry = read_borders(RUSSIA, BorderKeys::default()).unwrap();
    let breaks = ClassBreaks::choose([1, 2]);
    let regions = geometry
        .units()
        .iter()
        .map(|unit| region(&unit.id, 2, unit.id.starts_with("UA")))
        .collect();
    let map = whole(&geometry);
    let svg = map.svg(&CAPTION, &shown(regions, &breaks, Contested::Hatch));
    let [outlines, cities] = ["path", "circle"].map(|shape| {
        let drawn = format!("<{shape} class=\"region level-5\"");
        svg.matches(&drawn).count()
    });
    assert_eq!((outlines, cities), (82, 3));
    assert_eq!(svg.matches("<path class=\"region hatch\"").count(), 2);
    assert_eq!(svg.matches("<a href=").count(), 85);
    assert!(geometry.units().iter().all(|unit| map.shows(&unit.id)));
    assert!(svg.len() < 80_000, "{}", svg.len());
    assert_eq!(
        svg,
        whole(&geometry).svg(
            &CAPTION,
            &shown(
                geometry
                    .units()
                    .iter()
                    .map(|unit| region(&unit.id, 2, unit.id.starts_with("UA")))
                    .collect(),
                &breaks,
                Contested::Hatch
            )
        )
    );
}

#[test]
fn moscow_lies_west_of_tomsk_and_tomsk_of_chukotka() {
    let map = whole(&read_borders(RUSSIA, BorderKeys::default()).unwrap());
    let x = |lon, lat| map.main.pixel(place(lon, lat).at).unwrap();
    assert!(x(37.62, 55.75).x < x(84.95, 56.48).x && x(84.95, 56.48).x < x(-170.0, 66.0).x);
    assert!(
        x(33.08, 68.97).y < x(39.72, 43.58).y,
        "Murmansk is north of Sochi"
    );
    assert!(
        map.main.pixel(place(-75.0, -40.0).at).is_none(),
        "what lies outside is not drawn"
    );
}

#[test]
fn contested_units_follow_the_sites_choice() {
    let geometry = read_borders(FIXTURE, BorderKeys::default()).unwrap();
    let map = Map::new(&geometry, &view(175.0, 300.0), &[]);
    let breaks = ClassBreaks::choose([1]);
    let draw = |contested| {
        let regions = vec![
            region("XX-A", 1, false),
            region("XX-B", 1, true),
            region("XX-NONE", 1, false),
        ];
        map.svg(&CAPTION, &shown(regions, &breaks, contested))
    };
    let count = |svg: &str, what: &str| svg.matches(what).count();
    let (plain, hatched, without) = (
        draw(Contested::AsIs),
        draw(Contested::Hatch),
        draw(Contested::Omit),
    );
    assert_eq!(
        [&plain, &hatched, &without].map(|svg| count(svg, "region level-3")),
        [2, 2, 1]
    );
    assert_eq!(
        [&plain, &hatched, &without].map(|svg| count(svg, "url(#m-hatch)")),
        [0, 1, 0]
    );
    assert_eq!(
        [&plain, &hatched, &without].map(|svg| count(svg, "region blank")),
        [1, 1, 1]
    );
}

#[test]
fn a_focus_drops_what_lies_outside_and_cuts_what_crosses_its_edge() {
    let geometry = read_borders(FIXTURE, BorderKeys::default()).unwrap();
    let focus = Some(Extent {
        west: 161.0,
        south: 52.0,
        east: 169.0,
        north: 58.0,
    });
    let map = Map::new(
        &geometry,
        &MapViewport {
            focus,
            ..view(165.0, 300.0)
        },
        &[],
    );
    assert!(map.shows("XX-A") && !map.shows("XX-C"));
    let svg = map.svg(
        &CAPTION,
        &shown(Vec::new(), &ClassBreaks::choose([]), Contested::Hatch),
    );
    assert!(
        svg.contains("d=\"M3030-30") || svg.contains("d=\"M-30-30") || svg.contains("-30 3030"),
        "{svg}"
    );
}

#[test]
fn close_records_are_counted() {
    let map = whole(&read_borders(RUSSIA, BorderKeys::default()).unwrap());
    let breaks = ClassBreaks::choose([]);
    let mut shown = shown(Vec::new(), &breaks, Contested::Hatch);
    // Moscow, Zelenograd, Zhukovsky, and Tomsk.
    shown.places = vec![
        place(37.62, 55.75),
        place(37.21, 55.99),
        place(38.12, 55.6),
        place(84.95, 56.48),
    ];
    let svg = map.svg(&CAPTION, &shown);
    assert!(svg.contains("class=\"count\">3</text>"));
    assert_eq!(
        (
            svg.matches("class=\"marker\"").count(),
            svg.matches("class=\"point kind-cluster colour-1\"").count()
        ),
        (1, 1)
    );
}

/// The centre and the radius of the first circle whose class begins so.
fn circle(svg: &str, class: &str) -> [f64; 3] {
    let (_, rest) = svg.split_once(&format!("<circle class=\"{class}")).unwrap();
    ["cx", "cy", "r"].map(|key| {
        let (_, value) = rest.split_once(&format!(" {key}=\"")).unwrap();
        value.split_once('"').unwrap().0.parse().unwrap()
    })
}

#[test]
fn leading_regions_are_labelled_and_a_city_that_is_one_is_a_circle() {
    let geometry = read_borders(RUSSIA, BorderKeys::default()).unwrap();
    let breaks = ClassBreaks::choose([61, 38, 1]);
    let mut regions = vec![
        region("RU-TOM", 38, false),
        region("RU-MOW", 61, false),
        region("RU-OMS", 0, false),
    ];
    regions.extend((0..20).map(|at| region(&geometry.units()[at].id, 1, false)));
    let svg = whole(&geometry).svg(&CAPTION, &shown(regions, &breaks, Contested::Hatch));
    assert_eq!(svg.matches("<a class=\"lead\"").count(), 10);
    assert!(svg.contains("RU-MOW <tspan class=\"count\">61</tspan>"));
    assert!(svg.contains("RU-TOM <tspan class=\"count\">38</tspan>"));
    assert!(
        !svg.contains("RU-OMS <tspan"),
        "what has no records leads nothing"
    );
    assert!(svg.contains("<circle class=\"region level-5\" data-id=\"RU-MOW\""));
    assert!(
        !svg.contains("data-id=\"RU-MOW\" d="),
        "a circle in the place of an outline"
    );
}

#[test]
fn the_number_of_records_stands_beside_their_region_and_its_label() {
    let geometry = read_borders(RUSSIA, BorderKeys::default()).unwrap();
    let breaks = ClassBreaks::choose([61]);
    let mut shown = shown(vec![region("RU-MOW", 61, false)], &breaks, Contested::Hatch);
    shown.places = vec![place(37.62, 55.75), place(37.6, 55.7), place(37.7, 55.8)];
    let svg = whole(&geometry).svg(&CAPTION, &shown);
    let ([x, y, r], city) = (circle(&svg, "disc"), circle(&svg, "region"));
    let apart = ((x - city[0]).powi(2) + (y - city[1]).powi(2)).sqrt();
    assert!(apart > r + 4.0, "{apart} from the city, {r} wide");
    let (_, plate) = svg.split_once("class=\"plate\" x=\"").unwrap();
    let left: f64 = plate.split_once('"').unwrap().0.parse().unwrap();
    assert!(x + r < left || y + r < city[1] || y - r > city[1], "{svg}");
}

#[test]
fn a_world_of_small_regions_has_no_circles() {
    let geometry = read_borders(RUSSIA, BorderKeys::default()).unwrap();
    let breaks = ClassBreaks::choose([2]);
    let units = geometry.units().iter();
    let regions = units.map(|unit| region(&unit.id, 2, false)).collect();
    let small = Map::new(&geometry, &view(105.0, 100.0), &[]);
    let svg = small.svg(&CAPTION, &shown(regions, &breaks, Contested::Hatch));
    assert_eq!(svg.matches("<circle class=\"region").count(), 0);
}

#[test]
fn far_parts_stand_in_boxes_below() {
    let geometry = read_borders(FIXTURE, BorderKeys::default()).unwrap();
    let window = |west, east| Extent {
        west,
        east,
        south: 50.0,
        north: 60.0,
    };
    let part = |window: Extent, width| MapViewport {
        projection: Projection::fitting(&window),
        width,
        tallest: 1000.0,
        focus: Some(window),
    };
    let main = part(window(158.0, 164.0), 300.0);
    let inset = part(window(166.0, 172.0), 120.0);
    let map = Map::new(&geometry, &main, &[inset, inset, inset]);
    let breaks = ClassBreaks::choose([]);
    let mut shown = shown(Vec::new(), &breaks, Contested::Hatch);
    shown.insets = vec!["Остров".into()];
    let svg = map.svg(&CAPTION, &shown);
    assert_eq!(svg.matches("<rect class=\"inset\"").count(), 3);
    assert_eq!(
        svg.matches("class=\"inset-title\">Остров</text>").count(),
        1
    );
    assert_eq!(map.insets[0].top, map.insets[1].top, "two fit side by side");
    assert!(map.insets[2].top > map.insets[1].top && map.insets[2].left == 0.0);
    assert!(map.height > map.insets[2].top);
}
