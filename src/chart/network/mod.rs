//! Network charts: the ego network of one record, and whole graphs with a force-directed layout.

mod ego_groups;
pub mod ego_network;
pub mod excerpt;
pub mod force_graph;
mod force_layout;
mod label_box;
mod label_layout;
pub mod model;
