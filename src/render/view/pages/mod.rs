//! The variables of each page type besides the globals.

mod cell;
mod changes;
mod compared_list;
mod data_page;
mod free_page;
mod groups;
mod home;
mod index;
mod listing;
mod matrix;
mod pager;
mod root;
mod tree;
pub(super) mod variables;

pub(in crate::render) use root::{root, shared_root, write_script};
