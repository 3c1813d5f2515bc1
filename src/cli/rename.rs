//! `atlas rename OLD NEW`: another id of a record, everywhere that names it.

use std::process::ExitCode;

use super::arguments::RenameArguments;
use super::console::Console;
use super::error::CommandError;
use super::site_edit::{SAME_GRAPH, edit_site};
use crate::refactor;
use crate::source::SourcePath;
use crate::text::MessageLanguage;

pub(super) fn run(
    arguments: &RenameArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let root = &arguments.root.root;
    edit_site(root, &arguments.edit, lang, console, |site, console| {
        // Ids are NFC, as paths are.
        let [old, new] = [&arguments.old, &arguments.new].map(|id| SourcePath::new(id));
        let plan = refactor::rename(&site.before, old.as_str(), new.as_str());
        let plan = plan.map_err(|refusal| site.refusal(&refusal))?;
        let title = format!("atlas rename {old} {new}");
        site.carry_out(&plan, &title, &SAME_GRAPH, &arguments.edit, console)
    })
}
