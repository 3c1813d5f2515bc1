//! SPREADSHEETS: tables in files of others, as cells of text: CSV, XLSX, XLS, ODS, JSON, JSON Lines and YAML.
//!
//! A file is a stranger's: its size, its unpacked size and its number of cells are limited before it is read. A cell that
//! may not hold what its author typed is marked with its form.

mod sheet;
mod cell_address;
mod sheet_fault;
mod limits;
mod text_encoding;
mod delimited;
mod nested;
#[cfg(feature = "spreadsheets")]
mod unpacked_size;
#[cfg(feature = "spreadsheets")]
mod xls_extent;
#[cfg(feature = "spreadsheets")]
mod spreadsheet_cell;
#[cfg(feature = "spreadsheets")]
mod workbook_file;
mod read;

pub use cell_address::CellAddress;
pub use read::read_workbook;
pub use sheet::{CellForm, Sheet, SheetCell, SheetRow, Workbook};
pub use sheet_fault::SheetFault;
pub use text_encoding::TextEncoding;
