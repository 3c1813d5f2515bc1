//! DUE: what ends, comes, or is to be checked until a day.
//!
//! Items are found in the linked atlas for a day that is handed in; nothing here reads the clock.

mod collect;
mod due_item;

pub use collect::due_items;
pub use due_item::{DueItem, DueReason};
