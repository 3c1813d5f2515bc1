//! The command line → one call → an exit code.

#![expect(
    clippy::disallowed_methods,
    reason = "arguments come from the command line"
)]

use std::process::ExitCode;

use clap::Parser;
use innovation_atlas::cli::{Arguments, Console, complete_command_line, report_panics, run};
use innovation_atlas::diagnostic::visible;

/// Faster than the system's on many small strings, and it lets two threads allocate at once (docs/dependencies.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    report_panics();
    complete_command_line();
    let mut console = Console::real();
    match Arguments::try_parse() {
        Ok(arguments) => run(arguments, &mut console),
        Err(error) => console.usage(&shown_again().unwrap_or(error)),
    }
}

/// What is wrong with the command line, of which a message quotes parts: with each part made visible and on one line.
fn shown_again() -> Option<clap::Error> {
    Arguments::try_parse_from(
        std::env::args_os().map(|part| visible(&part.to_string_lossy()).into_owned()),
    )
    .err()
}
