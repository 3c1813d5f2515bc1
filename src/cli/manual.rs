//! `atlas completions` and `atlas man`, generated from the definition of the command line.

use std::process::ExitCode;

use clap::CommandFactory;

use super::arguments::Arguments;
use super::console::Console;
use super::error::CommandError;

pub(super) fn completions(
    shell: clap_complete::Shell,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "atlas", &mut script);
    console.write(String::from_utf8_lossy(&script).trim_end());
    Ok(ExitCode::SUCCESS)
}

pub(super) fn man(console: &mut Console) -> Result<ExitCode, CommandError> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Arguments::command()).render(&mut page)?;
    for command in Arguments::command().get_subcommands() {
        clap_mangen::Man::new(command.clone()).render_synopsis_section(&mut page)?;
        clap_mangen::Man::new(command.clone()).render_options_section(&mut page)?;
    }
    console.write(String::from_utf8_lossy(&page).trim_end());
    Ok(ExitCode::SUCCESS)
}
