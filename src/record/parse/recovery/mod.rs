//! Recovery: reads what can be read of a file with a mistake in its YAML, so that one mistake is one error.

mod brackets;
mod defaults;
mod fences;
mod flow_items;
mod flow_map;
mod id_scan;
mod items;
mod keys;
mod line;
mod list;
mod map;

pub(in crate::record) use fences::{FieldsEnd, fields_end, misspelled_fences};
pub(in crate::record) use map::Recovery;
