//! What a map or a locator of a page draws, as numbers: rings in pixels, and points.

use std::collections::{BTreeMap, BTreeSet};

use crate::driver::html::{Element, elements};

/// The corners of a ring, in pixels.
pub(super) type Ring = Vec<(f64, f64)>;

/// A drawing with its panels: the map, and the boxes of far parts.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub(super) panels: Vec<Panel>,
}

/// A map or a box of it.
#[derive(Debug, Default)]
pub(super) struct Panel {
    pub(super) width: f64,
    pub(super) height: f64,
    /// The rings by the id of their unit.
    pub(super) units: BTreeMap<String, Vec<Ring>>,
    /// The units that are marked as tiny.
    pub(super) tiny: BTreeSet<String>,
    /// The points by the id of their record.
    pub(super) points: BTreeMap<String, (f64, f64)>,
    /// What a locator highlights: the unit, and the middle of the circle around it.
    here: Vec<Ring>,
    halo: Option<(f64, f64)>,
}

impl Panel {
    pub(super) fn rings(&self) -> impl Iterator<Item = (&str, &Ring)> {
        self.units
            .iter()
            .flat_map(|(id, rings)| rings.iter().map(move |ring| (id.as_str(), ring)))
    }

    /// The largest ring of a unit.
    pub(super) fn largest(&self, id: &str) -> Option<&Ring> {
        largest(self.units.get(id)?)
    }

    /// The middle of what a locator highlights.
    pub(super) fn mark(&self) -> Option<(f64, f64)> {
        self.halo.or_else(|| largest(&self.here).map(centre))
    }
}

impl Drawing {
    /// Reads the first figure of a class.
    pub(super) fn read(page: &str, class: &str) -> Drawing {
        let all = elements(page).expect("HTML");
        let figure = all
            .iter()
            .find(|element| element.tag == "svg" && has(element, class))
            .unwrap_or_else(|| panic!("no {class}"));
        let numbers = |element: &Element, name: &str| -> Vec<f64> {
            let text = element.attribute(name).unwrap_or_default();
            text.split([' ', '(', ')'])
                .filter_map(|number| number.parse().ok())
                .collect()
        };
        let mut drawing = Drawing::default();
        let size = numbers(figure, "viewBox");
        drawing.open(size[2], size[3]);
        let mut scale = 1.0;
        let inside = all.iter().filter(|element| {
            element.range.start > figure.range.start && element.range.end <= figure.range.end
        });
        let number = |element: &Element, name: &str| numbers(element, name).first().copied();
        for element in inside {
            if element.tag == "svg" {
                let (wide, tall) = (number(element, "width"), number(element, "height"));
                // The first nested one is the map itself.
                if !drawing.panels[0].units.is_empty() {
                    drawing.open(0.0, 0.0);
                }
                let panel = drawing.panels.last_mut().expect("a panel");
                panel.width = wide.expect("a width");
                panel.height = tall.expect("a height");
            }
            let panel = drawing.panels.last_mut().expect("a panel");
            if element.tag == "g" && element.attribute("transform").is_some() {
                scale = numbers(element, "transform")[0];
            } else if let Some(id) = element.attribute("data-id") {
                let rings = panel.units.entry(id.to_owned()).or_default();
                rings.extend(rings_of(element, scale));
                if has(element, "tiny") {
                    panel.tiny.insert(id.to_owned());
                }
            } else if element.tag == "path" && has(element, "here") {
                panel.here.extend(rings_of(element, scale));
            } else if element.tag == "circle" {
                let at = number(element, "cx").zip(number(element, "cy"));
                if has(element, "halo") {
                    panel.halo = at;
                }
                let id = point_id(&all, element);
                panel.points.extend(id.zip(at));
            }
        }
        drawing
    }

    fn open(&mut self, width: f64, height: f64) {
        self.panels.push(Panel {
            width,
            height,
            ..Panel::default()
        });
    }
}

fn has(element: &Element, name: &str) -> bool {
    let class = element.attribute("class").unwrap_or_default();
    class.split(' ').any(|one| one == name)
}

/// The id of the record to which a circle leads; `None` of what is no point.
fn point_id(all: &[Element], circle: &Element) -> Option<String> {
    let link = &all[circle.parent?];
    let record = link.attribute("href")?.rsplit('/').next()?;
    has(link, "point").then(|| record.trim_end_matches(".html").to_owned())
}

/// The rings of path data: `M` with a corner, `l` with steps, `z`.
fn rings_of(path: &Element, scale: f64) -> Vec<Ring> {
    let data = path.attribute("d").unwrap_or_default();
    let rings = data.split('M').filter(|part| !part.is_empty());
    let ring = |part: &str| {
        let spaced = part
            .trim_end_matches('z')
            .replace('-', " -")
            .replace('l', " ");
        let numbers: Vec<f64> = spaced
            .split_whitespace()
            .map(|number| number.parse().expect("a number"))
            .collect();
        let mut at = (0.0, 0.0);
        let mut ring = Ring::new();
        for pair in numbers.chunks(2) {
            at = (at.0 + pair[0] * scale, at.1 + pair[1] * scale);
            ring.push(at);
        }
        ring
    };
    rings.map(ring).collect()
}

fn largest(rings: &[Ring]) -> Option<&Ring> {
    rings.iter().max_by(|a, b| area(a).total_cmp(&area(b)))
}

/// The area of a ring, in pixels².
pub(super) fn area(ring: &Ring) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let parts = ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1);
    parts.sum::<f64>().abs() / 2.0
}

/// The western, northern, eastern and southern edge of a ring.
pub(super) fn bounds(ring: &Ring) -> [f64; 4] {
    ring.iter().fold(
        [f64::MAX, f64::MAX, f64::MIN, f64::MIN],
        |[west, north, east, south], (x, y)| {
            [west.min(*x), north.min(*y), east.max(*x), south.max(*y)]
        },
    )
}

/// The middle of the box around a ring.
pub(super) fn centre(ring: &Ring) -> (f64, f64) {
    let [west, north, east, south] = bounds(ring);
    (f64::midpoint(west, east), f64::midpoint(north, south))
}
