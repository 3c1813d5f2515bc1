//! Parsing of files: YAML and front matter to records.

mod decode;
mod fields;
mod file;
mod free_page;
mod front_matter;
mod id;
mod identifier;
mod list_file;
mod localized;
mod observation;
mod provenance;
mod record_file;
mod recovery;
mod reference;
mod scalar;
mod unread_file;
mod value;
mod yaml;

pub use file::parse;
