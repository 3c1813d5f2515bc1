//! Parsing of files: YAML and front matter to records.

mod ambiguous_number;
mod decode;
mod fields;
mod file;
mod foreign_names;
mod free_page;
pub(in crate::record) mod front_matter;
mod id;
mod identifier;
mod image;
mod list_file;
mod localized;
mod observation;
mod provenance;
mod record_file;
mod recovery;
mod reference;
mod scalar;
mod similar_date;
mod unread_file;
mod value;
pub(in crate::record) mod yaml;
mod yaml_pitfalls;

pub use file::parse;
