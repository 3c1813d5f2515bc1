//! The arguments of `atlas export`, `atlas import` and `atlas reconcile`.

use std::path::PathBuf;

use super::completion;
use super::shared_arguments::{EditArguments, RootArgument};
use crate::reconcile::ReportFormat;

#[derive(Debug, clap::Args)]
pub(super) struct ExportArguments {
    #[command(flatten)]
    pub(super) root: RootArgument,
    /// The workbook to write (NAME.xlsx), or the folder for CSV files
    #[arg(value_name = "FILE.xlsx|DIR")]
    pub(super) to: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct ImportArguments {
    #[command(flatten)]
    pub(super) root: RootArgument,
    /// The tables: CSV, XLSX, XLS, ODS, JSON, JSON Lines or YAML; of a folder, its CSV files
    #[arg(required_unless_present_any = ["resume", "undo"], value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The kind of the records of a table of somebody else; without a map, says what its columns hold and writes a first map
    #[arg(long, value_name = "KIND", add = completion::kinds())]
    pub(super) kind: Option<String>,
    /// The map of a table of somebody else: where its columns go
    #[arg(long, value_name = "FILE.toml")]
    pub(super) map: Option<PathBuf>,
    /// Write the changes; without it, only say what they are
    #[arg(long)]
    pub(super) write: bool,
    /// Put back the leading zeros that a spreadsheet has dropped, where a checksum proves them
    #[arg(long)]
    pub(super) fix: bool,
    /// The encoding of text files: utf-8, utf-16, windows-1251, windows-1252; by default it is found
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
    #[command(flatten)]
    pub(super) edit: EditArguments,
}

#[derive(Debug, clap::Args)]
pub(super) struct ReconcileArguments {
    #[command(flatten)]
    pub(super) root: RootArgument,
    /// The list: CSV, XLSX, XLS, ODS, JSON, JSON Lines or YAML
    #[arg(value_name = "TABLE")]
    pub(super) table: PathBuf,
    /// The kind of the records
    #[arg(long, value_name = "KIND", add = completion::kinds())]
    pub(super) kind: String,
    /// A column with identifiers of a scheme: `inn=ИНН`; can be given several times
    #[arg(long, value_name = "SCHEME=COLUMN")]
    pub(super) key: Vec<String>,
    /// A column with names; can be given several times
    #[arg(long, value_name = "COLUMN", required = true)]
    pub(super) name: Vec<String>,
    /// A column with places, by which equal names are told apart; can be given several times
    #[arg(long, value_name = "COLUMN")]
    pub(super) place: Vec<String>,
    /// A column that is compared: the column of `atlas export`, and that of the list: `website=Site`
    #[arg(long, value_name = "EXPORTED=COLUMN")]
    pub(super) value: Vec<String>,
    /// The file of decisions; by default reconcile/TABLE.toml
    #[arg(long, value_name = "FILE.toml")]
    pub(super) decisions: Option<PathBuf>,
    /// How to write the result
    #[arg(long, value_enum, default_value = "md")]
    pub(super) format: ReportFormat,
    /// The encoding of a text file: utf-8, utf-16, windows-1251, windows-1252; by default it is found
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
}
