//! An atlas of an innovation ecosystem: records in git become a cross-linked static site.
//!
//! The modules stand in the order in which data flows; each uses only those above it (`tests/it/architecture.rs` keeps that).
//!
//! The library is the program's own: its tests and fuzz targets use it. It promises no stable interface to anyone else; a new
//! version may change any item. What is stable is the command line, the format of records, and the exported data.

pub mod text;
pub mod source;
pub mod diagnostic;
pub mod picture;
pub mod site;
pub mod record;
pub mod spreadsheet;
pub mod atlas;
pub mod chart;
pub mod search;
pub mod plan;
pub mod linked_data;
pub mod check;
pub mod due;
pub mod history;
pub mod model;
pub mod change;
pub mod mention;
pub mod render;
pub mod export;
pub mod reconcile;
pub mod output;
pub mod pipeline;
pub mod refactor;
pub mod import;
pub mod serve;
pub mod lsp;
pub mod cli;
