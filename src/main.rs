//! The command line → one call → an exit code.

use std::process::ExitCode;

use clap::Parser;
use innovation_atlas::command::{Arguments, Console, run};

/// Faster than the system's on many small strings, and it lets two threads allocate at once (README, dependencies).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    run(Arguments::parse(), &mut Console::real())
}
