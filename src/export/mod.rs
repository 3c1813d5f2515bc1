//! Exports: open data, feeds, the search index, and files for search engines and hosts.
//!
//! Each file is a function from the read model to bytes; [`crate::page`] plans which files exist.

mod atlas_json;
mod atom;
mod checksums;
mod claim_table;
mod column;
mod csv;
mod data_package;
mod figure_table;
mod geojson;
mod gexf;
mod headers;
mod ical;
mod plain_text;
mod provenance_cells;
mod record_json;
mod record_strings;
mod record_table;
mod redirects;
mod relation_table;
mod robots;
mod search;
mod sitemap;
mod table;
mod turtle;
mod uuid;
mod value_text;

use crate::layout::World;
use crate::page::Export;
use crate::site::Language;

use crate::text::chunk_writer::ChunkWriter;

pub use checksums::Checksums;
pub use search::{SearchFile, search_index};

/// Writes an export in chunks to `to`, and records its checksum on the way. `language` matters only for feeds.
pub fn write(world: &World, checksums: &Checksums, export: Export, language: Language, to: &mut dyn FnMut(&[u8])) {
    checksums.tee_checksum(export, to, |to| write_unchecked(world, checksums, export, language, to));
}

/// Writes an export without recording its checksum.
fn write_unchecked(
    world: &World,
    checksums: &Checksums,
    export: Export,
    language: Language,
    to: &mut dyn FnMut(&[u8]),
) {
    match export {
        Export::Atlas => atlas_json::write(world, ChunkWriter::new(to)),
        Export::Table(table) => table::write(world, table, ChunkWriter::new(to)),
        Export::Package => to(&write_data_package(world, checksums)),
        Export::Places => to(&geojson::write(world)),
        Export::Turtle => turtle::write(world, ChunkWriter::new(to)),
        Export::Network => gexf::write(world, ChunkWriter::new(to)),
        Export::Calendar => to(&ical::write(world)),
        Export::Record(record) => record_json::write(world, record, ChunkWriter::new(to)),
        Export::Feed(feed) => to(&atom::write(world, feed, language)),
        Export::Sitemap => to(&sitemap::write(world)),
        Export::Robots => to(&robots::write(world)),
        Export::NoJekyll => {}
        Export::Headers => to(headers::write(world).as_bytes()),
        Export::Redirects => to(redirects::write(world).as_bytes()),
    }
}

/// The data package, which describes the other files by their checksums. A file that is not written yet is generated for
/// its checksum.
fn write_data_package(world: &World, checksums: &Checksums) -> Vec<u8> {
    data_package::write(world, |export| {
        checksums.get_or_compute(export, |to| write_unchecked(world, checksums, export, Language::DEFAULT, to))
    })
}
