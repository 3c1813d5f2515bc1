//! `atlas lsp`: the language server.

use std::process::ExitCode;

use super::arguments::LspArguments;
use super::error::CommandError;
use super::today::today;
use crate::atlas::Drafts;
use crate::lsp::{ServerOptions, SessionEnd, Watching, run_stdio};
use crate::pipeline::Options;
use crate::text::MessageLanguage;

pub(super) fn run(
    arguments: LspArguments,
    lang: Option<MessageLanguage>,
) -> Result<ExitCode, CommandError> {
    let options = ServerOptions {
        root: arguments.root,
        // As `check` sees the site.
        analysis: Options::new(today()?, Drafts::Hidden),
        messages: lang,
        watching: Watching::On,
    };
    Ok(match run_stdio(options) {
        SessionEnd::Shutdown => ExitCode::SUCCESS,
        SessionEnd::Aborted => ExitCode::FAILURE,
    })
}
