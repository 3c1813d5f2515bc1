//! The borders of a country's administrative units, parsed from `GeoJSON` (RFC 7946).

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

/// The administrative units of a country with their borders.
#[derive(Debug, Clone, PartialEq)]
pub struct Geometry {
    /// The units in the order of the file.
    pub units: Vec<BorderUnit>,
}

/// A unit with all rings of its polygons, holes included. Holes are left blank by the even-odd fill rule.
#[derive(Debug, Clone, PartialEq)]
pub struct BorderUnit {
    /// The feature's `id`, or its property `iso`.
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

/// A parse error with a message for the site's owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeometryError {
    /// The reason and the number of the feature.
    pub message: String,
}

impl fmt::Display for GeometryError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for GeometryError {}

impl Geometry {
    /// Parses a `GeoJSON` `FeatureCollection` of polygons and multipolygons.
    ///
    /// # Errors
    /// The text is no such collection; the message names the feature and the reason.
    pub fn parse(text: &str) -> Result<Self, GeometryError> {
        let document: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| failure(format!("the file is not JSON: {error}")))?;
        if document["type"] != "FeatureCollection" {
            return Err(failure(
                "the file is not a GeoJSON FeatureCollection".to_owned(),
            ));
        }
        let features = document["features"]
            .as_array()
            .filter(|features| !features.is_empty())
            .ok_or_else(|| failure("the FeatureCollection has no features".to_owned()))?;
        let mut seen = BTreeSet::new();
        let mut units = Vec::with_capacity(features.len());
        for (number, feature) in features.iter().enumerate() {
            let unit = read_unit(feature)
                .map_err(|problem| failure(format!("feature {}: {problem}", number + 1)))?;
            if !seen.insert(unit.id.clone()) {
                return Err(failure(format!(
                    "feature {}: the id “{}” is used twice",
                    number + 1,
                    unit.id
                )));
            }
            units.push(unit);
        }
        Ok(Self { units })
    }

    /// The unit with this id.
    pub fn unit(&self, id: &str) -> Option<&BorderUnit> {
        self.units.iter().find(|unit| unit.id == id)
    }
}

fn failure(message: String) -> GeometryError {
    GeometryError { message }
}

fn read_unit(feature: &Value) -> Result<BorderUnit, String> {
    let id = match (&feature["id"], &feature["properties"]["iso"]) {
        (Value::String(id), _) | (_, Value::String(id)) if !id.trim().is_empty() => {
            id.trim().to_owned()
        }
        (Value::Number(id), _) => id.to_string(),
        _ => return Err("it has neither an “id” nor a property “iso”".to_owned()),
    };
    let shape = &feature["geometry"];
    let coordinates = &shape["coordinates"];
    let rings = match shape["type"].as_str() {
        Some("Polygon") => read_polygon(coordinates),
        Some("MultiPolygon") => read_list(coordinates, "polygons")?
            .iter()
            .map(read_polygon)
            .collect::<Result<Vec<_>, _>>()
            .map(|polygons| polygons.into_iter().flatten().collect()),
        Some(other) => Err(format!(
            "its geometry is a {other}; Polygon or MultiPolygon is needed"
        )),
        None => Err("it has no geometry".to_owned()),
    }
    .map_err(|problem| format!("“{id}”: {problem}"))?;
    if rings.is_empty() {
        return Err(format!("“{id}”: its geometry is empty"));
    }
    Ok(BorderUnit { id, rings })
}

fn read_list<'a>(value: &'a Value, what: &str) -> Result<&'a Vec<Value>, String> {
    value
        .as_array()
        .ok_or_else(|| format!("a list of {what} is expected in its coordinates"))
}

fn read_polygon(value: &Value) -> Result<Vec<Vec<Degrees>>, String> {
    read_list(value, "rings")?.iter().map(read_ring).collect()
}

