//! Reads a file of borders, whatever its form.

use serde_json::Value;

use super::border_error::BorderError;
use super::border_reader::{BorderKeys, BorderReader};
use super::geometry::Geometry;
use super::{geojson, topojson};

/// Reads the units of a `GeoJSON` or `TopoJSON` text.
///
/// Units without an id and features without polygons are left out: no region can refer to them. Features with the same id are
/// one unit.
///
/// # Errors
/// The text has another form, or shapes that cannot be read: all of them, up to a limit.
pub fn read_borders(text: &str, keys: BorderKeys<'_>) -> Result<Geometry, Vec<BorderError>> {
    let document: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| vec![BorderError::Json(error.to_string())])?;
    let mut reader = BorderReader::new(keys);
    if !geojson::read(&document, &mut reader) && !topojson::read(&document, keys, &mut reader) {
        return Err(vec![BorderError::Form]);
    }
    reader.finish()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
pub(crate) mod tests {
    use super::*;
    use crate::text::bilingual::MessageLanguage;

    /// Two squares that share a border, and a third one beyond the antimeridian with a hole and an islet.
    pub(crate) const FIXTURE: &str = include_str!("fixtures/squares.geojson");

    /// The same two squares as a topology with a shared arc, quantized, and an object of land without ids.
    const TOPOLOGY: &str = r#"{"type":"Topology","transform":{"scale":[0.1,0.1],"translate":[160,50]},
        "arcs":[[[50,0],[0,50]],[[50,50],[-50,0],[0,-50],[50,0]],[[50,0],[50,0],[0,50],[-50,0]]],
        "objects":{"land":{"type":"GeometryCollection","geometries":[{"type":"Polygon","arcs":[[1,2]]}]},
        "provinces":{"type":"GeometryCollection","geometries":[
        {"type":"Polygon","id":"A","arcs":[[0,1]]},{"type":"MultiPolygon","id":7,"arcs":[[[2,-1]]]},
        {"type":null,"id":"nothing"},{"type":"Point","id":"capital","coordinates":[1,2]}]}}}"#;

    fn read(text: &str) -> Geometry {
        read_borders(text, BorderKeys::default()).unwrap()
    }

    fn shape(geometry: &Geometry) -> Vec<(&str, usize)> {
        let units = geometry.units().iter();
        units
            .map(|unit| (unit.id.as_str(), unit.rings.len()))
            .collect()
    }

    fn messages(text: &str, keys: BorderKeys<'_>) -> Vec<String> {
        let errors = read_borders(text, keys).unwrap_err();
        errors
            .iter()
            .map(|error| error.message(MessageLanguage::En))
            .collect()
    }

    fn feature(geometry: &str) -> String {
        format!(r#"{{"type":"Feature","id":"A","geometry":{geometry}}}"#)
    }

    fn collection(features: &[String]) -> String {
        format!(
            r#"{{"type":"FeatureCollection","features":[{}]}}"#,
            features.join(",")
        )
    }

    const SQUARE: &str = r#"{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}"#;

    #[test]
    fn polygons_multipolygons_and_holes_are_read() {
        let geometry = read(FIXTURE);
        assert_eq!(shape(&geometry), [("XX-A", 1), ("XX-B", 1), ("XX-C", 3)]);
        assert_eq!(geometry.unit("XX-B").unwrap().rings[0].len(), 4);
        assert_eq!(geometry.unit("XX-Z"), None);
    }

    #[test]
    fn borders_are_taken_as_they_come() {
        assert_eq!(
            shape(&read(&feature(SQUARE))),
            [("A", 1)],
            "a single feature"
        );
        let parts = feature(&format!(
            r#"{{"type":"GeometryCollection","geometries":[{SQUARE},{{"type":"Point","coordinates":[1,2]}},{SQUARE}]}}"#
        ));
        assert_eq!(shape(&read(&parts)), [("A", 2)], "a collection of polygons");
        let without_id = feature(SQUARE).replace(r#""id":"A","#, "");
        let others = [
            feature("null"),
            without_id,
            feature(SQUARE),
            feature(SQUARE),
        ];
        assert_eq!(
            shape(&read(&collection(&others))),
            [("A", 2)],
            "two features of one unit"
        );
        let degenerate = r#"{"type":"MultiPolygon","coordinates":[[[[1,1],[1,1],[1,1]]],[[[1,1],[2,1],[2,2],[1,1]]]]}"#;
        assert_eq!(
            shape(&read(&feature(degenerate))),
            [("A", 1)],
            "a ring without area"
        );
    }

    #[test]
    fn a_property_can_be_the_id() {
        let text = collection(&[feature(SQUARE).replace(
            r#""id":"A""#,
            r#""id":3,"properties":{"iso_3166_2":"AR-B","name":"x"}"#,
        )]);
        let keys = BorderKeys {
            id: Some("iso_3166_2"),
            object: None,
        };
        assert_eq!(shape(&read_borders(&text, keys).unwrap()), [("AR-B", 1)]);
        let keys = BorderKeys {
            id: Some("code"),
            object: None,
        };
        assert_eq!(
            messages(&text, keys),
            [
                "no polygon has the property “code”; the first one has the properties iso_3166_2, name: name the right one in site.toml, [map] id = \"iso_3166_2\""
            ]
        );
    }

    #[test]
    fn a_topology_is_read() {
        let geometry = read(TOPOLOGY);
        assert_eq!(shape(&geometry), [("A", 1), ("7", 1)]);
        let corners = |id: &str| {
            let mut all: Vec<(f64, f64)> = geometry.unit(id).unwrap().rings[0]
                .iter()
                .map(|at| (at.lon, at.lat))
                .collect();
            all.sort_by(|a, b| a.partial_cmp(b).unwrap());
            all
        };
        assert_eq!(
            corners("A"),
            [(160.0, 50.0), (160.0, 55.0), (165.0, 50.0), (165.0, 55.0)]
        );
        assert_eq!(
            corners("7"),
            [(165.0, 50.0), (165.0, 55.0), (170.0, 50.0), (170.0, 55.0)]
        );
    }

    #[test]
    fn several_objects_of_a_topology_are_a_question() {
        let text = TOPOLOGY.replace(
            r#"[{"type":"Polygon","arcs":[[1,2]]}]"#,
            r#"[{"type":"Polygon","id":"land","arcs":[[1,2]]}]"#,
        );
        assert_eq!(
            messages(&text, BorderKeys::default()),
            [
                "it has several objects with borders: land, provinces; name the right one in site.toml, [map] object = \"land\""
            ]
        );
        let keys = |object| BorderKeys {
            id: None,
            object: Some(object),
        };
        assert_eq!(
            shape(&read_borders(&text, keys("land")).unwrap()),
            [("land", 1)]
        );
        assert_eq!(
            messages(&text, keys("sea")),
            ["it has no object “sea”; there are land, provinces"]
        );
    }

    #[test]
    fn a_small_topology_cannot_stand_for_an_endless_one() {
        let arc = format!("[{}]", ["[1,1]"; 2000].join(","));
        let ring = format!("[{}]", ["0"; 3000].join(","));
        let text = format!(
            r#"{{"type":"Topology","arcs":[{arc}],"objects":{{"a":{{"type":"Polygon","id":"A","arcs":[{ring}]}}}}}}"#
        );
        assert_eq!(
            messages(&text, BorderKeys::default()),
            ["it has more than 4000000 positions: simplify the borders"]
        );
    }

    #[test]
    fn all_mistakes_of_a_file_are_named() {
        let text = collection(&[
            feature(r#"{"type":"Polygon","coordinates":[[[1,2],["x",2]]]}"#),
            feature(SQUARE),
            feature(r#"{"type":"Polygon","coordinates":[[[55,137]]]}"#),
            feature(r#"{"type":"MultiPolygon","coordinates":7}"#),
        ]);
        assert_eq!(
            messages(&text, BorderKeys::default()),
            [
                "feature 1, “A”: a position is not a pair of numbers",
                "feature 3, “A”: the position [55, 137] is not on the globe: longitude comes first, then latitude, in degrees (WGS 84)",
                "feature 4, “A”: its coordinates hold something that is not a list",
            ]
        );
        let text = TOPOLOGY
            .replace("[[0,1]]", "[[0,9]]")
            .replace("[50,0],[0,50]]", "[50,0],[0,\"y\"]]");
        assert_eq!(
            messages(&text, BorderKeys::default()),
            [
                "arc 0: a position is not a pair of numbers",
                "feature 1, “A”: there is no arc 9"
            ]
        );
    }

    #[test]
    fn what_has_no_borders_is_named() {
        let cases = [
            (
                String::new(),
                "it is not JSON: EOF while parsing a value at line 1 column 0",
            ),
            (
                "[".repeat(100_000),
                "it is not JSON: recursion limit exceeded at line 1 column 128",
            ),
            ("[]".to_owned(), "it is neither GeoJSON nor TopoJSON"),
            (
                r#"{"type":"FeatureCollection","features":{}}"#.to_owned(),
                "it is neither GeoJSON nor TopoJSON",
            ),
            (
                r#"{"type":"FeatureCollection","features":[7]}"#.to_owned(),
                "it has no polygons",
            ),
            (
                feature(r#"{"type":"Point","coordinates":[1,2]}"#),
                "it has no polygons",
            ),
            (
                feature(SQUARE).replace(r#""id":"A","#, ""),
                "no polygon has an “id” or a property “iso”",
            ),
        ];
        for (text, message) in cases {
            assert_eq!(messages(&text, BorderKeys::default()), [message]);
        }
    }
}
