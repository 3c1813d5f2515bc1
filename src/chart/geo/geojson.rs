//! Reads borders from `GeoJSON` (RFC 7946): a collection, a single feature, or geometries with an id.

use serde_json::Value;

use super::border_error::ShapeError;
use super::border_reader::{BorderReader, RingsResult, close_ring, position};
use super::geometry::Degrees;

/// Reads all features of a document; `false` if it is no GeoJSON.
pub(super) fn read(document: &Value, reader: &mut BorderReader<'_>) -> bool {
    match document["type"].as_str() {
        Some("FeatureCollection") => {
            let features = document["features"].as_array();
            for (at, feature) in features.into_iter().flatten().enumerate() {
                read_feature(at + 1, feature, reader);
            }
            features.is_some()
        }
        Some("Feature") => {
            read_feature(1, document, reader);
            true
        }
        Some("Polygon" | "MultiPolygon" | "GeometryCollection") => {
            reader.add(1, document, read_shape(document));
            true
        }
        _ => false,
    }
}

fn read_feature(number: usize, feature: &Value, reader: &mut BorderReader<'_>) {
    reader.add(number, feature, read_shape(&feature["geometry"]));
}

/// The rings of a geometry; none of points, lines and a missing geometry.
fn read_shape(shape: &Value) -> RingsResult {
    let coordinates = &shape["coordinates"];
    match shape["type"].as_str() {
        Some("Polygon") => read_polygon(coordinates),
        Some("MultiPolygon") => read_all(coordinates, read_polygon),
        Some("GeometryCollection") => read_all(&shape["geometries"], read_shape),
        _ => Ok(Vec::new()),
    }
}

fn read_all(list: &Value, read: fn(&Value) -> RingsResult) -> RingsResult {
    let mut rings = Vec::new();
    for item in list.as_array().ok_or(ShapeError::NotAList)? {
        rings.extend(read(item)?);
    }
    Ok(rings)
}

fn read_polygon(rings: &Value) -> RingsResult {
    let rings = rings.as_array().ok_or(ShapeError::NotAList)?;
    rings
        .iter()
        .filter_map(|ring| read_ring(ring).transpose())
        .collect()
}

fn read_ring(ring: &Value) -> Result<Option<Vec<Degrees>>, ShapeError> {
    let positions = ring.as_array().ok_or(ShapeError::NotAList)?;
    let ring: Result<Vec<Degrees>, ShapeError> = positions.iter().map(read_position).collect();
    Ok(close_ring(ring?))
}

fn read_position(value: &Value) -> Result<Degrees, ShapeError> {
    match (value[0].as_f64(), value[1].as_f64()) {
        (Some(lon), Some(lat)) => position(lon, lat),
        _ => Err(ShapeError::NotAPair),
    }
}
