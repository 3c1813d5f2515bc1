//! A part of the globe projected once: the outlines of units, and where places lie among them.

use std::collections::HashSet;

use crate::chart::geo::geometry::{Degrees, Geometry};
use crate::chart::geo::map_frame::MapFrame;
use crate::chart::geo::map_shape::MapShape;
use crate::chart::geo::projected_units::ProjectedUnits;
use crate::chart::geo::projection::Projection;
use crate::chart::geo::viewport::MapViewport;
use crate::chart::point::Point;

/// The units that are visible in a frame.
#[derive(Debug, Clone)]
pub(super) struct MapPanel {
    pub(super) frame: MapFrame,
    pub(super) shapes: Vec<MapShape>,
    projection: Projection,
    shown: HashSet<String>,
}

/// The distance of the units from the edge, in pixels.
const MARGIN: f64 = 8.0;

/// The least distance of a point from the edge of the map, in pixels.
const EDGE: f64 = 12.0;

impl MapPanel {
    /// Projects the units and fits them, or the focus of the viewport, to its size.
    pub(super) fn new(geometry: &Geometry, view: &MapViewport) -> Self {
        let ProjectedUnits { units, frame } = ProjectedUnits::new(geometry, view, MARGIN);
        let shapes: Vec<MapShape> = units
            .iter()
            .filter_map(|(id, rings)| MapShape::new(id, rings, &frame))
            .collect();
        Self {
            projection: view.projection,
            frame,
            shown: shapes.iter().map(|shape| shape.id.clone()).collect(),
            shapes,
        }
    }

    /// Whether a unit is large enough to be visible.
    pub(super) fn shows(&self, id: &str) -> bool {
        self.shown.contains(id)
    }

    /// Whether a pixel is within the frame.
    pub(super) fn contains(&self, at: Point) -> bool {
        (0.0..=self.frame.width).contains(&at.x) && (0.0..=self.frame.height).contains(&at.y)
    }

    /// The number of regions whose labels it has room for.
    pub(super) fn labels(&self) -> usize {
        match self.frame.width {
            width if width >= 900.0 => 10,
            width if width >= 340.0 => 6,
            _ => 2,
        }
    }

    /// The pixel of a place, moved away from the edge; `None` outside of the frame.
    pub(super) fn pixel(&self, at: Degrees) -> Option<Point> {
        let (wide, tall) = (self.frame.width, self.frame.height);
        let at = self.frame.pixel(self.projection.project(at));
        let inside = self.contains(at);
        // A marker at the very edge would be cut.
        let within = |at: f64, size: f64| at.min(size - EDGE).max(EDGE);
        inside.then(|| Point {
            x: within(at.x, wide),
            y: within(at.y, tall),
        })
    }
}
