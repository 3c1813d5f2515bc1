//! Text formats and the calendar: escaping, JSON, XML, chunked output and [`Day`]. It depends on no other room.

pub mod chunk_writer;
pub mod day;
pub mod escape;
pub mod html;
pub mod json;
pub mod xml;

pub use day::Day;
