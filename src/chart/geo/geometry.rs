//! Borders on the globe: administrative units and their rings.

use std::collections::HashMap;

/// The administrative units of a country, in the order of their file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Geometry {
    units: Vec<BorderUnit>,
    places: HashMap<String, usize>,
}

/// A unit with all rings of its polygons, holes included. Holes are left blank by the even-odd fill rule.
#[derive(Debug, Clone, PartialEq)]
pub struct BorderUnit {
    /// The id by which a region names the unit in its field `code`.
    pub id: String,
    /// The rings without their closing points.
    pub rings: Vec<Vec<Degrees>>,
}

/// A position on the globe. Longitudes may continue past the antimeridian: 190 equals -170.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Degrees {
    /// The longitude in degrees, positive to the east.
    pub lon: f64,
    /// The latitude in degrees, positive to the north.
    pub lat: f64,
}

impl Geometry {
    /// Adds rings to the unit with this id, which may have several features: an island, an exclave.
    pub fn add(&mut self, id: String, rings: Vec<Vec<Degrees>>) {
        if let Some(&at) = self.places.get(&id) {
            self.units[at].rings.extend(rings);
        } else {
            self.places.insert(id.clone(), self.units.len());
            self.units.push(BorderUnit { id, rings });
        }
    }

    /// The same units, with other rings.
    pub(super) fn with_rings(mut self, change: fn(Vec<Vec<Degrees>>) -> Vec<Vec<Degrees>>) -> Self {
        for unit in &mut self.units {
            unit.rings = change(std::mem::take(&mut unit.rings));
        }
        self
    }

    /// The units in the order of the file.
    pub fn units(&self) -> &[BorderUnit] {
        &self.units
    }

    /// The unit with this id.
    pub fn unit(&self, id: &str) -> Option<&BorderUnit> {
        self.places.get(id).map(|&at| &self.units[at])
    }
}
