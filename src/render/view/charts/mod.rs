//! Charts of the atlas as template values: converts records to the plain values of [`crate::chart`].
//!
//! Every chart comes with the data of its HTML alternative: a table, a list or a legend.

mod atlas_map;
mod class_legend;
mod cooperation;
mod coordinates;
mod ego_network;
mod facet_ids;
mod home_map;
mod locator;
mod map_page;
mod matrix_chart;
mod matrix_table;
mod network;
mod network_edges;
mod network_node;
mod network_rows;
mod network_script;
mod network_ties;
mod picture;
mod record_timeline;
mod series;
mod svg_value;
mod timeline;
mod timeline_days;
mod timeline_svg;

pub(super) use atlas_map::atlas_map;
pub(super) use cooperation::{cooperation, cooperation_title};
pub(super) use ego_network::ego_network;
pub(super) use home_map::home_map;
pub(super) use locator::locator;
pub(super) use matrix_table::{kinds as matrix_kinds, matrix_table};
pub(super) use network::network;
pub(super) use network_node::is_network_edge;
pub(super) use network_script::write_network_script;
pub(super) use network_ties::best_connected;
pub(super) use picture::picture;
pub(super) use record_timeline::record_timeline;
pub(super) use series::series;
pub(super) use timeline::timeline;
pub(super) use timeline_days::{days, is_open, is_vague};
