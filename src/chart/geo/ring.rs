//! Rings on the globe as continuous lines: unwrapped at the antimeridian and closed at a pole.

use super::geometry::Degrees;

/// A ring whose longitudes continue past the antimeridian, relative to a central meridian, with its middle within 180° of it.
pub(super) fn unwrap(ring: &[Degrees], meridian: f64) -> Vec<Degrees> {
    let mut before: Option<Degrees> = None;
    let mut line: Vec<Degrees> = Vec::with_capacity(ring.len());
    for at in ring {
        let turned = at.lon - meridian;
        let lon = match before {
            // An edge along a pole belongs to a ring that is cut at the antimeridian.
            Some(last) if at.lat.abs() >= 90.0 && last.lat.abs() >= 90.0 => {
                let step = at.lon - (last.lon + meridian);
                last.lon + step
            }
            Some(last) => last.lon + (turned - last.lon + 540.0).rem_euclid(360.0) - 180.0,
            None => turned,
        };
        line.push(Degrees { lon, lat: at.lat });
        before = line.last().copied();
    }
    let (west, east) = longitudes(&line);
    let middle = f64::midpoint(west, east);
    let shift = 180.0 - (180.0 - middle).rem_euclid(360.0) - middle;
    if shift.is_finite() && shift != 0.0 {
        for at in &mut line {
            at.lon += shift;
        }
    }
    line
}

/// The least and the greatest longitude; the greatest first if there is none.
pub(super) fn longitudes(line: &[Degrees]) -> (f64, f64) {
    line.iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(west, east), at| {
            (west.min(at.lon), east.max(at.lon))
        })
}

/// Whether an unwrapped ring has a pole inside, also if it is cut at the antimeridian and closed along the pole.
pub(super) fn is_polar(line: &[Degrees]) -> bool {
    let (west, east) = longitudes(line);
    is_around_pole(line) || (touches_pole(line) && east - west > 359.0)
}

/// Whether an unwrapped ring goes around a pole: its end meets its beginning one turn further on.
fn is_around_pole(line: &[Degrees]) -> bool {
    match line {
        [first, .., last] => (last.lon - first.lon).abs() > 180.0 && !touches_pole(line),
        _ => false,
    }
}

fn touches_pole(line: &[Degrees]) -> bool {
    line.iter().any(|at| at.lat.abs() >= 90.0)
}

/// Cuts a ring around a pole opposite to the central meridian and closes it along the pole, as flat maps need it. Other rings
/// stay as they are.
pub(super) fn close_at_pole(line: Vec<Degrees>) -> Vec<Degrees> {
    if !is_around_pole(&line) {
        return line;
    }
    let eastward = line[line.len() - 1].lon > line[0].lon;
    let mut turned: Vec<Degrees> = line
        .iter()
        .map(|at| Degrees {
            lon: (at.lon + 180.0).rem_euclid(360.0) - 180.0,
            lat: at.lat,
        })
        .collect();
    // The cut lies where the longitude jumps from one edge to the other.
    let jump = |pair: &[Degrees]| (pair[1].lon - pair[0].lon).abs() > 180.0;
    let cut = turned.windows(2).position(jump).map_or(0, |at| at + 1);
    turned.rotate_left(cut);
    let mean: f64 = turned.iter().map(|at| at.lat).sum::<f64>();
    let pole = if mean < 0.0 { -90.0 } else { 90.0 };
    let (start, end) = if eastward {
        (-180.0, 180.0)
    } else {
        (180.0, -180.0)
    };
    let edge = f64::midpoint(turned[0].lat, turned[turned.len() - 1].lat);
    let corner = |lon, lat| Degrees { lon, lat };
    let mut closed = vec![corner(start, pole), corner(start, edge)];
    closed.append(&mut turned);
    closed.extend([corner(end, edge), corner(end, pole)]);
    closed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(f64, f64)]) -> Vec<Degrees> {
        corners
            .iter()
            .map(|&(lon, lat)| Degrees { lon, lat })
            .collect()
    }

    fn lons(line: &[Degrees]) -> Vec<f64> {
        line.iter().map(|at| at.lon).collect()
    }

    #[test]
    fn a_ring_over_the_edge_stays_in_one_piece() {
        let line = unwrap(&ring(&[(170.0, 10.0), (-170.0, 10.0), (175.0, 12.0)]), 0.0);
        assert_eq!(lons(&line), [170.0, 190.0, 175.0]);
        assert!(!is_around_pole(&line));
    }

    #[test]
    fn a_piece_beyond_the_edge_joins_the_others() {
        let line = unwrap(
            &ring(&[(-180.0, 65.0), (-170.0, 66.0), (-180.0, 68.0)]),
            100.0,
        );
        assert_eq!(lons(&line), [80.0, 90.0, 80.0]);
    }

    #[test]
    fn a_ring_around_a_pole_is_closed_along_it() {
        let around: Vec<(f64, f64)> = (0..12)
            .map(|at| (f64::from(at) * 30.0 - 170.0, -70.0))
            .collect();
        let line = unwrap(&ring(&around), 0.0);
        assert!(is_around_pole(&line));
        let closed = close_at_pole(line);
        assert_eq!(
            closed[0],
            Degrees {
                lon: -180.0,
                lat: -90.0
            }
        );
        assert_eq!(
            closed[closed.len() - 1],
            Degrees {
                lon: 180.0,
                lat: -90.0
            }
        );
        assert!(
            closed.windows(2).all(|pair| pair[0].lon <= pair[1].lon),
            "{closed:?}"
        );
    }

    #[test]
    fn a_ring_that_is_cut_already_keeps_its_edge_along_the_pole() {
        let cut = ring(&[
            (-180.0, -84.0),
            (-60.0, -70.0),
            (60.0, -70.0),
            (179.0, -84.0),
            (180.0, -84.0),
            (180.0, -90.0),
            (-180.0, -90.0),
        ]);
        let line = unwrap(&cut, 0.0);
        assert_eq!(
            lons(&line),
            [-180.0, -60.0, 60.0, 179.0, 180.0, 180.0, -180.0]
        );
        assert_eq!(close_at_pole(line.clone()), line);
    }
}
