//! `atlas completions` and `atlas man`: readings of the one definition of the command line.

use std::process::ExitCode;

use clap::CommandFactory;

use super::{Arguments, Console, Trouble};

pub(super) fn completions(shell: clap_complete::Shell, console: &mut Console) -> Result<ExitCode, Trouble> {
    clap_complete::generate(shell, &mut Arguments::command(), "atlas", &mut console.out);
    Ok(ExitCode::SUCCESS)
}

pub(super) fn man(console: &mut Console) -> Result<ExitCode, Trouble> {
    clap_mangen::Man::new(Arguments::command()).render(&mut console.out)?;
    for command in Arguments::command().get_subcommands() {
        clap_mangen::Man::new(command.clone()).render_synopsis_section(&mut console.out)?;
        clap_mangen::Man::new(command.clone()).render_options_section(&mut console.out)?;
    }
    Ok(ExitCode::SUCCESS)
}
