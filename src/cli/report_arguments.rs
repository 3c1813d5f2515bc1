//! The arguments of `atlas diff` and `atlas due`.

use super::shared_arguments::RootArgument;

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("form").args(["md", "html", "json"]))]
pub(super) struct DiffArguments {
    #[command(flatten)]
    pub(super) root: RootArgument,
    /// The states: A..B, A...B (from where they have gone apart), or A and the files; by default the last commit and the files
    #[arg(value_name = "RANGE", allow_hyphen_values = true)]
    pub(super) range: Option<String>,
    /// From the last commit before a day
    #[arg(long, value_name = "DAY")]
    pub(super) since: Option<String>,
    /// As Markdown, for a comment on a pull request
    #[arg(long)]
    pub(super) md: bool,
    /// As a page of its own
    #[arg(long)]
    pub(super) html: bool,
    /// As JSON, for programs
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("due-form").args(["md", "json", "ics"]))]
pub(super) struct DueArguments {
    #[command(flatten)]
    pub(super) root: RootArgument,
    /// How far to look ahead: days, weeks, months of 30 or years of 365 days, as 90d, 12w, 6m, 1y
    #[arg(long, value_name = "TIME", default_value = "90d")]
    pub(super) within: String,
    /// As Markdown, for an issue
    #[arg(long)]
    pub(super) md: bool,
    /// As JSON, for programs
    #[arg(long)]
    pub(super) json: bool,
    /// As a calendar (iCalendar)
    #[arg(long)]
    pub(super) ics: bool,
    /// End with exit code 1 if something is overdue, for a scheduled job
    #[arg(long)]
    pub(super) fail_overdue: bool,
}
