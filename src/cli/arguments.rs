//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use super::completion;
use super::report_arguments::{DiffArguments, DueArguments};
use super::shared_arguments::{EditArguments, RootArgument};
use super::table_arguments::{ExportArguments, ImportArguments, ReconcileArguments};
use super::version::VERSION;
use crate::text::MessageLanguage;

/// Turns a folder of Markdown and YAML records into a cross-linked static atlas.
#[derive(Debug, Parser)]
#[command(name = "atlas", version = VERSION, about, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// The language of messages; by default that of the atlas, or else of the environment.
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE")]
    pub(super) lang: Option<MessageLanguage>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the site and publish it to a folder
    Build(BuildArguments),
    /// Show the site in the browser while it is edited
    Serve(ServeArguments),
    /// Say everything that is wrong, and publish nothing
    Check(CheckArguments),
    /// Serve an editor over standard input and output (Language Server Protocol)
    Lsp(LspArguments),
    /// Begin a record: its kind's fields as commented lines, ready to fill in
    New(NewArguments),
    /// Give a record another id, everywhere that names it; its old addresses lead on
    Rename(RenameArguments),
    /// Make a record a part of another one, with all that is related to it
    Merge(MergeArguments),
    /// Move a record: out of a list, into one, or to another kind
    Mv(MvArguments),
    /// Correct what is certain: a slip in a name, an address, a date, a last line without an end
    Fix(FixArguments),
    /// List names of records that stand in texts without a link
    Mentions(MentionsArguments),
    /// Say what changed between two states of the atlas, in its own words
    Diff(DiffArguments),
    /// List what ends, comes, or is to be checked in the next days
    Due(DueArguments),
    /// Write all tables of the atlas for a spreadsheet: one workbook, or a folder of CSV files
    Export(ExportArguments),
    /// Take tables over: those of `atlas export` after they were edited, or tables of others by a map
    Import(ImportArguments),
    /// Compare a list of somebody else with the records of a kind: the same, differs, only there, only here, doubtful
    Reconcile(ReconcileArguments),
    /// Begin a new, small atlas that builds at once
    Init(InitArguments),
    /// Write the words of the interface in a language, with English beside them, ready to fill in
    Strings(StringsArguments),
    /// The layouts that the program brings, copies of them, and what has changed since
    Layouts(LayoutsArguments),
    /// Write a JSON Schema for the front matter of each kind
    Schema(SchemaArguments),
    /// Explain a code of a message, with an example and its mend; without a code, list all
    Explain(ExplainArguments),
    /// Write completions for a shell: they know kinds, ids and codes
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the manual: of one command, or a page of each to a folder
    Man(ManArguments),
}

#[derive(Debug, clap::Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    pub(super) root: RootArgument,
    /// The folder to publish to; by default `public` beside site.toml
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// The address of the site, in place of that of site.toml
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// The version that pages and data name; by default the commit of the git repository that holds the atlas
    #[arg(long, value_name = "TEXT")]
    pub(super) revision: Option<String>,
    /// Write to a folder that holds files of somebody else
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct LspArguments {
    /// The folder with site.toml; by default it is looked for in the folders that the editor has open
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// The way to the editor; there is no other, and some editors ask for it
    #[arg(long, hide = true)]
    pub(super) stdio: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    pub(super) root: RootArgument,
    /// The port; by default the first free one from 7070
    #[arg(long, value_name = "N")]
    pub(super) port: Option<u16>,
    /// Let others in the network read along: the address to listen at, such as 0.0.0.0
    #[arg(long, value_name = "ADDRESS")]
    pub(super) host: Option<String>,
    /// Answer under another name of this machine, too; can be given several times
    #[arg(long, value_name = "NAME")]
    pub(super) allow_host: Vec<String>,
    /// Open the site in the browser
    #[arg(long)]
    pub(super) open: bool,
    /// Let the browser go to the page of the file that was saved
    #[arg(long)]
    pub(super) follow: bool,
    /// Look at the files again and again, for disks that do not tell of changes
    #[arg(long)]
    pub(super) poll: bool,
    /// The link that opens a file in the editor, with {path}, {line} and {column}; by default for VS Code
    #[arg(long, value_name = "URL", env = "ATLAS_EDITOR")]
    pub(super) editor: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub(super) root: RootArgument,
    /// How to write the diagnostics
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: Format,
    /// List what the languages of the atlas lack, in place of the diagnostics
    #[arg(long)]
    pub(super) translations: bool,
}

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people: the line, underlined, and what to do
    Human,
    /// JSON of this program's own
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0
    Sarif,
}

