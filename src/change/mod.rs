//! CHANGE: what differs between two states of a site, in the terms of the atlas.
//!
//! The order of keys, quotes, the side on which a relation is stated and the file of a record are no differences.

mod bag;
mod difference;
mod record_pairs;
mod value_text;
mod values;
mod observations;
mod relations;
mod texts;
mod pages;
mod between;
mod sentence;

pub use between::between;
pub use difference::{Alteration, Difference, ObservedValue, Subject, ValuePart};
