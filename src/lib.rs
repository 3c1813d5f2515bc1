//! An atlas of an innovation ecosystem: records in git become a cross-linked static site.
//!
//! The modules stand in the order in which data flows; each uses only those above it (`tests/architecture.rs` keeps that).

pub mod atlas;
pub mod check;
pub mod command;
pub mod diagnostic;
pub mod export;
pub mod figure;
pub mod layout;
pub mod output;
pub mod page;
pub mod pipeline;
pub mod preview;
pub mod record;
pub mod search;
pub mod site;
pub mod source;
