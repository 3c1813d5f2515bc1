//! Maps: from borders and coordinates to projected SVG.

mod antimeridian;
pub mod border_error;
pub mod border_file;
pub mod border_reader;
pub mod choropleth;
pub mod distance;
pub mod extent;
mod extent_overlap;
mod geojson;
pub mod geometry;
pub mod leading_map;
pub mod locator;
pub mod map;
mod map_drawing;
pub mod map_frame;
mod map_labels;
mod map_panel;
mod map_shape;
pub mod markers;
pub mod neighbours;
mod path;
mod projected_units;
pub mod projection;
mod ring;
pub mod tiles;
mod topojson;
pub mod viewport;
