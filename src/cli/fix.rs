//! `atlas fix`: corrects what is certain.

use std::process::ExitCode;

use super::arguments::FixArguments;
use super::console::Console;
use super::error::CommandError;
use super::site_edit::edit_site;
use crate::refactor::{self, prove};
use crate::text::MessageLanguage;

pub(super) fn run(
    arguments: &FixArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let root = &arguments.root.root;
    edit_site(root, &arguments.edit, lang, console, |site, console| {
        let planned = refactor::fix(&site.before);
        let (plan, count) = planned.map_err(|refusal| site.refusal(&refusal))?;
        let after = prove(&plan, &site.before, site.before.options());
        let after = after.map_err(|refusal| site.refusal(&refusal))?;
        let changes = plan.working.changes();
        if !changes.is_empty() {
            site.write(&changes, "atlas fix", &arguments.edit, console)?;
        }
        let left = after.diagnostics.len();
        console.print(&match site.language {
            MessageLanguage::Ru => format!("Исправлений: {count}; замечаний осталось: {left}."),
            MessageLanguage::En => format!("Corrections: {count}; diagnostics left: {left}."),
        });
        Ok(ExitCode::SUCCESS)
    })
}
