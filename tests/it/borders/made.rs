//! Borders that are made here: around the north pole, and with more corners than a map has pixels.

use serde_json::{Value, json};

/// A cap around the north pole and four sectors below it, each with a corner every two degrees.
pub(super) fn arctic() -> String {
    let along = |lat: f64, west: i32, east: i32| -> Vec<[f64; 2]> {
        let steps = (east - west) / 2;
        (0..=steps)
            .map(|step| [f64::from(west + step * 2), lat])
            .collect()
    };
    let mut features = vec![feature("cap", &along(80.0, -180, 180))];
    for (name, west) in [("a", -180), ("b", -90), ("c", 0), ("d", 90)] {
        let mut ring = along(62.0, west, west + 90);
        ring.extend(along(80.0, west, west + 90).into_iter().rev());
        ring.push(ring[0]);
        features.push(feature(&format!("sector-{name}"), &ring));
    }
    json!({"type": "FeatureCollection", "features": features}).to_string()
}

/// Thirty-six units of a coast like rust, in rows of six; neighbours share all corners of their border.
pub(super) fn coast() -> String {
    const STEPS: u32 = 1500;
    // A side from one corner of the grid to the next, the same from both sides.
    let side = |from: (u32, u32), to: (u32, u32)| -> Vec<[f64; 2]> {
        let place = |(x, y): (u32, u32)| (8.0 + f64::from(x) * 1.5, 45.0 + f64::from(y));
        let ((west, south), (east, north)) = (place(from), place(to));
        let corner = |step: u32| {
            let part = f64::from(step) / f64::from(STEPS);
            let seed = from.0 * 7 + from.1 * 131 + to.0 * 17 + to.1 * 19 + step * 2_654_435;
            let rough = f64::from(seed.wrapping_mul(2_246_822_519) >> 20) / 4096.0 - 0.5;
            // Nothing moves where four units meet.
            let bend =
                (part * std::f64::consts::PI).sin() * (0.12 * (part * 31.0).sin() + 0.01 * rough);
            let (across, up) = (north - south, east - west);
            [
                west + (east - west) * part + bend * across,
                south + (north - south) * part + bend * up,
            ]
        };
        (0..=STEPS).map(corner).collect()
    };
    let back = |from, to| -> Vec<[f64; 2]> { side(from, to).into_iter().rev().collect() };
    let mut features = Vec::new();
    for x in 0..6 {
        for y in 0..6 {
            let mut ring = side((x, y), (x + 1, y));
            ring.extend(side((x + 1, y), (x + 1, y + 1)));
            ring.extend(back((x, y + 1), (x + 1, y + 1)));
            ring.extend(back((x, y), (x, y + 1)));
            features.push(feature(&format!("x-{x}-{y}"), &ring));
        }
    }
    json!({"type": "FeatureCollection", "features": features}).to_string()
}

fn feature(id: &str, ring: &[[f64; 2]]) -> Value {
    json!({"type": "Feature", "id": id, "properties": {},
        "geometry": {"type": "Polygon", "coordinates": [ring]}})
}
