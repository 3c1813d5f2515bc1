//! Units on the plane of a projection, and the frame that shows them.

use crate::chart::geo::geometry::Geometry;
use crate::chart::geo::map_frame::MapFrame;
use crate::chart::geo::viewport::MapViewport;
use crate::chart::point::Point;

/// The rings of all units on the plane, with their ids.
pub(super) struct ProjectedUnits<'g> {
    pub(super) units: Vec<(&'g str, Vec<Vec<Point>>)>,
    pub(super) frame: MapFrame,
}

impl<'g> ProjectedUnits<'g> {
    /// Projects the units and fits the focus of the viewport to its size, or all units with a margin in pixels.
    pub(super) fn new(geometry: &'g Geometry, view: &MapViewport, margin: f64) -> Self {
        let project = |ring: &Vec<_>| view.projection.ring(ring);
        let units: Vec<(&str, Vec<Vec<Point>>)> = geometry
            .units()
            .iter()
            .map(|unit| (unit.id.as_str(), unit.rings.iter().map(project).collect()))
            .collect();
        let rings = units.iter().flat_map(|(_, rings)| rings);
        let frame = match view.focus {
            None => {
                let points = rings.flatten().copied();
                MapFrame::fit(points, view.width, view.tallest, margin)
            }
            Some(window) => {
                let points = window.edge().map(|at| view.projection.project_unturned(at));
                MapFrame::fit(points, view.width, view.tallest, 0.0)
            }
        };
        Self { units, frame }
    }
}
