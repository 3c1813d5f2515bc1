//! The atlas in the formats of others.
//!
//! Each file is a function of the world to bytes; which files there are is planned in [`crate::page`].

mod atlas_json;
mod atom;
mod calendar;
mod claim_table;
mod csv;
mod gexf;
mod headers;
mod identity;
mod package;
mod places;
mod plain;
mod record_json;
mod record_table;
mod redirects;
mod relation_table;
mod robots;
mod search;
mod sitemap;
mod spelled;
mod sums;
mod table;
mod text;
mod turtle;
mod xml;

use crate::layout::World;
use crate::page::Export;
use crate::site::Language;

use text::Text;

pub use search::{SearchFile, search_index};
pub use sums::Sums;

/// Writes a file for machines, for readers of a language where it is made for readers. Its bytes are passed on in
/// pieces: a file can be larger than memory should hold.
pub fn write(world: &World, sums: &Sums, export: Export, language: Language, to: &mut dyn FnMut(&[u8])) {
    sums.watch(export, to, |to| make(world, sums, export, language, to));
}

fn make(world: &World, sums: &Sums, export: Export, language: Language, to: &mut dyn FnMut(&[u8])) {
    match export {
        Export::Atlas => atlas_json::write(world, Text::new(to)),
        Export::Table(table) => table::write(world, table, Text::new(to)),
        Export::Package => to(&package::write(world, sums)),
        Export::Places => to(&places::write(world)),
        Export::Turtle => turtle::write(world, Text::new(to)),
        Export::Network => gexf::write(world, Text::new(to)),
        Export::Calendar => to(&calendar::write(world)),
        Export::Record(record) => record_json::write(world, record, Text::new(to)),
        Export::Feed(feed) => to(&atom::write(world, feed, language)),
        Export::Sitemap => to(&sitemap::write(world)),
        Export::Robots => to(&robots::write(world)),
        Export::NoJekyll => {}
        Export::Headers => to(headers::write(world).as_bytes()),
        Export::Redirects => to(redirects::write(world).as_bytes()),
    }
}
