//! Networks of records: the neighbours of one record (ego network), and whole graphs laid out by forces.

mod ego_groups;
pub mod ego_network;
pub mod force_graph;
mod force_layout;
mod label_layout;
pub mod model;
