//! Maps: from borders and coordinates on the globe to SVG in the plane.

pub mod geometry;
pub mod locator;
pub mod map;
pub mod markers;
mod path;
pub mod projection;
pub mod tiles;
pub mod view;
