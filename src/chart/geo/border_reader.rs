//! Collects the units of a file of borders, with all its mistakes.

use serde_json::Value;

use super::antimeridian;
use super::border_error::{BorderError, ShapeError};
use super::geometry::{Degrees, Geometry};

/// Where a file of borders keeps what the program needs.
#[derive(Debug, Clone, Copy, Default)]
pub struct BorderKeys<'a> {
    /// The property with the id of a unit; `None` for `id` of the feature, or its property `iso`.
    pub id: Option<&'a str>,
    /// The object of a topology; `None` for the only one that has units.
    pub object: Option<&'a str>,
}

/// The most mistakes of one file that are reported.
const MOST_ERRORS: usize = 20;

/// The most names of properties in a message.
const MOST_NAMES: usize = 12;

/// The units found so far, and what is wrong.
pub(super) struct BorderReader<'a> {
    keys: BorderKeys<'a>,
    geometry: Geometry,
    errors: Vec<BorderError>,
    /// The properties of the first polygon without an id; `None` if there is no such polygon.
    anonymous: Option<Vec<String>>,
}

impl<'a> BorderReader<'a> {
    pub(super) fn new(keys: BorderKeys<'a>) -> Self {
        Self {
            keys,
            geometry: Geometry::default(),
            errors: Vec::new(),
            anonymous: None,
        }
    }

    /// Adds the rings of a feature. A feature without rings is left out, and so is one without an id: nobody can refer to it.
    pub(super) fn add(&mut self, number: usize, feature: &Value, rings: RingsResult) {
        let id = unit_id(feature, self.keys);
        match (rings, id) {
            (Err(shape), id) => self.error(BorderError::Feature(number, id, shape)),
            (Ok(rings), _) if rings.is_empty() => {}
            (Ok(rings), Some(id)) => self.geometry.add(id, rings),
            (Ok(_), None) => {
                self.anonymous
                    .get_or_insert_with(|| possible_ids(&feature["properties"]));
            }
        }
    }

    pub(super) fn error(&mut self, error: BorderError) {
        if self.errors.len() < MOST_ERRORS {
            self.errors.push(error);
        }
    }

    /// Returns the units, joined at the antimeridian.
    ///
    /// # Errors
    /// All mistakes that were found, or that no unit has an id.
    pub(super) fn finish(mut self) -> Result<Geometry, Vec<BorderError>> {
        if self.errors.is_empty() && self.geometry.units().is_empty() {
            self.errors.push(match self.anonymous {
                Some(names) => BorderError::NoIds(self.keys.id.map(str::to_owned), names),
                None => BorderError::NoPolygons,
            });
        }
        if self.errors.is_empty() {
            Ok(self.geometry.with_rings(antimeridian::join))
        } else {
            Err(self.errors)
        }
    }
}

/// The rings of a shape.
pub(super) type RingsResult = Result<Vec<Vec<Degrees>>, ShapeError>;

/// The id of a unit; `None` if it has none or a blank one.
pub(super) fn unit_id(feature: &Value, keys: BorderKeys<'_>) -> Option<String> {
    let properties = &feature["properties"];
    let all = match keys.id {
        Some(name) => [&properties[name], &Value::Null],
        None => [&feature["id"], &properties["iso"]],
    };
    all.into_iter().find_map(as_id)
}

/// A value as an id; `None` if it is neither a number nor a text, or blank.
fn as_id(value: &Value) -> Option<String> {
    match value {
        Value::String(id) if !id.trim().is_empty() => Some(id.trim().to_owned()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// The names of properties whose values could be ids.
fn possible_ids(properties: &Value) -> Vec<String> {
    let all = properties.as_object().into_iter().flatten();
    all.filter(|(_, value)| as_id(value).is_some())
        .map(|(name, _)| name.clone())
        .take(MOST_NAMES)
        .collect()
}

/// A position in degrees.
///
/// # Errors
/// The numbers are no position on the globe. Coordinates in metres or pixels are found this way.
pub(super) fn position(lon: f64, lat: f64) -> Result<Degrees, ShapeError> {
    // Quantized files exceed the poles by a rounding error.
    if lon.abs() <= 540.0 && lat.abs() <= 90.01 {
        Ok(Degrees {
            lon,
            lat: lat.clamp(-90.0, 90.0),
        })
    } else {
        Err(ShapeError::NotOnTheGlobe(format!("[{lon}, {lat}]")))
    }
}

/// A ring without its closing point; `None` if fewer than three corners are left, as after a simplification.
pub(super) fn close_ring(mut ring: Vec<Degrees>) -> Option<Vec<Degrees>> {
    ring.dedup();
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    (ring.len() > 2).then_some(ring)
}
