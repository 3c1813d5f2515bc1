//! The timeline chart: events on a time axis.

pub mod model;
mod time_axis;
mod timeline_chart;
mod timeline_layout;
