//! Reads borders from `TopoJSON` (<https://github.com/topojson/topojson-specification>): arcs that units share.

use serde_json::Value;

use super::border_error::{BorderError, ShapeError};
use super::border_reader::{BorderKeys, BorderReader, RingsResult, close_ring, position, unit_id};
use super::geometry::Degrees;

/// The most positions of all units together. An arc can be named any number of times, so that a small file can stand for a
/// large one.
const MOST_POSITIONS: usize = 4_000_000;

/// Reads the units of one object of a topology; `false` if the document is no TopoJSON.
pub(super) fn read(document: &Value, keys: BorderKeys<'_>, reader: &mut BorderReader<'_>) -> bool {
    let (Some(objects), Some(arcs)) =
        (document["objects"].as_object(), document["arcs"].as_array())
    else {
        return false;
    };
    let names = || objects.keys().cloned().collect::<Vec<_>>();
    let object = match keys.object {
        Some(name) => match objects.get(name) {
            Some(object) => object,
            None => {
                reader.error(BorderError::NoObject(name.to_owned(), names()));
                return true;
            }
        },
        None => {
            let with_ids = |object: &&Value| {
                members(object)
                    .iter()
                    .any(|unit| unit_id(unit, keys).is_some())
            };
            let found: Vec<&String> = objects
                .iter()
                .filter(|(_, object)| with_ids(object))
                .map(|(name, _)| name)
                .collect();
            match found[..] {
                [name] => &objects[name],
                [] => objects.values().next().unwrap_or(&Value::Null),
                _ => {
                    let names = found.into_iter().cloned().collect();
                    reader.error(BorderError::ManyObjects(names));
                    return true;
                }
            }
        }
    };
    let mut topology = Topology::new(document, arcs, reader);
    for (at, unit) in members(object).iter().enumerate() {
        let rings = topology.rings(unit);
        if topology.left == 0 {
            reader.error(BorderError::TooManyPositions(MOST_POSITIONS));
            break;
        }
        reader.add(at + 1, unit, rings);
    }
    true
}

/// The units of an object: those of a collection, or the object itself.
fn members(object: &Value) -> &[Value] {
    object["geometries"]
        .as_array()
        .map_or(std::slice::from_ref(object), Vec::as_slice)
}

/// The arcs of a topology in degrees.
struct Topology {
    arcs: Vec<Vec<Degrees>>,
    /// The positions that may still be read.
    left: usize,
}

impl Topology {
    fn new(document: &Value, arcs: &[Value], reader: &mut BorderReader<'_>) -> Self {
        let transform = Transform::new(&document["transform"]);
        let mut read = Vec::with_capacity(arcs.len());
        for (at, arc) in arcs.iter().enumerate() {
            match transform.arc(arc) {
                Ok(arc) => read.push(arc),
                Err(shape) => {
                    reader.error(BorderError::Arc(at, shape));
                    read.push(Vec::new());
                }
            }
        }
        Self {
            arcs: read,
            left: MOST_POSITIONS,
        }
    }

    /// The rings of a geometry; none of points and lines.
    fn rings(&mut self, shape: &Value) -> RingsResult {
        match shape["type"].as_str() {
            Some("Polygon") => self.polygon(&shape["arcs"]),
            Some("MultiPolygon") => {
                let mut rings = Vec::new();
                for polygon in shape["arcs"].as_array().ok_or(ShapeError::NotAList)? {
                    rings.extend(self.polygon(polygon)?);
                }
                Ok(rings)
            }
            Some("GeometryCollection") => {
                let mut rings = Vec::new();
                for part in shape["geometries"].as_array().ok_or(ShapeError::NotAList)? {
                    rings.extend(self.rings(part)?);
                }
                Ok(rings)
            }
            _ => Ok(Vec::new()),
        }
    }

    fn polygon(&mut self, rings: &Value) -> RingsResult {
        let rings = rings.as_array().ok_or(ShapeError::NotAList)?;
        rings
            .iter()
            .filter_map(|ring| self.ring(ring).transpose())
            .collect()
    }

    /// A ring made of arcs, each of which begins where the one before ends. `-1` is arc 0 backwards.
    fn ring(&mut self, arcs: &Value) -> Result<Option<Vec<Degrees>>, ShapeError> {
        let mut ring: Vec<Degrees> = Vec::new();
        for number in arcs.as_array().ok_or(ShapeError::NotAList)? {
            let number = number.as_i64().ok_or(ShapeError::NotAList)?;
            let at = if number < 0 { !number } else { number };
            let arc = usize::try_from(at).ok().and_then(|at| self.arcs.get(at));
            let arc = arc.ok_or(ShapeError::NoArc(number))?;
            self.left = self.left.saturating_sub(arc.len());
            if self.left == 0 {
                return Ok(None);
            }
            ring.pop();
            if number < 0 {
                ring.extend(arc.iter().rev());
            } else {
                ring.extend(arc);
            }
        }
        Ok(close_ring(ring))
    }
}

/// The quantization of a topology: positions are integers, each relative to the one before.
struct Transform(Option<[f64; 4]>);

impl Transform {
    fn new(transform: &Value) -> Self {
        let number = |key: &str, at: usize| transform[key][at].as_f64();
        let all = || {
            Some([
                number("scale", 0)?,
                number("scale", 1)?,
                number("translate", 0)?,
                number("translate", 1)?,
            ])
        };
        Self(all())
    }

    fn arc(&self, arc: &Value) -> Result<Vec<Degrees>, ShapeError> {
        let (mut x, mut y) = (0.0, 0.0);
        let mut positions = Vec::new();
        for value in arc.as_array().ok_or(ShapeError::NotAList)? {
            let (Some(first), Some(second)) = (value[0].as_f64(), value[1].as_f64()) else {
                return Err(ShapeError::NotAPair);
            };
            positions.push(match self.0 {
                None => position(first, second)?,
                Some([across, up, west, south]) => {
                    (x, y) = (x + first, y + second);
                    position(x * across + west, y * up + south)?
                }
            });
        }
        Ok(positions)
    }
}
