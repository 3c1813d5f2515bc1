//! The arguments that several commands have.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct RootArgument {
    /// The folder with site.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
}

/// How an edit of the site is written.
#[derive(Debug, clap::Args)]
pub(super) struct EditArguments {
    /// Show what would change, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Change files that have changes that git does not know
    #[arg(long)]
    pub(super) force: bool,
    /// Finish an edit that was interrupted
    #[arg(long = "continue", conflicts_with = "undo")]
    pub(super) resume: bool,
    /// Take back an edit that was interrupted
    #[arg(long)]
    pub(super) undo: bool,
}
