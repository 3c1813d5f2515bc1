//! Borders of fourteen shapes, drawn: those of `tests/borders`, as packages have them, and two that are made here.
//!
//! No drawing is compared with one of before: what is looked at holds of every right map. The sites are built in
//! `target/tmp/borders`, where a browser may look at them.

mod cases;
mod drawing;
mod made;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use innovation_atlas::chart::geo::border_file::read_borders;
use innovation_atlas::chart::geo::border_reader::BorderKeys;
use innovation_atlas::chart::geo::geometry::{BorderUnit, Degrees, Geometry};
use serde_json::Value;

use self::cases::{CASES, Case};
use self::drawing::{Drawing, Panel, Ring, area, bounds, centre};
use crate::program::answer_in;

/// A case whose site is built.
struct Built {
    case: &'static Case,
    root: PathBuf,
    borders: Geometry,
    map: Drawing,
}

static BUILT: LazyLock<Vec<Built>> = LazyLock::new(|| CASES.iter().map(Built::new).collect());

impl Built {
    /// Writes a region for each unit, and a body at each place; builds the site.
    fn new(case: &'static Case) -> Built {
        let root =
            PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("borders/{}", case.name));
        let _ = fs::remove_dir_all(&root);
        let text = case.borders();
        let keys = BorderKeys {
            id: case.id,
            object: case.object,
        };
        let borders = read_borders(&text, keys).expect("borders");
        let write = |path: &str, text: &str| {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        };
        write("assets/borders.json", &text);
        write("site.toml", &case.settings());
        let regions: String = borders
            .units()
            .iter()
            .enumerate()
            .map(|(at, unit)| format!("- {{id: u{at}, name: 'Unit {0}', code: '{0}'}}\n", unit.id))
            .collect();
        write("content/regions/all.yaml", &regions);
        let place = |at: usize| -> String {
            let (unit, name, lat, lon) = case.places[at];
            let of = borders.units().iter().position(|one| one.id == unit);
            let of = of.unwrap_or_else(|| panic!("{}: no unit {unit}", case.name));
            format!(
                "- {{id: p{at}, name: '{name}', region: u{of}, location: {{lat: {lat}, lon: {lon}}}}}\n"
            )
        };
        let places: String = (0..case.places.len()).map(place).collect();
        if !places.is_empty() {
            write("content/organizations/all.yaml", &places);
        }
        let mut built = Built {
            case,
            root,
            borders,
            map: Drawing::default(),
        };
        let (code, out) = built.run(&["build", "--base-url", "https://example.org/atlas/"]);
        assert_eq!(code, Some(0), "{}: {out}", case.name);
        built.map = Drawing::read(&built.page("map.html"), "map");
        built
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        answer_in(&self.root, arguments)
    }

    fn page(&self, route: &str) -> String {
        fs::read_to_string(self.root.join("public").join(route)).expect(route)
    }

    /// The first panel that shows a unit, and the largest ring of it there.
    fn drawn(&self, id: &str) -> Option<(&Panel, &Ring)> {
        self.map
            .panels
            .iter()
            .find_map(|panel| Some((panel, panel.largest(id)?)))
    }
}

#[test]
fn nothing_is_wrong_with_any_borders() {
    for built in BUILT.iter() {
        let (_, out) = built.run(&["check", "--format", "json"]);
        let report: Value = serde_json::from_str(&out).expect("JSON");
        let found = report["diagnostics"].as_array().expect("diagnostics");
        assert!(found.is_empty(), "{}: {out}", built.case.name);
    }
}

#[test]
fn every_unit_is_drawn_within_its_frame() {
    for built in BUILT.iter() {
        for unit in built.borders.units() {
            assert!(
                built.drawn(&unit.id).is_some(),
                "{}: {} is not drawn",
                built.case.name,
                unit.id
            );
        }
        for panel in &built.map.panels {
            // What a window cuts goes on a little beyond its edge, so that the cut cannot be seen.
            for (id, ring) in panel.rings() {
                let [west, north, east, south] = bounds(ring);
                assert!(
                    west >= -3.0
                        && north >= -3.0
                        && east <= panel.width + 3.0
                        && south <= panel.height + 3.0,
                    "{}: {id} reaches {west} {north} {east} {south} of {} {}",
                    built.case.name,
                    panel.width,
                    panel.height
                );
            }
        }
    }
}

