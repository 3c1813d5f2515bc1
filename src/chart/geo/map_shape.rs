//! The outlines of units on a map, as SVG path data.

use crate::chart::geo::map_frame::MapFrame;
use crate::chart::geo::path;
use crate::chart::point::Point;

/// Path units per pixel.
const TENTHS: f64 = 10.0;

/// The distance in pixels by which shapes extend beyond the edge of a focused map, so that the cut is not visible.
const BLEED: f64 = 3.0;

/// The area in pixels² below which a line around a ring would hide it.
const TINY: i64 = 10;

/// The outline of a unit within the frame of a map.
#[derive(Debug, Clone)]
pub(super) struct MapShape {
    /// The id of the unit.
    pub id: String,
    /// The path data in tenths of a pixel.
    pub data: String,
    /// Whether no ring of the unit is large enough to be seen within a line around it.
    pub is_tiny: bool,
    /// The centre of its largest ring.
    pub centre: Point,
    /// The width or the height of that ring, in pixels.
    pub size: f64,
}

impl MapShape {
    /// The outline of a unit within the frame; `None` if nothing of it is visible. Islets under a tenth of a pixel² are
    /// dropped unless the unit has no larger ring.
    pub(super) fn new(id: &str, rings: &[Vec<Point>], frame: &MapFrame) -> Option<Self> {
        let (low, high) = (MapFrame::corner(-BLEED), frame.far_corner(BLEED));
        let snapped = rings.iter().map(|ring| {
            let pixels: Vec<Point> = ring.iter().map(|point| frame.pixel(*point)).collect();
            let mut ring = path::snap(&path::clip(&pixels, low, high), TENTHS);
            path::straighten(&mut ring);
            ring
        });
        let rings: Vec<Vec<path::Vertex>> = snapped.filter(|ring| ring.len() > 2).collect();
        let largest = rings
            .iter()
            .map(|ring| path::double_area(ring).abs())
            .max()?;
        let (centre, size) = path::largest_ring(&rings, TENTHS)?;
        let mut data = String::new();
        for ring in rings
            .iter()
            .filter(|ring| path::double_area(ring).abs() >= largest.min(20))
        {
            path::push(&mut data, ring);
        }
        (!data.is_empty()).then(|| Self {
            id: id.to_owned(),
            data,
            // Twice the area, in tenths of a pixel.
            is_tiny: largest < TINY * 200,
            centre,
            size,
        })
    }
}
