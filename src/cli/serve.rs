//! `atlas serve`: the preview in the browser.

use std::process::ExitCode;

use super::arguments::ServeArguments;
use super::console::Console;
use super::error::{CommandError, disk};
use super::history::read_history;
use super::message_language::select_message_language;
use super::pending_edit::refuse_pending;
use super::today::today;
use crate::atlas::Drafts;
use crate::pipeline;
use crate::serve::{self, ServeError, ServeOptions, SnapshotSite, TerminalUi};
use crate::text::MessageLanguage;

pub(super) fn run(
    arguments: ServeArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    refuse_pending(&arguments.root.root)?;
    let options = ServeOptions {
        root: arguments.root.root,
        host: arguments.host,
        allowed_hosts: arguments.allow_host,
        port: arguments.port,
        poll: arguments.poll,
        follow: arguments.follow,
        open: arguments.open,
        editor: arguments.editor,
    };
    let site = pipeline::Options::new(today()?, Drafts::Shown);
    // It is read once: what is typed is no commit.
    let site = pipeline::Options {
        history: read_history(&options.root, &site, lang, console),
        ..site
    };
    let screen = TerminalUi::new(&mut console.err, console.watched, console.colours);
    let read = |root: &std::path::Path| {
        SnapshotSite::read(root, site, |snapshot| {
            select_message_language(lang, snapshot)
        })
    };
    let Err(failure) = serve::serve(&options, read, screen);
    Err(command_error(failure, &options))
}

fn command_error(failure: ServeError, options: &ServeOptions) -> CommandError {
    match failure {
        ServeError::PortTaken(port) => CommandError::new(
            format!("порт {port} занят: остановите другой сервер или выберите порт с --port"),
            format!(
                "port {port} is taken: stop the other server, or choose another port with --port"
            ),
        ),
        ServeError::PortForbidden(port) => CommandError::new(
            format!("порт {port} система не отдаёт: выберите с --port порт больше 1023"),
            format!("the system keeps port {port} for itself: choose one above 1023 with --port"),
        ),
        ServeError::NoSuchAddress(host) => CommandError::new(
            format!(
                "у этого компьютера нет адреса {host}: чтобы открыть сайт всей сети, задайте --host 0.0.0.0"
            ),
            format!(
                "this machine has no address {host}: to show the site to the whole network, use --host 0.0.0.0"
            ),
        ),
        ServeError::Io(error) => disk(&options.root, &error),
    }
}
