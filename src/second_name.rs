//! The command `innovation-atlas`: runs the `atlas` in its own folder with the same arguments.
//!
//! Other programs are called `atlas`, too. This file uses nothing of the library, so that the command is small.

#![expect(
    clippy::disallowed_methods,
    reason = "arguments and its own place come from the environment"
)]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let code = path_of_atlas().and_then(|atlas| {
        run(&atlas).map_err(|error| std::io::Error::other(format!("{}: {error}", atlas.display())))
    });
    code.unwrap_or_else(|error| {
        // Nobody is there to hear of a closed standard error.
        _ = writeln!(std::io::stderr(), "innovation-atlas: {error}");
        ExitCode::from(2)
    })
}

/// Returns the path of `atlas` beside this program, links followed.
fn path_of_atlas() -> std::io::Result<PathBuf> {
    let own = std::env::current_exe()?.canonicalize()?;
    Ok(own.with_file_name(format!("atlas{}", std::env::consts::EXE_SUFFIX)))
}

/// Becomes that program, so that signals reach it.
#[cfg(unix)]
fn run(atlas: &std::path::Path) -> std::io::Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    Err(Command::new(atlas).args(std::env::args_os().skip(1)).exec())
}

/// Runs that program and returns its exit code.
#[cfg(not(unix))]
fn run(atlas: &std::path::Path) -> std::io::Result<ExitCode> {
    let status = Command::new(atlas)
        .args(std::env::args_os().skip(1))
        .status()?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::from(2), ExitCode::from))
}