#[test]
fn no_ring_is_drawn_across_the_map() {
    for built in BUILT.iter() {
        let main = &built.map.panels[0];
        for (id, ring) in main.rings() {
            let [west, _, east, _] = bounds(ring);
            let share = (east - west) / main.width;
            assert!(
                share <= built.case.widest || built.case.wide.contains(&id),
                "{}: a ring of {id} takes {share} of the width",
                built.case.name
            );
        }
    }
}

/// A file cuts a unit at 180°, or along the way to a pole; a map does not.
#[test]
fn no_unit_shows_where_its_file_cuts_it() {
    for built in BUILT.iter() {
        for panel in &built.map.panels {
            for (id, rings) in &panel.units {
                let tenths =
                    |at: &(f64, f64)| ((at.0 * 10.0).round() as i64, (at.1 * 10.0).round() as i64);
                let edges = rings.iter().flat_map(|ring| {
                    let next = ring.iter().cycle().skip(1);
                    ring.iter().zip(next).map(|(a, b)| (tenths(a), tenths(b)))
                });
                let edges: BTreeSet<_> = edges.collect();
                let seam = edges.iter().find(|(a, b)| {
                    let length = (a.0 - b.0).abs() + (a.1 - b.1).abs();
                    // What is shorter, such as an island that touches the coast, is a matter of the file.
                    length > 60 && edges.contains(&(*b, *a))
                });
                assert_eq!(seam, None, "{}: {id}", built.case.name);
            }
        }
    }
}

/// The line between units is as wide as some islands.
#[test]
fn units_of_a_few_pixels_have_a_line_of_their_own_colour() {
    let mut tiny = BTreeMap::new();
    for built in BUILT.iter() {
        for panel in &built.map.panels {
            for (id, rings) in &panel.units {
                let largest = rings.iter().map(area).fold(0.0, f64::max);
                if (9.0..11.0).contains(&largest) {
                    continue;
                }
                let is_tiny = panel.tiny.contains(id);
                assert_eq!(
                    is_tiny,
                    largest < 10.0,
                    "{}: {id}: {largest}",
                    built.case.name
                );
                *tiny.entry(built.case.name).or_insert(0) += usize::from(is_tiny);
            }
        }
    }
    assert!(tiny["maldives"] > 15 && tiny["world"] > 5, "{tiny:?}");
    assert_eq!(tiny["indonesia"], 0);
}

#[test]
fn north_is_up_and_east_is_right() {
    for built in BUILT.iter() {
        let main = &built.map.panels[0];
        let at = |name: &str| {
            let mut places = built.case.places.iter();
            let place = places.position(|(_, place, _, _)| *place == name);
            let point = place.and_then(|at| main.points.get(&format!("p{at}")).copied());
            let unit = || main.largest(name).map(centre);
            point
                .or_else(unit)
                .unwrap_or_else(|| panic!("{}: {name}", built.case.name))
        };
        for (north, south) in built.case.north_of {
            assert!(
                at(north).1 < at(south).1,
                "{}: {north} is north of {south}",
                built.case.name
            );
        }
        for (west, east) in built.case.west_of {
            assert!(
                at(west).0 < at(east).0,
                "{}: {west} is west of {east}",
                built.case.name
            );
        }
    }
}

/// All projections keep areas: a pixel is as much of the globe everywhere on a map.
#[test]
fn areas_are_those_of_the_globe() {
    let mut compared = 0;
    for built in BUILT.iter() {
        for panel in &built.map.panels {
            let mut scales: BTreeMap<&str, f64> = BTreeMap::new();
            for unit in built.borders.units() {
                let Some(ring) = panel.largest(&unit.id) else {
                    continue;
                };
                let [west, north, east, south] = bounds(ring);
                let is_cut = west < 1.0
                    || north < 1.0
                    || east > panel.width - 1.0
                    || south > panel.height - 1.0;
                if is_cut || area(ring) < 150.0 || built.case.wide.contains(&unit.id.as_str()) {
                    continue;
                }
                scales.insert(&unit.id, area(ring) / largest_on_globe(unit));
            }
            let (least, most) = scales
                .values()
                .fold((f64::MAX, 0.0_f64), |(least, most), one| {
                    (least.min(*one), most.max(*one))
                });
            assert!(
                scales.is_empty() || most / least < 1.05,
                "{}: {scales:?}",
                built.case.name
            );
            compared += scales.len();
        }
    }
    assert!(compared > 300, "{compared} units");
}

