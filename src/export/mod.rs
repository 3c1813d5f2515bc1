//! Exports: open data, feeds, the search index, and files for search engines and hosts.
//!
//! Each file is a function from the read model to bytes; [`crate::plan`] plans which files exist.

mod atlas_json;
mod atlas_schema;
mod atom;
mod calendar_time;
mod checksums;
mod claim_table;
mod column;
mod csv;
mod data_package;
mod figure_table;
mod geojson;
mod gexf;
mod headers;
mod due_calendar;
mod ical;
mod plain_text;
mod provenance_cells;
mod qualifier_cells;
mod record_json;
mod record_strings;
mod record_table;
mod redirects;
mod relation_table;
mod robots;
mod search;
mod sitemap;
mod table;
mod table_cells;
mod turtle;
mod turtle_syntax;
mod turtle_vocabulary;
mod uuid;
mod value_text;
#[cfg(feature = "spreadsheets")]
mod workbook;
mod workbook_sheets;

use crate::model::SiteModel;
use crate::plan::Export;
use crate::site::Language;

use crate::text::chunk_writer::ChunkWriter;

pub use checksums::Checksums;
pub use column::Column;
pub use csv::{VALUE_SEPARATOR, as_plain_cell, without_apostrophe};
pub use due_calendar::{due_calendar, due_title, reason_words};
pub use record_table::{FieldPart, RecordPart, all_columns, columns as record_columns};
pub use search::{SearchFile, search_index};
pub use table_cells::{TableCells, table_cells};
#[cfg(feature = "spreadsheets")]
pub use workbook::write_workbook;
pub use workbook_sheets::{ColumnUse, column_use, sheet_name, tables};

/// Writes an export in chunks to `to`, and records its checksum on the way. `language` matters only for feeds.
pub fn write(
    model: &SiteModel,
    checksums: &Checksums,
    export: Export,
    language: Language,
    to: &mut dyn FnMut(&[u8]),
) {
    checksums.tee_checksum(export, to, |to| {
        write_unchecked(model, checksums, export, language, to);
    });
}

/// Writes an export without recording its checksum.
fn write_unchecked(
    model: &SiteModel,
    checksums: &Checksums,
    export: Export,
    language: Language,
    to: &mut dyn FnMut(&[u8]),
) {
    match export {
        Export::Atlas => atlas_json::write(model, ChunkWriter::new(to)),
        Export::Schema => to(&atlas_schema::write(model)),
        Export::Table(table) => table::write(model, table, ChunkWriter::new(to)),
        #[cfg(feature = "spreadsheets")]
        Export::Workbook => to(&workbook::write_workbook(model)),
        #[cfg(not(feature = "spreadsheets"))]
        Export::Workbook => {}
        Export::Package => to(&write_data_package(model, checksums)),
        Export::Places => to(&geojson::write(model)),
        Export::Turtle => turtle::write(model, ChunkWriter::new(to)),
        Export::Network => gexf::write(model, ChunkWriter::new(to)),
        Export::Calendar => to(&ical::write(model)),
        Export::Record(record) => record_json::write(model, record, ChunkWriter::new(to)),
        Export::Feed(feed) => to(&atom::write(model, feed, language)),
        Export::Sitemap => to(&sitemap::write(model)),
        Export::SitemapPart(part) => to(&sitemap::write_part(model, part)),
        Export::Robots => to(&robots::write(model)),
        Export::NoJekyll => {}
        Export::Headers => to(headers::write(model).as_bytes()),
        Export::Redirects => to(redirects::write(model).as_bytes()),
    }
}

/// The data package, which describes the other files by their checksums. A file that is not written yet is generated for
/// its checksum.
fn write_data_package(model: &SiteModel, checksums: &Checksums) -> Vec<u8> {
    data_package::write(model, |export| {
        checksums.get_or_compute(export, |to| {
            write_unchecked(model, checksums, export, Language::DEFAULT, to);
        })
    })
}
