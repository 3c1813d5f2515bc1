//! Maps: from borders and coordinates to projected SVG.

pub mod choropleth;
pub mod geometry;
pub mod locator;
pub mod map;
mod map_shape;
pub mod markers;
mod path;
pub mod projection;
pub mod tiles;
pub mod viewport;
