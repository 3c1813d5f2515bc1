//! Selects and runs a command.

use std::error::Error;
use std::process::ExitCode;

use super::arguments::{Arguments, Command};
use super::console::Console;
use super::error::CommandError;
use super::message_language::message_language_without_site;
use super::{
    build, check, diff, due, explain, export, fix, import, init, layouts, lsp, manual, mentions,
    merge, move_record, new, reconcile, rename, schema, serve, strings,
};

/// Runs a command. Exit code 0: success; 1: errors in the content; 2: an error of the command line or the file system.
pub fn run(arguments: Arguments, console: &mut Console) -> ExitCode {
    let message_language = arguments.lang;
    let done = start_threads().and_then(|()| run_command(arguments, console));
    // A command whose result could not be written has failed.
    let done = done.and_then(|code| match console.take_write_error() {
        None => Ok(code),
        Some(error) => Err(CommandError::new(
            format!("стандартный вывод: {error}"),
            format!("standard output: {error}"),
        )),
    });
    match done {
        Ok(code) => code,
        Err(error) => {
            let known = error.language();
            let language = known.unwrap_or_else(|| message_language_without_site(message_language));
            console.error(&error.message(language));
            ExitCode::from(2)
        }
    }
}

fn run_command(arguments: Arguments, console: &mut Console) -> Result<ExitCode, CommandError> {
    let message_language = arguments.lang;
    match arguments.command {
        Command::Build(arguments) => build::run(&arguments, message_language, console),
        Command::Serve(arguments) => serve::run(arguments, message_language, console),
        Command::Lsp(arguments) => lsp::run(arguments, message_language),
        Command::Check(arguments) => check::run(&arguments, message_language, console),
        Command::New(arguments) => new::run(&arguments, message_language, console),
        Command::Rename(arguments) => rename::run(&arguments, message_language, console),
        Command::Merge(arguments) => merge::run(&arguments, message_language, console),
        Command::Mv(arguments) => move_record::run(&arguments, message_language, console),
        Command::Fix(arguments) => fix::run(&arguments, message_language, console),
        Command::Mentions(arguments) => mentions::run(&arguments, message_language, console),
        Command::Diff(arguments) => diff::run(&arguments, message_language, console),
        Command::Due(arguments) => due::run(&arguments, message_language, console),
        Command::Export(arguments) => export::run(&arguments, message_language, console),
        Command::Import(arguments) => import::run(&arguments, message_language, console),
        Command::Reconcile(arguments) => reconcile::run(&arguments, message_language, console),
        Command::Init(arguments) => init::run(&arguments, message_language, console),
        Command::Strings(arguments) => strings::run(&arguments, message_language, console),
        Command::Layouts(arguments) => layouts::run(&arguments, message_language, console),
        Command::Schema(arguments) => schema::run(&arguments, message_language, console),
        Command::Completions { shell } => manual::completions(shell, console),
        Command::Explain(arguments) => explain::run(&arguments, message_language, console),
        Command::Man(arguments) => manual::man(&arguments, console),
    }
}

/// Starts the shared thread pool. If the system allows no more threads, all work is done on the current thread, with
/// the same result.
fn start_threads() -> Result<(), CommandError> {
    // The global pool can be tried only once, so another pool is tried first.
    let started = match rayon::ThreadPoolBuilder::new().build() {
        Ok(_) => rayon::ThreadPoolBuilder::new().build_global(),
        Err(_) => rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .use_current_thread()
            .build_global(),
    };
    match started {
        // Without a cause, the pool exists already.
        Err(error) if error.source().is_some() => {
            let (ru, en) = ("нет памяти для потоков", "there is no memory for threads");
            Err(CommandError::new(
                format!("{ru}: {error}"),
                format!("{en}: {error}"),
            ))
        }
        _ => Ok(()),
    }
}
