//! The atlas in the formats of others.
//!
//! Each file is a function of the world to bytes; which files there are is planned in [`crate::page`].

mod atlas_json;
mod atom;
mod calendar;
mod claim_table;
mod csv;
mod gexf;
mod identity;
mod package;
mod places;
mod plain;
mod record_json;
mod record_table;
mod relation_table;
mod robots;
mod search;
mod sha256;
mod sitemap;
mod table;
mod turtle;
mod xml;

use crate::layout::World;
use crate::page::Export;
use crate::site::Language;

pub use search::search_index;

/// The bytes of a file for machines, for readers of a language where it is made for readers.
pub fn produce(world: &World, export: Export, language: Language) -> Vec<u8> {
    match export {
        Export::Atlas => atlas_json::write(world),
        Export::Table(table) => table::write(world, table),
        Export::Package => package::write(world),
        Export::Places => places::write(world),
        Export::Turtle => turtle::write(world),
        Export::Network => gexf::write(world),
        Export::Calendar => calendar::write(world),
        Export::Record(record) => record_json::write(world, record),
        Export::Feed(feed) => atom::write(world, feed, language),
        Export::Sitemap => sitemap::write(world),
        Export::Robots => robots::write(world),
        Export::NoJekyll => Vec::new(),
    }
}
