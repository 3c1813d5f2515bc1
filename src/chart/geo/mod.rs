//! Maps: from borders and coordinates to projected SVG.

pub mod geometry;
pub mod locator;
pub mod map;
pub mod markers;
mod path;
pub mod projection;
pub mod tiles;
pub mod viewport;
