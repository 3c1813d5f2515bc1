//! The commands, one a file. Each is one call from `main`, writes to the console that it is given, and answers with an
//! exit code.

mod build;
mod check;
mod clock;
mod console;
mod init;
mod manual;
mod new;
mod progress;
mod report;
mod revision;
mod schema;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::diagnostic::Speech;

pub use console::{Console, report_panics};

/// Turns a folder of Markdown and YAML records into a cross-linked static atlas.
#[derive(Debug, Parser)]
#[command(name = "atlas", version, about, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The language of messages; by default that of the atlas.
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE")]
    lang: Option<Speech>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site and publish it to a folder
    Build(BuildArguments),
    /// Show the site in the browser while it is edited
    Serve(ServeArguments),
    /// Say everything that is wrong, and publish nothing
    Check(CheckArguments),
    /// Begin a record: its kind's fields as commented lines, ready to fill in
    New(NewArguments),
    /// Begin a new, small atlas that builds at once
    Init(InitArguments),
    /// Write a JSON Schema for the front matter of each kind
    Schema(SchemaArguments),
    /// Write completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the manual page
    Man,
}

#[derive(Debug, clap::Args)]
struct Root {
    /// The folder with site.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

#[derive(Debug, clap::Args)]
struct BuildArguments {
    #[command(flatten)]
    root: Root,
    /// The folder to publish to; by default `public` beside site.toml
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The address of the site, in place of that of site.toml
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The version that pages and data name; by default the commit of the git repository that holds the atlas
    #[arg(long, value_name = "TEXT")]
    revision: Option<String>,
    /// Write to a folder that holds files of somebody else
    #[arg(long)]
    force: bool,
}

#[derive(Debug, clap::Args)]
struct ServeArguments {
    #[command(flatten)]
    root: Root,
    /// The port; by default the first free one from 7070
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Let others in the network read along: the address to listen at, such as 0.0.0.0
    #[arg(long, value_name = "ADDRESS")]
    host: Option<String>,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Let the browser go to the page of the file that was saved
    #[arg(long)]
    follow: bool,
    /// Look at the files again and again, for disks that do not tell of changes
    #[arg(long)]
    poll: bool,
    /// The link that opens a file in the editor, with {path}, {line} and {column}; by default for VS Code
    #[arg(long, value_name = "URL", env = "ATLAS_EDITOR")]
    editor: Option<String>,
}

#[derive(Debug, clap::Args)]
struct CheckArguments {
    #[command(flatten)]
    root: Root,
    /// How to write the diagnostics
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
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
struct NewArguments {
    #[command(flatten)]
    root: Root,
    /// The kind: cluster, organization, event …
    kind: String,
    /// The id, which is the file's name and a part of the address
    id: String,
}

#[derive(Debug, clap::Args)]
struct InitArguments {
    /// The folder to make
    dir: PathBuf,
}

#[derive(Debug, clap::Args)]
struct SchemaArguments {
    #[command(flatten)]
    root: Root,
    /// One kind to standard output; by default all kinds, to files
    kind: Option<String>,
    /// The folder for the files
    #[arg(long, value_name = "DIR", default_value = "schema")]
    out: PathBuf,
}

/// Runs a command. Exit code 0: done; 1: something is wrong with the content; 2: something is wrong with the command or
/// the disk.
pub fn run(arguments: Arguments, console: &mut Console) -> ExitCode {
    let speech = arguments.lang;
    start_threads();
    let done = match arguments.command {
        Command::Build(arguments) => build::run(&arguments, speech, console),
        Command::Serve(arguments) => serve::run(arguments, speech, console),
        Command::Check(arguments) => check::run(&arguments, speech, console),
        Command::New(arguments) => new::run(&arguments, speech, console),
        Command::Init(arguments) => init::run(&arguments, speech, console),
        Command::Schema(arguments) => schema::run(&arguments, speech, console),
        Command::Completions { shell } => manual::completions(shell, console),
        Command::Man => manual::man(console),
    };
    // A result that nobody got was not done, whatever it says.
    let done = done.and_then(|code| match console.lost() {
        None => Ok(code),
        Some(error) => Err(Trouble::new(format!("стандартный вывод: {error}"), format!("standard output: {error}"))),
    });
    match done {
        Ok(code) => code,
        Err(trouble) => {
            console.trouble(&trouble.words(speech.unwrap_or_default()));
            ExitCode::from(2)
        }
    }
}

/// Starts the threads that stages of the pipeline share. Where the system allows no more threads, everything is done on
/// this one, with the same result.
fn start_threads() {
    // The global pool cannot be tried twice, so the first try is with another one. Where both fail there are threads already.
    _ = match rayon::ThreadPoolBuilder::new().build() {
        Ok(_) => rayon::ThreadPoolBuilder::new().build_global(),
        Err(_) => rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global(),
    };
}

/// What keeps a command from being done, besides the content: said in both languages.
#[derive(Debug)]
struct Trouble {
    ru: String,
    en: String,
}

impl Trouble {
    fn new(ru: impl Into<String>, en: impl Into<String>) -> Trouble {
        Trouble { ru: ru.into(), en: en.into() }
    }

    fn words(&self, speech: Speech) -> String {
        match speech {
            Speech::Ru => self.ru.clone(),
            Speech::En => self.en.clone(),
        }
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Trouble {
        Trouble::new(error.to_string(), error.to_string())
    }
}

fn disk(path: &std::path::Path, error: &std::io::Error) -> Trouble {
    let path = path.display();
    Trouble::new(format!("{path}: {error}"), format!("{path}: {error}"))
}
