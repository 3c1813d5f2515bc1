//! The files of a site, read from the disk into memory. No other room reads source files.
//!
//! A [`Tree`] contains all files that can influence the site. Their paths do not depend on the machine: they are relative
//! to the root, with `/` as separator, in Unicode normalization form C. So names from macOS (NFD) and Linux are equal.

mod cow_map;
mod cow_vec;
mod file;
mod file_error;
mod ignore;
mod line_index;
mod open;
mod parallel_read;
mod path;
mod reread;
mod resolve;
mod scan;
mod scan_result;
mod scope;
mod site_paths;
mod survey;
mod top_folder;
mod tree;
mod walker;

pub use cow_map::CowMap;
pub use cow_vec::CowVec;
pub use file::File;
pub use file_error::{FileError, SpecialKind};
pub use ignore::is_ignored;
pub use line_index::{LineIndex, Position, line};
pub use open::{open_regular, read_regular, without_following};
pub use path::SourcePath;
pub use reread::reread;
pub use scan::{map_content_files, scan, scan_without_content};
pub use scan_result::ScanResult;
pub use site_paths::{FOLDERS, LARGEST_CONTENT, LARGEST_OTHER, SETTINGS};
pub use survey::{Survey, folders_below, settings, survey, top_folder};
pub use tree::Tree;