#[derive(Debug, clap::Args)]
pub(super) struct NewArguments {
    #[command(flatten)]
    pub(super) root: RootArgument,
    /// The kind: cluster, organization, event …
    #[arg(add = completion::kinds())]
    pub(super) kind: String,
    /// The id, which is the file's name and a part of the address
    pub(super) id: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct RenameArguments {
    #[command(flatten)]
    pub(super) root: RootArgument,
    /// The id
    #[arg(required_unless_present_any = ["resume", "undo"], default_value = "", hide_default_value = true, add = completion::ids())]
    pub(super) old: String,
    /// The new id
    #[arg(required_unless_present_any = ["resume", "undo"], default_value = "", hide_default_value = true)]
    pub(super) new: String,
    #[command(flatten)]
    pub(super) edit: EditArguments,
}

#[derive(Debug, clap::Args)]
pub(super) struct MergeArguments {
    #[command(flatten)]
    pub(super) root: RootArgument,
    /// The id of the record that goes
    #[arg(required_unless_present_any = ["resume", "undo"], default_value = "", hide_default_value = true, add = completion::ids())]
    pub(super) from: String,
    /// The id of the record that stays
    #[arg(required_unless_present_any = ["resume", "undo"], default_value = "", hide_default_value = true, add = completion::ids())]
    pub(super) into: String,
    /// Whose value of a key is taken, where both have one
    #[arg(long, value_name = "ID:KEY")]
    pub(super) take: Vec<String>,
    #[command(flatten)]
    pub(super) edit: EditArguments,
}

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("destination").args(["out", "into_list", "kind"]))]
pub(super) struct MvArguments {
    #[command(flatten)]
    pub(super) root: RootArgument,
    /// The id
    #[arg(required_unless_present_any = ["resume", "undo"], default_value = "", hide_default_value = true, add = completion::ids())]
    pub(super) id: String,
    /// Out of its list, to a file of its own
    #[arg(long)]
    pub(super) out: bool,
    /// Into a list: a YAML file in the folder of its kind
    #[arg(long = "in", value_name = "LIST")]
    pub(super) into_list: Option<String>,
    /// To another kind; its old address leads on
    #[arg(long, value_name = "KIND", add = completion::kinds())]
    pub(super) kind: Option<String>,
    #[command(flatten)]
    pub(super) edit: EditArguments,
}

#[derive(Debug, clap::Args)]
pub(super) struct FixArguments {
    #[command(flatten)]
    pub(super) root: RootArgument,
    #[command(flatten)]
    pub(super) edit: EditArguments,
}

#[derive(Debug, clap::Args)]
pub(super) struct MentionsArguments {
    #[command(flatten)]
    pub(super) root: RootArgument,
    /// Only the mentions of one record
    #[arg(add = completion::ids())]
    pub(super) record: Option<String>,
    /// Make links of them
    #[arg(long)]
    pub(super) write: bool,
    #[command(flatten)]
    pub(super) edit: EditArguments,
}

#[derive(Debug, clap::Args)]
pub(super) struct InitArguments {
    /// The folder to make
    pub(super) dir: PathBuf,
    /// The languages of the atlas, the first being the default: codes of BCP 47 with commas
    #[arg(
        long,
        value_name = "CODES",
        value_delimiter = ',',
        default_value = "ru,en"
    )]
    pub(super) languages: Vec<String>,
    /// Also a workflow that checks and publishes the atlas, .gitignore and a README for editors; in an atlas that exists, only these
    #[arg(long, value_enum, value_name = "HOST")]
    pub(super) ci: Option<CiHost>,
}

/// The host whose workflows check and publish an atlas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CiHost {
    /// GitHub Actions and GitHub Pages
    Github,
    /// GitLab CI and GitLab Pages
    Gitlab,
}

#[derive(Debug, clap::Args)]
pub(super) struct ExplainArguments {
    /// The code, which stands in brackets in a message
    #[arg(add = completion::codes())]
    pub(super) code: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct ManArguments {
    /// The command; by default the manual of all
    #[arg(conflicts_with = "out")]
    pub(super) command: Option<String>,
    /// The folder for a page of each command
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct StringsArguments {
    #[command(flatten)]
    pub(super) root: RootArgument,
    /// The language: a code of BCP 47
    pub(super) language: String,
    /// The labels of the vocabulary, for site.toml, in place of the words of the interface
    #[arg(long)]
    pub(super) labels: bool,
    /// Only what the language lacks
    #[arg(long)]
    pub(super) missing: bool,
    /// The file to write, whose words it keeps; by default standard output
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct LayoutsArguments {
    #[command(flatten)]
    pub(super) root: RootArgument,
    #[command(subcommand)]
    pub(super) command: LayoutsCommand,
}

/// What is done with layouts.
#[derive(Debug, Subcommand)]
pub(super) enum LayoutsCommand {
    /// List the layouts of the program, and mark those that the site replaces
    List,
    /// Copy a layout of the program to layouts/, to begin from
    Export {
        /// The layout: record.html, partials/footer.html …
        name: String,
    },
    /// Show what has changed in the program since your copies were made
    Diff {
        /// Show what you have changed in your copies
        #[arg(long)]
        own: bool,
        /// Do not show these changes again
        #[arg(long, conflicts_with = "own")]
        seen: bool,
    },
}

#[derive(Debug, clap::Args)]
pub(super) struct SchemaArguments {
    #[command(flatten)]
    pub(super) root: RootArgument,
    /// One kind to standard output; by default all kinds, to files
    #[arg(add = completion::kinds())]
    pub(super) kind: Option<String>,
    /// The folder for the files
    #[arg(long, value_name = "DIR", default_value = "schema")]
    pub(super) out: PathBuf,
}
