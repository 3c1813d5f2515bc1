//! The atlas in the formats of others.
//!
//! Each file is a function of the world to bytes; which files there are is planned in [`crate::page`].

mod atlas_json;
mod robots;
mod search;
mod sitemap;

use crate::layout::World;
use crate::page::Export;

pub use search::search_index;

/// The bytes of a file for machines.
pub fn produce(world: &World, export: Export) -> Vec<u8> {
    match export {
        Export::Atlas => atlas_json::write(world),
        Export::Sitemap => sitemap::write(world),
        Export::Robots => robots::write(world),
        Export::NoJekyll => Vec::new(),
    }
}