/// The area of the largest ring of a unit on the unit sphere, whose edges are taken as straight in longitude and the sine of
/// latitude.
fn largest_on_globe(unit: &BorderUnit) -> f64 {
    let of_ring = |ring: &Vec<Degrees>| {
        let next = ring.iter().cycle().skip(1);
        let part = |(from, to): (&Degrees, &Degrees)| {
            let east = (to.lon - from.lon + 540.0).rem_euclid(360.0) - 180.0;
            let sines = from.lat.to_radians().sin() + to.lat.to_radians().sin();
            east.to_radians() * sines / 2.0
        };
        ring.iter().zip(next).map(part).sum::<f64>().abs()
    };
    unit.rings.iter().map(of_ring).fold(0.0, f64::max)
}

#[test]
fn every_map_has_the_proportions_of_its_country() {
    for built in BUILT.iter() {
        let rings = built.map.panels[0].rings().map(|(_, ring)| bounds(ring));
        let [west, north, east, south] = rings.fold(
            [f64::MAX, f64::MAX, f64::MIN, f64::MIN],
            |[a, b, c, d], [west, north, east, south]| {
                [a.min(west), b.min(north), c.max(east), d.max(south)]
            },
        );
        let proportion = (east - west) / (south - north);
        let (least, most) = built.case.proportion;
        assert!(
            (least..=most).contains(&proportion),
            "{}: {proportion}",
            built.case.name
        );
    }
}

#[test]
fn every_place_is_drawn_in_its_unit() {
    for built in BUILT.iter() {
        let mut hidden = 0;
        for (at, (unit, name, _, _)) in built.case.places.iter().enumerate() {
            let found = built.map.panels.iter().find_map(|panel| {
                let point = panel.points.get(&format!("p{at}"))?;
                Some((panel, *point))
            });
            // Places that lie close together are one marker with their number.
            let Some((panel, (x, y))) = found else {
                hidden += 1;
                continue;
            };
            let inside = panel.units[*unit].iter().any(|ring| {
                let [west, north, east, south] = bounds(ring);
                (west - 6.0..=east + 6.0).contains(&x) && (north - 6.0..=south + 6.0).contains(&y)
            });
            assert!(inside, "{}: {name} at {x} {y}", built.case.name);
        }
        assert!(
            hidden * 2 <= built.case.places.len(),
            "{}: {hidden} places are not drawn",
            built.case.name
        );
    }
}

#[test]
fn every_locator_marks_the_unit_where_the_map_has_it() {
    for built in BUILT.iter() {
        for (at, unit) in built.borders.units().iter().enumerate() {
            let locator = Drawing::read(&built.page(&format!("regions/u{at}.html")), "locator");
            let small = &locator.panels[0];
            let Some((x, y)) = small.mark() else {
                panic!("{}: {} is not marked", built.case.name, unit.id);
            };
            let inside = (0.0..=small.width).contains(&x) && (0.0..=small.height).contains(&y);
            assert!(inside, "{}: {} at {x} {y}", built.case.name, unit.id);
            // That of a unit in a box is the map of the box.
            let (panel, _) = built.drawn(&unit.id).expect("a ring");
            if !std::ptr::eq(panel, &raw const built.map.panels[0]) {
                continue;
            }
            // Of islands of a pixel, another may be the largest on another scale.
            let is_there = panel.units[&unit.id].iter().any(|ring| {
                let (wide, tall) = centre(ring);
                let across = x / small.width - wide / panel.width;
                let down = y / small.height - tall / panel.height;
                across.abs() < 0.05 && down.abs() < 0.05
            });
            assert!(is_there, "{}: {} at {x} {y}", built.case.name, unit.id);
        }
    }
}
