//! Charts as files of their own, for slides and documents: without style sheets, links or scripts.

mod picture;
mod presentation;
mod styles;

pub use picture::{LegendEntry, Picture};