/// Parses a ring and drops its closing point.
fn read_ring(value: &Value) -> Result<Vec<Degrees>, String> {
    let mut ring = read_list(value, "positions")?
        .iter()
        .map(read_position)
        .collect::<Result<Vec<_>, _>>()?;
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    if ring.len() < 3 {
        return Err("a ring has fewer than three corners".to_owned());
    }
    Ok(ring)
}

fn read_position(value: &Value) -> Result<Degrees, String> {
    match (value[0].as_f64(), value[1].as_f64()) {
        (Some(lon), Some(lat)) if lon.abs() <= 540.0 && lat.abs() <= 90.0 => {
            Ok(Degrees { lon, lat })
        }
        (Some(lon), Some(lat)) => Err(format!(
            "the position [{lon}, {lat}] is not on the globe: longitude comes first, in degrees"
        )),
        _ => Err("a position is not a pair of numbers".to_owned()),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
pub(crate) mod tests {
    use super::*;

    /// Two squares that share a border, and a third one beyond the antimeridian with a hole and an islet.
    pub(crate) const FIXTURE: &str = include_str!("fixtures/squares.geojson");

    #[test]
    fn polygons_multipolygons_and_holes_are_read() {
        let geometry = Geometry::parse(FIXTURE).unwrap();
        let shape: Vec<_> = geometry
            .units
            .iter()
            .map(|unit| (unit.id.as_str(), unit.rings.len()))
            .collect();
        assert_eq!(shape, [("XX-A", 1), ("XX-B", 1), ("XX-C", 3)]);
        assert_eq!(geometry.unit("XX-B").unwrap().rings[0].len(), 4);
        assert_eq!(geometry.unit("XX-Z"), None);
    }

    #[test]
    fn hostile_input_is_an_error_that_says_where() {
        let feature = |geometry: &str| {
            format!(
                r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","id":"A","geometry":{geometry}}}]}}"#
            )
        };
        let cases = [
            (
                String::new(),
                "the file is not JSON: EOF while parsing a value at line 1 column 0",
            ),
            (
                "[".repeat(100_000),
                "the file is not JSON: recursion limit exceeded at line 1 column 128",
            ),
            (
                "[]".to_owned(),
                "the file is not a GeoJSON FeatureCollection",
            ),
            (
                r#"{"type":"FeatureCollection","features":{}}"#.to_owned(),
                "the FeatureCollection has no features",
            ),
            (
                r#"{"type":"FeatureCollection","features":[7]}"#.to_owned(),
                "feature 1: it has neither an “id” nor a property “iso”",
            ),
            (feature("null"), "feature 1: “A”: it has no geometry"),
            (
                feature(r#"{"type":"Point","coordinates":[1,2]}"#),
                "feature 1: “A”: its geometry is a Point; Polygon or MultiPolygon is needed",
            ),
            (
                feature(r#"{"type":"Polygon","coordinates":[]}"#),
                "feature 1: “A”: its geometry is empty",
            ),
            (
                feature(r#"{"type":"Polygon","coordinates":[[[1,2],[1,2]]]}"#),
                "feature 1: “A”: a ring has fewer than three corners",
            ),
            (
                feature(r#"{"type":"Polygon","coordinates":[[[1,2],["x",2]]]}"#),
                "feature 1: “A”: a position is not a pair of numbers",
            ),
            (
                feature(r#"{"type":"Polygon","coordinates":[[[55,137]]]}"#),
                "feature 1: “A”: the position [55, 137] is not on the globe: longitude comes first, in degrees",
            ),
            (
                feature(r#"{"type":"MultiPolygon","coordinates":7}"#),
                "feature 1: a list of polygons is expected in its coordinates",
            ),
        ];
        for (text, message) in cases {
            assert_eq!(Geometry::parse(&text).unwrap_err().message, message);
        }
    }

    #[test]
    fn an_id_used_twice_is_an_error() {
        let twice = FIXTURE.replace("XX-B", "XX-A");
        assert_eq!(
            Geometry::parse(&twice).unwrap_err().message,
            "feature 2: the id “XX-A” is used twice"
        );
    }
}
